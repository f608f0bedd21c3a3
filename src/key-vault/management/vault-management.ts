import type { Clock, Store } from "../../platform/index.ts";
import { type ResourceRequest, type ResourceStore, resourceNotFound } from "../../resource-manager/index.ts";
import type { DeletedVaults } from "./deleted-vaults.ts";
import { findVault, VAULTS, type Vault } from "./vault.ts";

/** What the resource types of Key Vault share. */
export interface VaultManagement {
  readonly store: Store;
  readonly clock: Clock;
  readonly tenantId: string;
  readonly resources: ResourceStore;
  readonly deletedVaults: DeletedVaults;
}

/** The vault that a request is about. Throws Resource Manager's 404. */
export function requestedVault(resources: ResourceStore, request: ResourceRequest, name = request.name): Vault {
  const vault = findVault(resources, name);
  const group = vault?.id.split("/")[4];
  if (vault === undefined || group?.toLowerCase() !== request.target.resourceGroup?.toLowerCase()) {
    throw resourceNotFound(VAULTS, name, request.target.resourceGroup);
  }
  return vault;
}
