import type { ExchangeDetail } from "../../../control/contract/exchanges.ts";

/** Headers that curl makes itself, or that were about a body, which isn't kept. */
const OWN = /^(host|connection|content-length|transfer-encoding|expect)$/i;
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(?=[/?#]|$)/i;

/**
 * A kept request as a command for a POSIX shell. It goes to this Gatehouse, at the address that this machine's tools reach without a
 * proxy: Azure's own must not get what was meant for here. What is `[removed]` stays so, and curl takes the brackets as they are.
 */
export function asCurl(
  { method, url, requestHeaders }: Pick<ExchangeDetail, "method" | "url" | "requestHeaders">,
  port: number,
): string {
  const how = method === "HEAD" ? "--head" : `-i -X ${quote(method)}`;
  const headers = requestHeaders
    .filter(([name]) => !OWN.test(name))
    // curl leaves a header out that has nothing behind its colon; a semicolon sends it empty.
    .map(([name, value]) => `-H ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`);
  return [`curl --globoff ${how} ${quote(hereOf(url, port))}`, ...headers].join(" \\\n  ");
}

function hereOf(url: string, port: number): string {
  if (LOCAL.test(url)) return url;
  return url.replace(/^https?:\/\/([^/?#:]+)(:\d+)?/i, (_whole, host: string) => `http://${host}.localhost:${port}`);
}

function quote(text: string): string {
  return /^[A-Z]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
