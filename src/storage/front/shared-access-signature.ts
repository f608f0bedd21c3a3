import type { Account } from "../accounts/account.ts";
import { authenticationFailed, keyAuthenticationNotPermitted, unsupported } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

/** True if the URL carries a shared access signature. */
export function hasSharedAccessSignature({ query }: StorageRequest): boolean {
  return query.has("sig");
}

/**
 * Lets a shared access signature go on to Azurite, which checks it with the account's own keys, or throws: when keys are
 * switched off, when it isn't valid now by the cloud's clock, and for the kinds that Azurite would not check in full.
 */
export function checkSharedAccessSignature(request: StorageRequest, account: Account, now: number): void {
  const { query, headers } = request;
  if (query.has("skoid")) throw unsupported("signatures made with a user delegation key");
  if (query.has("sip")) throw unsupported("signatures that are limited to addresses (sip)");
  // Azurite asks no permission for a source in the same account.
  if (headers["x-ms-copy-source"] !== undefined) throw unsupported("copies authorized by a shared access signature");
  if (!account.properties.allowSharedKeyAccess) throw keyAuthenticationNotPermitted();
  const start = query.get("st");
  const expiry = query.get("se");
  const begun = start === undefined || Date.parse(start) <= now;
  const over = expiry !== undefined && Date.parse(expiry) <= now;
  if (!begun || over) {
    throw authenticationFailed(
      `Signature not valid in the specified time frame: Start [${start ?? ""}] - Expiry [${expiry ?? ""}] - Current [${new Date(now).toUTCString()}]`,
    );
  }
}
