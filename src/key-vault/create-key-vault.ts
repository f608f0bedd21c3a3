import type { TokenService } from "../entra/index.ts";
import { type Clock, fetchService, type Log, type ObjectId, type Service, type Store } from "../platform/index.ts";
import type { AccessControl, ResourceStore, ResourceType } from "../resource-manager/index.ts";
import { absentTypes } from "./management/absent-types.ts";
import { accessPoliciesType } from "./management/access-policies-type.ts";
import { openDeletedVaults } from "./management/deleted-vaults.ts";
import { deletedVaultListType, deletedVaultsType } from "./management/deleted-vaults-type.ts";
import { secretsType } from "./management/secrets-type.ts";
import { VAULTS } from "./management/vault.ts";
import { vaultsType } from "./management/vaults-type.ts";
import { createDataPlane } from "./secrets/data-plane.ts";
import { openSecretStore } from "./secrets/secret-store.ts";

export interface KeyVaultOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: TokenService;
  readonly tenantId: string;
  readonly resources: ResourceStore;
  readonly accessControl: AccessControl;
  /** The groups that hold a principal, at any depth: an access policy may name a group. */
  readonly groupsOf: (principal: ObjectId) => ReadonlySet<ObjectId>;
}

/** Azure Key Vault: vaults in Resource Manager, and the secrets in them. Keys and certificates are refused by name. */
export interface KeyVault {
  /** `*.vault.azure.net`. */
  readonly service: Service;
  /** Microsoft.KeyVault's types. */
  readonly resourceTypes: readonly ResourceType[];
}

/**
 * Puts Key Vault together. Secrets lie in the state as plain text, like everything else there: a key to encrypt them with
 * would have to lie beside them. They are never logged.
 */
export function createKeyVault(options: KeyVaultOptions): KeyVault {
  const { store, clock, log, tenantId, resources } = options;
  const secrets = openSecretStore(store, clock);
  const deletedVaults = openDeletedVaults(store, clock, secrets);
  resources.watch(VAULTS, ({ kind, resource }) => {
    if (kind === "delete" && resource.type === VAULTS) deletedVaults.add(resource);
  });
  const management = { store, clock, tenantId, resources, deletedVaults };
  return {
    service: fetchService({
      name: "Key Vault",
      hosts: ["*.vault.azure.net"],
      fetch: createDataPlane({ ...options, secrets }),
      log,
    }),
    resourceTypes: [
      vaultsType(management),
      accessPoliciesType(management),
      deletedVaultsType(management),
      deletedVaultListType(management),
      secretsType(management, secrets),
      ...absentTypes(management),
    ],
  };
}
