import type { Host } from "../../platform/index.ts";

/**
 * The address that a request asks for, with dot segments resolved as IIS does before anybody looks at the path: what is
 * checked is then what is served. Undefined for a request line that has no path (`*`, or another host's absolute
 * address).
 */
export function requestUrl(target: string, host: Host): URL | undefined {
  const base = `${host.scheme}://${host.name}`;
  const text = target.startsWith("/") ? `${base}${target}` : target;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.hostname === host.name ? url : undefined;
}
