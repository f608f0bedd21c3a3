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
/** What says where a message goes and where it ends is never the connection's alone, whatever the sender says. */
const KEPT = new Set(["connection", "host", "content-length", "transfer-encoding"]);
const NAMES_NOTHING = /^(?:keep-alive|close)?$/i;

export function isHopByHop(key: string): boolean {
  return HOP_BY_HOP.has(key);
}

/**
 * Takes out the headers that `Connection` names as the connection's own. Done before any policy runs: what a policy sets is not
 * the sender's to name. `Connection` itself, like the others above, goes when the message is passed on.
 */
export function dropNamedByConnection(headers: HeaderList): void {
  for (const line of headers.get("connection") ?? []) {
    if (NAMES_NOTHING.test(line)) continue;
    for (const name of line.split(",")) {
      const key = name.trim().toLowerCase();
      if (!KEPT.has(key)) headers.delete(key);
    }
  }
}
