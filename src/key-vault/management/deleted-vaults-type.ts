import { ArmError, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { DeletedVault } from "./deleted-vaults.ts";
import { VAULT_API_VERSIONS } from "./vault.ts";
import type { VaultManagement } from "./vault-management.ts";

/**
 * One deleted vault, and its purge (Key Vault REST: "Vaults - Get Deleted", "Vaults - Purge Deleted"). A purge answers 202 even when it
 * is done at once: azurerm 4 takes a plain 200 for a vault that is to be read again.
 */
export function deletedVaultsType({ deletedVaults }: VaultManagement): ResourceType {
  function find(request: ResourceRequest): DeletedVault {
    const [location = "", name = ""] = request.target.names;
    const found = deletedVaults.get(name);
    if (found === undefined || found.vault.location !== location.replaceAll(" ", "").toLowerCase()) {
      throw new ArmError(
        404,
        "DeletedVaultNotFound",
        `The specified deleted vault '${name}' in location '${location}' does not exist.`,
      );
    }
    return found;
  }

  return {
    type: "Microsoft.KeyVault/locations/deletedVaults",
    apiVersions: VAULT_API_VERSIONS,
    scope: "subscription",
    longRunning: { purge: { takesMs: 10_000, protocol: "location", always: true } },
    get: (request) => ({ status: 200, body: render(find(request)) }),
    actions: {
      purge(request) {
        const { vault } = find(request);
        if (vault.properties.enablePurgeProtection === true) {
          throw new ArmError(
            409,
            "MethodNotAllowed",
            `Operation 'DeletedVaultPurge' is not allowed: purge protection is enabled on the vault '${vault.name}'.`,
          );
        }
        deletedVaults.purge(vault.name);
        return { status: 200 };
      },
    },
  };
}

/** All deleted vaults of the subscription (Key Vault REST: "Vaults - List Deleted"). */
export function deletedVaultListType({ deletedVaults }: VaultManagement): ResourceType {
  return {
    type: "Microsoft.KeyVault/deletedVaults",
    apiVersions: VAULT_API_VERSIONS,
    scope: "subscription",
    list: () => ({ status: 200, body: { value: deletedVaults.list().map(render) } }),
  };
}

function render({ vault, deletedAt, purgeAt }: DeletedVault): unknown {
  const [, , subscriptionId] = vault.id.split("/");
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${vault.location}/deletedVaults/${vault.name}`,
    name: vault.name,
    type: "Microsoft.KeyVault/deletedVaults",
    properties: {
      vaultId: vault.id,
      location: vault.location,
      tags: vault.tags ?? {},
      deletionDate: new Date(deletedAt).toISOString(),
      scheduledPurgeDate: new Date(purgeAt).toISOString(),
      ...(vault.properties.enablePurgeProtection === true ? { purgeProtectionEnabled: true } : {}),
    },
  };
}
