import { parseBody } from "../../../resource-manager/index.ts";
import type { Site } from "../../sites/site.ts";
import { mergeSettings, withoutSettings } from "../apply-site-body.ts";
import { siteConfigSchema } from "../site-body.ts";
import type { ConfigKind } from "./config-kind.ts";

const ALLOW_ALL = [
  { ipAddress: "Any", action: "Allow", priority: 2147483647, name: "Allow all", description: "Allow all access" },
];

/** `config/web`: the whole site configuration with App Service's defaults (App Service REST: "Get Configuration"). */
export const web: ConfigKind = {
  name: "web",
  shownBy: ["get"],
  documentName: (site) => site.resource.name,
  render: (site) => ({ ...defaults(site), ...site.properties.siteConfig }),
  replace(site, properties) {
    const config = parseBody(siteConfigSchema, properties);
    return {
      ...site,
      properties: { ...site.properties, siteConfig: { ...site.properties.siteConfig, ...withoutSettings(config) } },
      state: mergeSettings(site.state, config),
    };
  },
};

function defaults({ resource, properties }: Site): Readonly<Record<string, unknown>> {
  return {
    numberOfWorkers: 1,
    defaultDocuments: [
      "Default.htm",
      "Default.html",
      "Default.asp",
      "index.htm",
      "index.html",
      "iisstart.htm",
      "default.aspx",
      "index.php",
    ],
    netFrameworkVersion: "v4.0",
    phpVersion: "",
    pythonVersion: "",
    nodeVersion: "",
    powerShellVersion: "",
    linuxFxVersion: "",
    windowsFxVersion: null,
    requestTracingEnabled: false,
    remoteDebuggingEnabled: false,
    remoteDebuggingVersion: "VS2022",
    httpLoggingEnabled: false,
    acrUseManagedIdentityCreds: false,
    acrUserManagedIdentityID: null,
    logsDirectorySizeLimit: 35,
    detailedErrorLoggingEnabled: false,
    publishingUsername: `$${resource.name}`,
    scmType: "None",
    use32BitWorkerProcess: !properties.reserved,
    webSocketsEnabled: false,
    alwaysOn: false,
    appCommandLine: "",
    managedPipelineMode: "Integrated",
    virtualApplications: [
      { virtualPath: "/", physicalPath: "site\\wwwroot", preloadEnabled: false, virtualDirectories: null },
    ],
    loadBalancing: "LeastRequests",
    experiments: { rampUpRules: [] },
    autoHealEnabled: false,
    vnetName: "",
    vnetRouteAllEnabled: false,
    vnetPrivatePortsCount: 0,
    localMySqlEnabled: false,
    ipSecurityRestrictions: ALLOW_ALL,
    scmIpSecurityRestrictions: ALLOW_ALL,
    scmIpSecurityRestrictionsUseMain: false,
    http20Enabled: false,
    minTlsVersion: "1.2",
    scmMinTlsVersion: "1.2",
    ftpsState: "FtpsOnly",
    preWarmedInstanceCount: 0,
    functionAppScaleLimit: 0,
    functionsRuntimeScaleMonitoringEnabled: false,
    minimumElasticInstanceCount: 0,
    azureStorageAccounts: {},
  };
}
