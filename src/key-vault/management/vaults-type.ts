import { z } from "zod";
import type { ResourceId } from "../../platform/index.ts";
import { ArmError, badRequest, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import {
  findVault,
  VAULT_API_VERSIONS,
  VAULTS,
  type Vault,
  type VaultProperties,
  vaultPropertiesSchema,
} from "./vault.ts";
import { requestedVault, type VaultManagement } from "./vault-management.ts";

const putSchema = z.object({
  location: z.string().min(1),
  tags: z.record(z.string(), z.string()).nullish(),
  properties: vaultPropertiesSchema,
});
const settingsSchema = vaultPropertiesSchema.partial();
const patchSchema = z.object({
  tags: z.record(z.string(), z.string()).nullish(),
  properties: settingsSchema.nullish(),
});
const nameSchema = z.object({ name: z.string(), type: z.string() });

const NAME = /^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/i;
const DEFAULT_RETENTION_DAYS = 90;

type VaultSettings = z.infer<typeof settingsSchema>;

/** Vaults (Key Vault REST: "Vaults"). A deleted vault can be recovered with `createMode: "recover"` until it is purged. */
export function vaultsType(management: VaultManagement): ResourceType {
  const { store, tenantId, resources, deletedVaults } = management;

  function save(vault: Vault, settings: VaultSettings, tags: Record<string, string> | null | undefined): Vault {
    checkIrreversible(settings);
    if (settings.tenantId !== undefined && settings.tenantId.toLowerCase() !== tenantId.toLowerCase()) {
      throw badRequest(`The vault's tenantId is '${settings.tenantId}'; the only tenant here is '${tenantId}'.`);
    }
    const saved: Vault = {
      ...vault,
      ...(tags == null ? {} : { tags }),
      properties: mergeSettings(vault.properties, settings),
    };
    resources.put(saved);
    return saved;
  }

  function put(request: ResourceRequest) {
    const { location, tags, properties } = parseArmBody(putSchema, request.body);
    checkName(request.name);
    const existing = findVault(resources, request.name);
    if (existing !== undefined) {
      requestedInSameGroup(existing, request);
      return { status: 200, body: render(save(existing, properties, tags ?? {})) };
    }
    const deleted = deletedVaults.get(request.name);
    if (properties.createMode === "recover") {
      if (deleted === undefined) {
        throw new ArmError(404, "VaultNotFound", `A deleted vault with the name '${request.name}' does not exist.`);
      }
      return store.transaction(() => {
        deletedVaults.recover(request.name);
        return { status: 201, body: render(save(deleted.vault, {}, tags)) };
      });
    }
    if (deleted !== undefined) throw inDeletedState(request.name);
    if (properties.accessPolicies == null && properties.enableRbacAuthorization !== true) {
      throw badRequest("The parameter accessPolicies is not specified.");
    }
    const vault: Vault = {
      id: idOf(request),
      name: request.name,
      type: VAULTS,
      location: location.replaceAll(" ", "").toLowerCase(),
      tags: {},
      properties: newProperties(request.name, tenantId),
    };
    return { status: 200, body: render(save(vault, properties, tags)) };
  }

  return {
    type: VAULTS,
    apiVersions: VAULT_API_VERSIONS,
    longRunning: { put: { takesMs: 20_000, protocol: "provisioningState", state: "RegisteringDns" } },
    get: (request) => ({ status: 200, body: render(requestedVault(resources, request)) }),
    put,
    patch(request) {
      const { tags, properties } = parseArmBody(patchSchema, request.body);
      return { status: 200, body: render(save(requestedVault(resources, request), properties ?? {}, tags)) };
    },
    delete(request) {
      if (resources.get(request.target.id) === undefined) return { status: 204 };
      store.transaction(() => resources.delete(request.target.id));
      return { status: 200 };
    },
    list: ({ target }) => {
      const scope = target.id.slice(0, target.id.toLowerCase().lastIndexOf("/providers/"));
      return { status: 200, body: { value: resources.list(VAULTS, scope).map((vault) => render(vault as Vault)) } };
    },
    collectionActions: {
      checknameavailability(request) {
        const { name } = parseArmBody(nameSchema, request.body);
        return { status: 200, body: nameAvailability(name) };
      },
    },
  };

  function nameAvailability(name: string): unknown {
    if (!NAME.test(name)) return { nameAvailable: false, reason: "AccountNameInvalid", message: invalidName(name) };
    if (findVault(resources, name) === undefined && deletedVaults.get(name) === undefined)
      return { nameAvailable: true };
    return { nameAvailable: false, reason: "AlreadyExists", message: nameInUse(name) };
  }
}

function checkName(name: string): void {
  if (!NAME.test(name)) throw badRequest(invalidName(name), "VaultNameNotValid");
}

function invalidName(name: string): string {
  return (
    `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin ` +
    "with a letter, end with a letter or digit, and not contain consecutive hyphens."
  );
}

function nameInUse(name: string): string {
  return `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken.`;
}

function requestedInSameGroup(vault: Vault, request: ResourceRequest): void {
  if (vault.id.toLowerCase() === request.target.id.toLowerCase()) return;
  throw new ArmError(409, "VaultAlreadyExists", nameInUse(request.name));
}

function inDeletedState(name: string): ArmError {
  return new ArmError(
    409,
    "ConflictError",
    `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault '${name}'.`,
  );
}

/** Key Vault takes neither back once it is on, and says so even to a vault that never had it. */
function checkIrreversible(settings: VaultSettings): void {
  if (settings.enableSoftDelete === false) {
    throw badRequest(
      'The property "enableSoftDelete" cannot be set to false. Enabling soft delete for the vault is an irreversible action.',
    );
  }
  if (settings.enablePurgeProtection === false) {
    throw badRequest(
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    );
  }
}

function newProperties(name: string, tenantId: string): VaultProperties {
  return {
    sku: { family: "A", name: "standard" },
    tenantId,
    accessPolicies: [],
    enabledForDeployment: false,
    enableSoftDelete: true,
    softDeleteRetentionInDays: DEFAULT_RETENTION_DAYS,
    enableRbacAuthorization: false,
    vaultUri: `https://${name.toLowerCase()}.vault.azure.net/`,
    provisioningState: "Succeeded",
    publicNetworkAccess: "Enabled",
  };
}

/** What a body leaves out stays as it was. */
function mergeSettings(before: VaultProperties, settings: VaultSettings): VaultProperties {
  const { enabledForDiskEncryption, enabledForTemplateDeployment, networkAcls } = settings;
  return {
    ...before,
    sku: settings.sku ?? before.sku,
    accessPolicies: settings.accessPolicies ?? before.accessPolicies,
    enabledForDeployment: settings.enabledForDeployment ?? before.enabledForDeployment,
    softDeleteRetentionInDays: settings.softDeleteRetentionInDays ?? before.softDeleteRetentionInDays,
    enableRbacAuthorization: settings.enableRbacAuthorization ?? before.enableRbacAuthorization,
    ...(enabledForDiskEncryption == null ? {} : { enabledForDiskEncryption }),
    ...(enabledForTemplateDeployment == null ? {} : { enabledForTemplateDeployment }),
    ...(settings.enablePurgeProtection === true ? { enablePurgeProtection: true } : {}),
    ...(networkAcls == null ? {} : { networkAcls }),
  };
}

function idOf(request: ResourceRequest): ResourceId {
  const { subscriptionId, resourceGroup } = request.target;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${VAULTS}/${request.name}` as ResourceId;
}

function render({ id, name, type, location, tags, properties }: Vault): unknown {
  return { id, name, type, location, tags: tags ?? {}, properties };
}
