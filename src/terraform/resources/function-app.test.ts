import { describe, expect, test } from "vitest";
import { z } from "zod";
import { applyRecorded } from "./testing/apply-recorded.ts";

const SITE = "management.azure.com/subscriptions/sub/resourceGroups/g/providers/Microsoft.Web/sites/app";

function functionApp(os: "windows" | "linux", body: string, siteConfig = ""): string {
  return `
resource "azurerm_${os}_function_app" "this" {
  name                = "app"
  resource_group_name = "g"
  location            = "UK South"
  service_plan_id     = "/plan"
  ${body}
  site_config {
    ${siteConfig}
  }
}
`;
}

async function made(main: string, files: Readonly<Record<string, string>> = {}) {
  return (await applyRecorded(main, files)).made;
}

const putSchema = z.object({
  body: z.object({ properties: z.object({ siteConfig: z.record(z.string(), z.unknown()) }) }),
});

async function siteConfigOf(main: string): Promise<Readonly<Record<string, unknown>>> {
  const [put] = await made(main);
  return putSchema.parse(put).body.properties.siteConfig;
}

describe("a function app", () => {
  test("is put with its identity, its settings and the provider's defaults, and deleted without its plan", async () => {
    const applied = await applyRecorded(
      functionApp(
        "windows",
        'https_only = true\n  key_vault_reference_identity_id = "/i"\n  identity {\n    type = "UserAssigned"\n    identity_ids = ["/i"]\n  }',
        "always_on = true",
      ),
    );
    expect(applied.made).toEqual([
      {
        request: `PUT ${SITE}?api-version=2023-12-01`,
        body: {
          identity: { type: "UserAssigned", userAssignedIdentities: { "/i": {} } },
          kind: "functionapp",
          location: "uksouth",
          tags: {},
          properties: {
            ...{ clientCertEnabled: false, clientCertMode: "Optional", dailyMemoryTimeQuota: 0, enabled: true },
            ...{ httpsOnly: true, keyVaultReferenceIdentity: "/i", publicNetworkAccess: "Enabled" },
            serverFarmId: "/plan",
            siteConfig: {
              alwaysOn: true,
              appSettings: [{ name: "FUNCTIONS_EXTENSION_VERSION", value: "~4" }],
              ...{
                ftpsState: "Disabled",
                netFrameworkVersion: "v4.0",
                preWarmedInstanceCount: 0,
                ipSecurityRestrictionsDefaultAction: "Allow",
              },
              ...{ loadBalancing: "LeastRequests", managedPipelineMode: "Integrated", minTlsVersion: "1.2" },
              ...{ publicNetworkAccess: "Enabled", scmIpSecurityRestrictionsDefaultAction: "Allow" },
              ...{ scmMinTlsVersion: "1.2", use32BitWorkerProcess: true },
            },
            ...{ vnetBackupRestoreEnabled: false, vnetImagePullEnabled: false },
          },
        },
      },
    ]);
    expect(applied.again).toEqual([{ request: `GET ${SITE}?api-version=2023-12-01` }]);
    expect(applied.destroyed).toEqual([
      { request: `DELETE ${SITE}?deleteEmptyServerFarm=false&deleteMetrics=true&api-version=2023-12-01` },
    ]);
  });

  const account = 'storage_account_name = "sa"';
  const connection = "DefaultEndpointsProtocol=https;AccountName=sa;AccountKey=k;EndpointSuffix=core.windows.net";
  test.each<[string, string, Readonly<Record<string, string>>]>([
    [
      "storage by identity",
      `${account}\n  storage_uses_managed_identity = true`,
      { AzureWebJobsStorage__accountName: "sa", AzureWebJobsDashboard__accountName: "sa" },
    ],
    [
      "storage by identity, without the old dashboard",
      `${account}\n  storage_uses_managed_identity = true\n  builtin_logging_enabled = false`,
      { AzureWebJobsStorage__accountName: "sa" },
    ],
    [
      "storage by key",
      `${account}\n  storage_account_access_key = "k"`,
      { AzureWebJobsStorage: connection, AzureWebJobsDashboard: connection },
    ],
    ["settings as written", "app_settings = { A = 1, B = true }", { A: "1", B: "true" }],
    [
      "a setting that is written over the provider's",
      'app_settings = { FUNCTIONS_EXTENSION_VERSION = "~3" }',
      { FUNCTIONS_EXTENSION_VERSION: "~3" },
    ],
  ])("%s", async (_what, body, expected) => {
    const { appSettings } = await siteConfigOf(functionApp("windows", body));
    const settings = { FUNCTIONS_EXTENSION_VERSION: "~4", ...expected };
    expect(appSettings).toEqual(Object.entries(settings).map(([name, value]) => ({ name, value })));
  });

  test.each<["windows" | "linux", string, Readonly<Record<string, unknown>>, Readonly<Record<string, string>>]>([
    ["windows", 'node_version = "~22"', {}, { FUNCTIONS_WORKER_RUNTIME: "node", WEBSITE_NODE_DEFAULT_VERSION: "~22" }],
    ["linux", 'node_version = "22"', { linuxFxVersion: "Node|22" }, { FUNCTIONS_WORKER_RUNTIME: "node" }],
    ["windows", 'dotnet_version = "6"', { windowsFxVersion: "DotNet|6" }, { FUNCTIONS_WORKER_RUNTIME: "dotnet" }],
    ["windows", 'dotnet_version = "v6.0"', { netFrameworkVersion: "v6.0" }, { FUNCTIONS_WORKER_RUNTIME: "dotnet" }],
  ])("on %s with %s", async (os, stack, config, settings) => {
    const siteConfig = await siteConfigOf(functionApp(os, "", `application_stack {\n      ${stack}\n    }`));
    expect(siteConfig).toMatchObject(config);
    const all = { FUNCTIONS_EXTENSION_VERSION: "~4", ...settings };
    expect(siteConfig.appSettings).toEqual(Object.entries(all).map(([name, value]) => ({ name, value })));
  });

  test("has its authentication put, the first version", async () => {
    const [, put] = await made(
      functionApp(
        "windows",
        'auth_settings {\n    enabled = true\n    active_directory {\n      client_id = "c"\n      client_secret_setting_name = "S"\n    }\n  }',
      ),
    );
    expect(put).toMatchObject({
      request: `PUT ${SITE}/config/authsettings?api-version=2023-12-01`,
      body: {
        properties: {
          ...{ enabled: true, clientId: "c", clientSecretSettingName: "S", allowedAudiences: [] },
          ...{ tokenRefreshExtensionHours: 72, tokenStoreEnabled: false },
        },
      },
    });
  });

  test("has its authentication put, the second version", async () => {
    const [, put] = await made(
      functionApp(
        "windows",
        'auth_settings_v2 {\n    auth_enabled = true\n    require_authentication = true\n    unauthenticated_action = "Return401"\n    active_directory_v2 {\n      client_id = "c"\n      tenant_auth_endpoint = "https://sts.windows.net/t/"\n    }\n    login {}\n  }',
      ),
    );
    expect(put).toMatchObject({
      request: `PUT ${SITE}/config/authsettingsV2?api-version=2023-12-01`,
      body: {
        properties: {
          platform: { enabled: true },
          globalValidation: { requireAuthentication: true, unauthenticatedClientAction: "Return401" },
          identityProviders: {
            azureActiveDirectory: {
              enabled: true,
              registration: { clientId: "c", openIdIssuer: "https://sts.windows.net/t/" },
            },
          },
        },
      },
    });
  });

  test("gets its zip with its publishing credentials, at the deployment host", async () => {
    const zip = 'zip_deploy_file = "code.zip"\n  app_settings = { WEBSITE_RUN_FROM_PACKAGE = "1" }';
    const sent = await made(functionApp("windows", zip), { "code.zip": "12345" });
    expect(sent.slice(1)).toEqual([
      { request: `POST ${SITE}/config/publishingcredentials/list?api-version=2023-12-01` },
      { request: "POST app.scm.azurewebsites.net/api/zipdeploy", body: "5 bytes" },
    ]);
  });

  test("refuses a zip without the setting that says how it is run, as the provider does", async () => {
    await expect(made(functionApp("windows", 'zip_deploy_file = "code.zip"'))).rejects.toThrow(
      /^main\.tf:2: .*WEBSITE_RUN_FROM_PACKAGE/,
    );
  });
});
