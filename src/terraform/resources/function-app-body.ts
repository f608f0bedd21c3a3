import type { Config } from "../engine/resource-type.ts";
import { applicationStack, functionAppSettings, type OperatingSystem } from "./function-app-settings.ts";
import { identityBody } from "./identity.ts";
import { blockOf, given, textOf } from "./schema.ts";

/** Body of the PUT of a function app; `before` is what it was, if it was there. */
export function functionAppBody(config: Config, before: Config | undefined, os: OperatingSystem): unknown {
  const access = config.public_network_access_enabled === false ? "Disabled" : "Enabled";
  return {
    ...identityBody(config),
    kind: os === "Windows" ? "functionapp" : "functionapp,linux",
    location: config.location,
    tags: config.tags ?? {},
    properties: {
      clientCertEnabled: false,
      clientCertMode: "Optional",
      dailyMemoryTimeQuota: 0,
      enabled: config.enabled,
      httpsOnly: config.https_only,
      ...given("keyVaultReferenceIdentity", textOf(config, "key_vault_reference_identity_id")),
      publicNetworkAccess: access,
      serverFarmId: config.service_plan_id,
      siteConfig: siteConfig(config, before, os, access),
      vnetBackupRestoreEnabled: false,
      vnetImagePullEnabled: false,
    },
  };
}

function siteConfig(
  config: Config,
  before: Config | undefined,
  os: OperatingSystem,
  publicNetworkAccess: string,
): unknown {
  const site = blockOf(config, "site_config") ?? {};
  const siteBefore = blockOf(before ?? {}, "site_config") ?? {};
  // The provider names these when they are on, or have been.
  const sent = (name: string): boolean => site[name] === true || siteBefore[name] === true;
  return {
    alwaysOn: site.always_on ?? false,
    appSettings: functionAppSettings(config, os),
    ftpsState: site.ftps_state,
    ...(sent("http2_enabled") ? { http20Enabled: site.http2_enabled } : {}),
    ipSecurityRestrictionsDefaultAction: "Allow",
    loadBalancing: "LeastRequests",
    managedPipelineMode: "Integrated",
    minTlsVersion: site.minimum_tls_version,
    preWarmedInstanceCount: 0,
    ...(site.worker_count === null || site.worker_count === undefined ? {} : { numberOfWorkers: site.worker_count }),
    publicNetworkAccess,
    scmIpSecurityRestrictionsDefaultAction: "Allow",
    scmMinTlsVersion: site.scm_minimum_tls_version,
    use32BitWorkerProcess: site.use_32_bit_worker ?? os === "Windows",
    ...(sent("websockets_enabled") ? { webSocketsEnabled: site.websockets_enabled } : {}),
    ...stackVersion(config, os),
  };
}

/** On Windows Node's version is an app setting; elsewhere, and for .NET, the site's configuration tells it. */
function stackVersion(config: Config, os: OperatingSystem): Readonly<Record<string, string>> {
  const stack = applicationStack(config);
  const [node, dotnet] = [textOf(stack, "node_version"), textOf(stack, "dotnet_version")];
  if (os === "Linux") {
    if (node !== "") return { linuxFxVersion: `Node|${node}` };
    const runtime = stack.use_dotnet_isolated_runtime === true ? "DOTNET-ISOLATED" : "DOTNET";
    return dotnet === "" ? {} : { linuxFxVersion: `${runtime}|${dotnet}` };
  }
  if (dotnet === "") return { netFrameworkVersion: "v4.0" };
  // azurerm 3.30 says "6" and sends it as windowsFxVersion; later ones say "v6.0".
  return dotnet.startsWith("v") ? { netFrameworkVersion: dotnet } : { windowsFxVersion: `DotNet|${dotnet}` };
}
