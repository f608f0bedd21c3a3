import type { Clock } from "../../platform/index.ts";
import { type ResourceRequest, type ResourceStore, resourceNotFound } from "../../resource-manager/index.ts";
import type { Upstream } from "../azurite/upstream.ts";
import { type Account, findAccount, STORAGE_ACCOUNTS } from "./account.ts";
import type { AccountContents } from "./account-contents.ts";
import type { AccountKeys } from "./account-keys.ts";

/** What the resource types of Storage share. */
export interface StorageManagement {
  readonly clock: Clock;
  readonly resources: ResourceStore;
  readonly keys: AccountKeys;
  readonly contents: AccountContents;
  readonly upstream: Upstream;
  /** To be called when the keys of an account changed. */
  readonly accountsChanged: () => void;
}

/** The account that a request is about, or lies in. Throws Resource Manager's 404. */
export function requestedAccount(resources: ResourceStore, request: ResourceRequest): Account {
  const name = request.target.names[0] ?? "";
  const account = findAccount(resources, name.toLowerCase());
  if (
    account?.id.split("/")[4]?.toLowerCase() !== request.target.resourceGroup?.toLowerCase() ||
    account === undefined
  ) {
    throw resourceNotFound(STORAGE_ACCOUNTS, name, request.target.resourceGroup);
  }
  return account;
}
