import { createHash } from "node:crypto";
import type { Resource } from "../../resource-manager/index.ts";
import { hostNameOf, type Site, scmHostNameOf } from "../sites/site.ts";
import { SITE_TYPE } from "../sites/sites.ts";
import type { PlanSku } from "./plan-skus.ts";

/**
 * A site as `GET` returns it (App Service REST: "Web Apps - Get"; the fields that azurerm, az and func read). Its
 * `siteConfig` is sparse in Azure too: the whole configuration is under `config/web`, settings under
 * `config/appsettings`.
 */
export function renderSite(site: Site, serverFarm: Resource | undefined): unknown {
  const { resource, properties } = site;
  const host = hostNameOf(site);
  const scmHost = scmHostNameOf(site);
  const resourceGroup = resource.id.split("/")[4] ?? "";
  const isRunning = properties.enabled && properties.state === "Running";
  return {
    id: resource.id,
    name: resource.name,
    type: SITE_TYPE,
    kind: resource.kind,
    location: resource.location,
    tags: resource.tags ?? {},
    ...(resource.identity === undefined ? {} : { identity: resource.identity }),
    properties: {
      clientAffinityEnabled: false,
      clientCertEnabled: false,
      clientCertMode: "Required",
      clientCertExclusionPaths: null,
      dailyMemoryTimeQuota: 0,
      containerSize: 1536,
      hostNamesDisabled: false,
      publicNetworkAccess: null,
      redundancyMode: "None",
      storageAccountRequired: false,
      virtualNetworkSubnetId: null,
      vnetRouteAllEnabled: false,
      isXenon: false,
      hyperV: false,
      ...properties.others,
      name: resource.name,
      state: isRunning ? "Running" : "Stopped",
      enabled: properties.enabled,
      adminEnabled: true,
      usageState: "Normal",
      availabilityState: "Normal",
      hostNames: [host],
      enabledHostNames: [host, scmHost],
      defaultHostName: host,
      hostNameSslStates: [
        { name: host, sslState: "Disabled", virtualIP: null, thumbprint: null, toUpdate: null, hostType: "Standard" },
        {
          name: scmHost,
          sslState: "Disabled",
          virtualIP: null,
          thumbprint: null,
          toUpdate: null,
          hostType: "Repository",
        },
      ],
      repositorySiteName: resource.name,
      serverFarmId: properties.serverFarmId,
      reserved: properties.reserved,
      httpsOnly: properties.httpsOnly,
      keyVaultReferenceIdentity: properties.keyVaultReferenceIdentity,
      siteConfig: sparseConfig(site),
      sku: (serverFarm?.sku as PlanSku | undefined)?.tier ?? "Standard",
      resourceGroup,
      lastModifiedTimeUtc: properties.lastModifiedTimeUtc,
      inboundIpAddress: "127.0.0.1",
      possibleInboundIpAddresses: "127.0.0.1",
      outboundIpAddresses: "127.0.0.1",
      possibleOutboundIpAddresses: "127.0.0.1",
      customDomainVerificationId: createHash("sha256")
        .update(resource.id.split("/")[2] ?? "")
        .digest("hex")
        .toUpperCase(),
    },
  };
}

function sparseConfig({ properties }: Site): unknown {
  const { siteConfig } = properties;
  return {
    numberOfWorkers: siteConfig.numberOfWorkers ?? 1,
    linuxFxVersion: siteConfig.linuxFxVersion ?? "",
    acrUseManagedIdentityCreds: false,
    alwaysOn: siteConfig.alwaysOn ?? false,
    http20Enabled: siteConfig.http20Enabled ?? false,
    functionAppScaleLimit: siteConfig.functionAppScaleLimit ?? 0,
    minimumElasticInstanceCount: siteConfig.minimumElasticInstanceCount ?? 0,
  };
}
