export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
}

/** Headers that curl makes itself. */
const OWN = /^(host|connection|content-length|transfer-encoding|expect)$/i;
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(?=[/?#]|$)/i;

/**
 * A request as a command for a POSIX shell. It goes to this Gatehouse, at the address that this machine's tools reach without a
 * proxy: Azure's own must not get what was meant for here. What is `[removed]` stays so, and curl takes the brackets as they are.
 */
export function asCurl({ method, url, headers, body }: CurlRequest, port: number): string {
  const how = method === "HEAD" ? "--head" : `-i -X ${quote(method)}`;
  const given = headers
    .filter(([name]) => !OWN.test(name))
    // curl leaves a header out that has nothing behind its colon; a semicolon sends it empty.
    .map(([name, value]) => `-H ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`);
  const content = body === undefined ? [] : [`--data-binary ${quote(body)}`];
  return [`curl --globoff ${how} ${quote(hereOf(url, port))}`, ...given, ...content].join(" \\\n  ");
}

function hereOf(url: string, port: number): string {
  if (LOCAL.test(url)) return url;
  return url.replace(/^https?:\/\/([^/?#:]+)(:\d+)?/i, (_whole, host: string) => `http://${host}.localhost:${port}`);
}

function quote(text: string): string {
  return /^[A-Z]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
