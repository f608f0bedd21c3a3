import { invalidUri, unsupported } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

/**
 * The container that a copy reads from; undefined for a request that copies nothing. Throws for a source outside the account:
 * Azurite would fetch that over the network, and nothing here reaches out to another address.
 */
export function copySourceContainer({ headers, account }: StorageRequest): string | undefined {
  const source = headers["x-ms-copy-source"];
  if (source === undefined) return undefined;
  const url = URL.parse(source);
  if (url === null) throw invalidUri("The copy source is not a URL.");
  if (url.hostname.replace(/\.localhost$/, "") !== `${account}.blob.core.windows.net`) {
    throw unsupported("copies from anywhere but the same storage account");
  }
  const container = firstSegment(url.pathname);
  if (container === "") throw invalidUri("The copy source names no container.");
  return container;
}

function firstSegment(path: string): string {
  try {
    return decodeURIComponent(path).slice(1).split("/")[0] ?? "";
  } catch {
    throw invalidUri("The copy source has an escape that is not UTF-8.");
  }
}
