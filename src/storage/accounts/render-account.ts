import type { Account } from "./account.ts";

/** A storage account as Resource Manager answers it ("Storage Accounts - Get Properties"). */
export function renderAccount(account: Account): unknown {
  const { id, name, type, kind, location, sku, tags, properties } = account;
  const { creationTime, networkAcls, encryption, ...settings } = properties;
  return {
    sku,
    kind,
    id,
    name,
    type,
    location,
    tags: tags ?? {},
    properties: {
      ...settings,
      keyCreationTime: { key1: creationTime, key2: creationTime },
      networkAcls: {
        bypass: networkAcls?.bypass ?? "AzureServices",
        defaultAction: "Allow",
        ipRules: networkAcls?.ipRules ?? [],
        virtualNetworkRules: networkAcls?.virtualNetworkRules ?? [],
        resourceAccessRules: networkAcls?.resourceAccessRules ?? [],
      },
      encryption: renderEncryption(encryption, creationTime),
      provisioningState: "Succeeded",
      creationTime,
      primaryEndpoints: endpoints(name, kind),
      primaryLocation: location,
      statusOfPrimary: "available",
    },
  };
}

function renderEncryption(encryption: Account["properties"]["encryption"], lastEnabledTime: string): unknown {
  const { services, requireInfrastructureEncryption } = encryption ?? {};
  const enabled = (keyType: string | null | undefined) => ({
    keyType: keyType ?? "Account",
    enabled: true,
    lastEnabledTime,
  });
  return {
    ...(requireInfrastructureEncryption == null ? {} : { requireInfrastructureEncryption }),
    services: {
      blob: enabled("Account"),
      file: enabled("Account"),
      ...(services?.queue?.keyType == null ? {} : { queue: enabled(services.queue.keyType) }),
      ...(services?.table?.keyType == null ? {} : { table: enabled(services.table.keyType) }),
    },
    keySource: "Microsoft.Storage",
  };
}

/** Hosts of `web`, `dfs` and `file` are part of the shape that clients read; nothing answers there. */
function endpoints(name: string, kind: string): Readonly<Record<string, string>> {
  const services =
    kind === "BlobStorage" || kind === "BlockBlobStorage" ? ["blob"] : ["blob", "queue", "table", "file"];
  const found = services.map((service) => [service, `https://${name}.${service}.core.windows.net/`]);
  const web = [
    ["web", `https://${name}.z6.web.core.windows.net/`],
    ["dfs", `https://${name}.dfs.core.windows.net/`],
  ];
  return Object.fromEntries([...found, ...(kind === "Storage" ? [] : web)]);
}
