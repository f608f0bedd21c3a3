import type { HeaderList } from "../pipeline/header-list.ts";

/** Headers of one connection, never passed on (RFC 9110, 7.6.1; `proxy-*` as in RFC 9110, 11.7). */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export function isHopByHop(key: string): boolean {
  return HOP_BY_HOP.has(key);
}

/** What the message's `Connection` header names as its own, in lower case; undefined when it names nothing. */
export function namedByConnection(headers: HeaderList): ReadonlySet<string> | undefined {
  const value = headers.first("connection");
  if (value === undefined || /^(keep-alive|close)$/i.test(value)) return undefined;
  return new Set(value.split(",").map((name) => name.trim().toLowerCase()));
}
