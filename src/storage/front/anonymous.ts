import type { Account } from "../accounts/account.ts";
import {
  noAuthenticationInformation,
  publicAccessNotPermitted,
  resourceNotFound,
  type StorageError,
} from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

/** From this api-version on a caller without a credential is challenged rather than told that nothing is there. */
const CHALLENGED_SINCE = "2019-12-12";

/** True for what may be for everyone: a preflight, or a read of blobs in an account that allows open containers. */
export function mayBeAnonymous({ service, method }: StorageRequest, account: Account): boolean {
  if (method === "OPTIONS") return true;
  return service === "blob" && (method === "GET" || method === "HEAD") && account.properties.allowBlobPublicAccess;
}

/** Why a caller without a credential gets nothing ("Authorize with Microsoft Entra ID (REST API)": bearer challenge). */
export function anonymousRefusal({ service, headers }: StorageRequest, account: Account): StorageError {
  if ((headers["x-ms-version"] ?? "") >= CHALLENGED_SINCE) return noAuthenticationInformation();
  if (service === "blob" && !account.properties.allowBlobPublicAccess) return publicAccessNotPermitted();
  return resourceNotFound();
}
