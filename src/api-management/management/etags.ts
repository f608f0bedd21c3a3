import type { Store } from "../../platform/index.ts";
import { ManagementError } from "./management-error.ts";

/** Hands out entity tags: each new one differs from all before it, across restarts too. */
export interface Etags {
  /** Without quotes, in the form that Azure's have: eight bytes in base64, `AAAAAAAmREI=`. */
  next(): string;
}

/** The tag of what was never written. */
export const INITIAL_ETAG = "AAAAAAAAAAA=";

export function createEtags(store: Store): Etags {
  const table = store.documents<number>("api_management_etags");
  return {
    next() {
      const version = (table.get("last") ?? 0) + 1;
      table.put("last", version);
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(version));
      return bytes.toString("base64");
    },
  };
}

/** The header that carries an entity's tag. */
export function etagHeader(etag: string): Readonly<Record<string, string>> {
  return { etag: `"${etag}"` };
}

/**
 * Checks `If-Match` against the entity's tag. No header, an empty one (azurerm sends that on every delete) and `*` all
 * mean "whatever it is". Throws the 412 of an entity that has changed or isn't there.
 */
export function checkIfMatch(headers: Headers, current: string | undefined): void {
  const wanted = headers.get("if-match")?.trim() ?? "";
  if (wanted === "" || wanted === "*") return;
  const tags = wanted.split(",").map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, "$1"));
  if (current !== undefined && tags.includes(current)) return;
  throw new ManagementError(
    412,
    "PreconditionFailed",
    "The resource was modified since it was last retrieved: its ETag isn't the one in If-Match. Get it again, or send If-Match: *.",
  );
}
