import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { resourceId } from "./arm-id.ts";
import { flag, key, location, map, text, textOf } from "./schema.ts";

const VERSION = "2023-01-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const name = textOf(config, "name");
  const id = resourceId(azure, textOf(config, "resource_group_name"), "Microsoft.Storage/storageAccounts", name);
  const response = await azure.arm("PUT", id, VERSION, {
    kind: config.account_kind,
    location: location(config),
    sku: { name: `${textOf(config, "account_tier")}_${textOf(config, "account_replication_type")}` },
    tags: config.tags ?? {},
    properties: {
      accessTier: config.access_tier,
      allowBlobPublicAccess: config.allow_nested_items_to_be_public,
      allowSharedKeyAccess: config.shared_access_key_enabled,
      defaultToOAuthAuthentication: config.default_to_oauth_authentication,
      minimumTlsVersion: config.min_tls_version,
      supportsHttpsTrafficOnly: config.https_traffic_only_enabled,
    },
  });
  const keys = await azure.arm("POST", `${id}/listKeys`, VERSION);
  const [first, second] = (answer(keys, "keys") ?? []) as readonly Config[];
  const primary = textOf(first ?? {}, "value");
  return {
    id: answerText(response, "id"),
    location: location(config),
    primary_location: location(config),
    primary_blob_endpoint: `https://${name}.blob.core.windows.net/`,
    primary_queue_endpoint: `https://${name}.queue.core.windows.net/`,
    primary_table_endpoint: `https://${name}.table.core.windows.net/`,
    primary_blob_host: `${name}.blob.core.windows.net`,
    primary_access_key: primary,
    secondary_access_key: textOf(second ?? {}, "value"),
    primary_connection_string: `DefaultEndpointsProtocol=https;AccountName=${name};AccountKey=${primary};EndpointSuffix=core.windows.net`,
  };
}

export const azurermStorageAccount: ResourceType = {
  type: "azurerm_storage_account",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: key(),
    account_tier: key(),
    account_replication_type: text({ required: true }),
    account_kind: text({ default: "StorageV2" }),
    access_tier: text({ default: "Hot" }),
    allow_nested_items_to_be_public: flag({ default: true }),
    shared_access_key_enabled: flag({ default: true }),
    default_to_oauth_authentication: flag({ default: false }),
    https_traffic_only_enabled: flag({ default: true }),
    min_tls_version: text({ default: "TLS1_2" }),
    tags: map(),
  },
  secrets: ["primary_access_key", "secondary_access_key", "primary_connection_string"],
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
  },
};
