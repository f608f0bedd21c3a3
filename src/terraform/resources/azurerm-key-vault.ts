import type { AzureClients } from "../engine/azure-clients.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { armResource, isSoftDeleted, resourceId } from "./arm-resource.ts";
import { blocksOf, flag, key, listOf, location, map, number, set, text, textOf } from "./schema.ts";

const VERSION = "2023-07-01";
const TYPE = "Microsoft.KeyVault/vaults";

function deletedId(config: Config, azure: AzureClients): string {
  const provider = `/subscriptions/${azure.credentials.subscriptionId}/providers/Microsoft.KeyVault`;
  return `${provider}/locations/${textOf(config, "location")}/deletedVaults/${textOf(config, "name")}`;
}

/**
 * A recovered vault is as it was, whatever the request says of it. The provider leaves that to its next plan; there is no plan
 * here, so the vault is put once more.
 */
async function create(config: Config, context: ResourceContext): Promise<Config> {
  const { azure, features } = context;
  if (features.recoverKeyVaults && (await isSoftDeleted(azure, deletedId(config, azure), VERSION))) {
    await put(config, context, "recover");
  }
  return put(config, context);
}

async function put(
  config: Config,
  { azure }: ResourceContext,
  createMode: "default" | "recover" = "default",
): Promise<Config> {
  const name = textOf(config, "name");
  const response = await azure.arm(
    "PUT",
    resourceId(azure, textOf(config, "resource_group_name"), TYPE, name),
    VERSION,
    {
      location: config.location,
      tags: config.tags ?? {},
      properties: {
        createMode,
        tenantId: config.tenant_id,
        sku: { family: "A", name: config.sku_name },
        accessPolicies: blocksOf(config, "access_policy").map(accessPolicy),
        enableRbacAuthorization: config.rbac_authorization_enabled ?? config.enable_rbac_authorization ?? false,
        enableSoftDelete: true,
        // It can be switched on only: false is refused.
        ...(config.purge_protection_enabled === true ? { enablePurgeProtection: true } : {}),
        softDeleteRetentionInDays: config.soft_delete_retention_days,
        enabledForDeployment: config.enabled_for_deployment,
        enabledForDiskEncryption: config.enabled_for_disk_encryption,
        enabledForTemplateDeployment: config.enabled_for_template_deployment,
        publicNetworkAccess: config.public_network_access_enabled === false ? "Disabled" : "Enabled",
      },
    },
  );
  return {
    id: answerText(response, "id"),
    vault_uri: answer(response, "properties", "vaultUri") ?? `https://${name}.vault.azure.net/`,
  };
}

function accessPolicy(policy: Config): unknown {
  const applicationId = textOf(policy, "application_id");
  return {
    tenantId: policy.tenant_id,
    objectId: policy.object_id,
    ...(applicationId === "" ? {} : { applicationId }),
    permissions: {
      certificates: listOf(policy, "certificate_permissions"),
      keys: listOf(policy, "key_permissions"),
      secrets: listOf(policy, "secret_permissions"),
      storage: listOf(policy, "storage_permissions"),
    },
  };
}

export const azurermKeyVault: ResourceType = {
  type: "azurerm_key_vault",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: location(),
    tenant_id: text({ required: true }),
    sku_name: text({ required: true }),
    soft_delete_retention_days: number({ default: 90, forceNew: true }),
    purge_protection_enabled: flag(),
    rbac_authorization_enabled: flag({ majors: [4] }),
    enable_rbac_authorization: flag(),
    enabled_for_deployment: flag({ default: false }),
    enabled_for_disk_encryption: flag({ default: false }),
    enabled_for_template_deployment: flag({ default: false }),
    public_network_access_enabled: flag({ default: true }),
    tags: map(),
  },
  blocks: {
    access_policy: {
      attributes: {
        tenant_id: text({ required: true }),
        object_id: text({ required: true }),
        application_id: text(),
        secret_permissions: set(),
        key_permissions: set(),
        certificate_permissions: set(),
        storage_permissions: set(),
      },
    },
  },
  ...armResource(VERSION),
  create,
  update: (config, _before, context) => put(config, context),
  async delete(attributes, { azure, features }) {
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
    if (!features.purgeKeyVaults || attributes.purge_protection_enabled === true) return;
    await azure.arm("POST", `${deletedId(attributes, azure)}/purge`, VERSION);
  },
};
