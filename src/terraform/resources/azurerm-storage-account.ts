import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerList, answerText } from "./answer.ts";
import { armResource, putResource, resourceId } from "./arm-resource.ts";
import { flag, key, location, map, text, textOf } from "./schema.ts";

const VERSION = "2023-01-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const name = textOf(config, "name");
  const tier = textOf(config, "account_tier");
  const group = textOf(config, "resource_group_name");
  const id = resourceId(azure, group, "Microsoft.Storage/storageAccounts", name);
  const response = await azure.arm("PUT", id, VERSION, {
    identity: { type: "None" },
    kind: config.account_kind,
    location: config.location,
    sku: { name: `${tier}_${textOf(config, "account_replication_type")}`, tier },
    tags: config.tags ?? {},
    properties: {
      accessTier: config.access_tier,
      allowBlobPublicAccess: config.allow_nested_items_to_be_public,
      allowCrossTenantReplication: config.cross_tenant_replication_enabled,
      allowSharedKeyAccess: config.shared_access_key_enabled,
      defaultToOAuthAuthentication: config.default_to_oauth_authentication,
      dnsEndpointType: "Standard",
      encryption: {
        keySource: "Microsoft.Storage",
        services: { queue: { keyType: "Service" }, table: { keyType: "Service" } },
      },
      isHnsEnabled: false,
      isLocalUserEnabled: true,
      isNfsV3Enabled: false,
      isSftpEnabled: false,
      minimumTlsVersion: config.min_tls_version,
      networkAcls: {
        bypass: "AzureServices",
        defaultAction: "Allow",
        ipRules: [],
        resourceAccessRules: [],
        virtualNetworkRules: [],
      },
      publicNetworkAccess: config.public_network_access_enabled === false ? "Disabled" : "Enabled",
      supportsHttpsTrafficOnly: config.https_traffic_only_enabled ?? config.enable_https_traffic_only ?? true,
    },
  });
  const keys = answerList(await azure.arm("POST", `${id}/listKeys?$expand=kerb`, VERSION), "keys");
  return {
    id: answerText(response, "id"),
    primary_location: config.location ?? "",
    ...endpoints(name),
    ...accessKeys(name, keys),
  };
}

function endpoints(name: string): Config {
  const services = ["blob", "queue", "table", "file", "dfs"];
  return Object.fromEntries(
    services.flatMap((service) => [
      [`primary_${service}_endpoint`, `https://${name}.${service}.core.windows.net/`],
      [`primary_${service}_host`, `${name}.${service}.core.windows.net`],
    ]),
  );
}

function accessKeys(name: string, keys: readonly Config[]): Config {
  const named = ["primary", "secondary"].map((which, index) => [which, textOf(keys[index] ?? {}, "value")] as const);
  return Object.fromEntries(
    named.flatMap(([which, value]) => [
      [`${which}_access_key`, value],
      [`${which}_connection_string`, connectionString(name, value)],
    ]),
  );
}

/** As the portal and the provider write it for the public cloud. */
export function connectionString(account: string, accessKey: string): string {
  return `DefaultEndpointsProtocol=https;AccountName=${account};AccountKey=${accessKey};EndpointSuffix=core.windows.net`;
}

export const azurermStorageAccount: ResourceType = {
  type: "azurerm_storage_account",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: location(),
    account_tier: key(),
    account_replication_type: text({ required: true }),
    account_kind: text({ default: "StorageV2" }),
    access_tier: text({ default: "Hot" }),
    allow_nested_items_to_be_public: flag({ default: true }),
    cross_tenant_replication_enabled: flag({ default: false }),
    shared_access_key_enabled: flag({ default: true }),
    default_to_oauth_authentication: flag({ default: false }),
    public_network_access_enabled: flag({ default: true }),
    https_traffic_only_enabled: flag({ majors: [3, 4] }),
    enable_https_traffic_only: flag({ majors: [3] }),
    min_tls_version: text({ default: "TLS1_2" }),
    tags: map(),
  },
  secrets: ["primary_access_key", "secondary_access_key", "primary_connection_string", "secondary_connection_string"],
  ...armResource(VERSION),
  ...putResource(put),
};
