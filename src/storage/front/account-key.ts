import { timingSafeEqual } from "node:crypto";
import type { Account } from "../accounts/account.ts";
import type { AccountKeyPair } from "../accounts/account-keys.ts";
import { type HeaderOrder, type SharedKeyScheme, sign, stringToSign } from "./shared-key.ts";
import { authenticationFailed, keyAuthenticationNotPermitted } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

const MOST_SKEW_MS = 15 * 60 * 1000;
const ORDERS: readonly HeaderOrder[] = ["words", "bytes"];

/**
 * Lets a caller through who signed the request with one of the account's keys, within the last 15 minutes, or throws
 * ("Authorize with Shared Key"). `machineNow` is the machine's time, not the cloud's: it is what the caller signed.
 */
export function checkAccountKey(
  request: StorageRequest,
  account: Account,
  keys: AccountKeyPair,
  machineNow: number,
): void {
  if (!account.properties.allowSharedKeyAccess) throw keyAuthenticationNotPermitted();
  const parsed = /^(SharedKey|SharedKeyLite) ([^:]+):(\S+)$/.exec(request.headers.authorization ?? "");
  const [, scheme, name, signature = ""] = parsed ?? [];
  if (parsed === null) throw authenticationFailed("The Authorization header has no signature.");
  if (name !== account.name) throw authenticationFailed(`The account name '${name}' is not the one of the host.`);
  checkDate(request, machineNow);

  const kind = scheme as SharedKeyScheme;
  for (const { value } of [keys.key1, keys.key2]) {
    if (ORDERS.some((order) => isEqual(signature, sign(request, kind, value, order)))) return;
  }
  throw authenticationFailed(
    `The MAC signature found in the HTTP request '${signature}' is not the same as any computed signature. ` +
      `Server used following string to sign: '${stringToSign(request, kind, "words")}'.`,
  );
}

function checkDate({ headers }: StorageRequest, machineNow: number): void {
  const text = headers["x-ms-date"] ?? headers.date ?? "";
  const date = Date.parse(text);
  if (Number.isNaN(date)) throw authenticationFailed("The request has no valid x-ms-date or Date header.");
  if (Math.abs(machineNow - date) > MOST_SKEW_MS) throw authenticationFailed(`Request date header too old: '${text}'`);
}

function isEqual(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}
