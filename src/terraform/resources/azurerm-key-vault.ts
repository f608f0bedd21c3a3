import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { resourceId } from "./arm-id.ts";
import { blocksOf, flag, key, list, listOf, location, map, number, text, textOf } from "./schema.ts";

const VERSION = "2023-07-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const name = textOf(config, "name");
  const id = resourceId(azure, textOf(config, "resource_group_name"), "Microsoft.KeyVault/vaults", name);
  const response = await azure.arm("PUT", id, VERSION, {
    location: location(config),
    tags: config.tags ?? {},
    properties: {
      tenantId: config.tenant_id,
      sku: { family: "A", name: config.sku_name },
      accessPolicies: blocksOf(config, "access_policy").map((policy) => ({
        tenantId: policy.tenant_id,
        objectId: policy.object_id,
        permissions: {
          secrets: listOf(policy, "secret_permissions"),
          keys: listOf(policy, "key_permissions"),
          certificates: listOf(policy, "certificate_permissions"),
          storage: listOf(policy, "storage_permissions"),
        },
      })),
      enableRbacAuthorization: config.rbac_authorization_enabled ?? config.enable_rbac_authorization ?? false,
      enableSoftDelete: true,
      ...(config.purge_protection_enabled === true ? { enablePurgeProtection: true } : {}),
      softDeleteRetentionInDays: config.soft_delete_retention_days,
      enabledForDeployment: config.enabled_for_deployment,
      enabledForDiskEncryption: config.enabled_for_disk_encryption,
      enabledForTemplateDeployment: config.enabled_for_template_deployment,
      publicNetworkAccess: config.public_network_access_enabled === false ? "Disabled" : "Enabled",
    },
  });
  return { id: answerText(response, "id"), vault_uri: `https://${name}.vault.azure.net/`, location: location(config) };
}

export const azurermKeyVault: ResourceType = {
  type: "azurerm_key_vault",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: key(),
    tenant_id: text({ required: true }),
    sku_name: text({ required: true }),
    soft_delete_retention_days: number({ default: 90, forceNew: true }),
    purge_protection_enabled: flag(),
    rbac_authorization_enabled: flag(),
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
        secret_permissions: list(),
        key_permissions: list(),
        certificate_permissions: list(),
        storage_permissions: list(),
      },
    },
  },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    const name = textOf(attributes, "name");
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
    // As the provider does by default (features: key_vault.purge_soft_delete_on_destroy).
    const deleted = `/subscriptions/${azure.credentials.subscriptionId}/providers/Microsoft.KeyVault/locations/${textOf(attributes, "location")}/deletedVaults/${name}`;
    if (attributes.purge_protection_enabled !== true) await azure.arm("POST", `${deleted}/purge`, VERSION);
  },
};
