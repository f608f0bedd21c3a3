import { describe, expect, test } from "vitest";
import { applyRecorded } from "./testing/apply-recorded.ts";
import type { RecordedRequest } from "./testing/recording-azure.ts";

const GROUP = "management.azure.com/subscriptions/sub/resourceGroups/g/providers";
const SERVICE = `${GROUP}/Microsoft.ApiManagement/service/apim`;
const PROVIDERS = "management.azure.com/subscriptions/sub/providers";
const DELETED_VAULT = `${PROVIDERS}/Microsoft.KeyVault/locations/uksouth/deletedVaults/v`;
const DELETED_SERVICE = `${PROVIDERS}/Microsoft.ApiManagement/locations/uksouth/deletedservices/apim`;
const inGroup = 'resource_group_name = "g"\n  location = "UK South"';
const inService = 'resource_group_name = "g"\n  api_management_name = "apim"';

interface Case {
  readonly type: string;
  readonly body: string;
  readonly made: readonly unknown[];
  readonly destroyed: readonly string[];
}

/** Paths, api-versions and bodies are those that azurerm was seen to send (3.117; for 4 its newer versions). */
const cases: readonly Case[] = [
  {
    type: "azurerm_resource_group",
    body: 'name = "g"\n  location = "UK South"\n  tags = { a = "b" }',
    made: [
      {
        request: "PUT management.azure.com/subscriptions/sub/resourcegroups/g?api-version=2020-06-01",
        body: { location: "uksouth", tags: { a: "b" } },
      },
    ],
    destroyed: [
      "GET management.azure.com/subscriptions/sub/resourceGroups/g/resources?api-version=2020-06-01",
      "DELETE management.azure.com/subscriptions/sub/resourcegroups/g?api-version=2020-06-01",
    ],
  },
  {
    type: "azurerm_user_assigned_identity",
    body: `name = "i"\n  ${inGroup}`,
    made: [
      {
        request: `PUT ${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/i?api-version=2023-01-31`,
        body: { location: "uksouth", properties: {}, tags: {} },
      },
    ],
    destroyed: [`DELETE ${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/i?api-version=2023-01-31`],
  },
  {
    type: "azurerm_service_plan",
    body: `name = "p"\n  ${inGroup}\n  os_type = "Windows"\n  sku_name = "S1"`,
    made: [
      {
        request: `PUT ${GROUP}/Microsoft.Web/serverFarms/p?api-version=2023-12-01`,
        body: {
          location: "uksouth",
          properties: {
            elasticScaleEnabled: false,
            hyperV: false,
            perSiteScaling: false,
            reserved: false,
            zoneRedundant: false,
          },
          sku: { name: "S1" },
          tags: {},
        },
      },
    ],
    destroyed: [`DELETE ${GROUP}/Microsoft.Web/serverFarms/p?api-version=2023-12-01`],
  },
  {
    type: "azurerm_storage_account",
    body: `name = "s"\n  ${inGroup}\n  account_tier = "Standard"\n  account_replication_type = "LRS"`,
    made: [
      {
        request: `PUT ${GROUP}/Microsoft.Storage/storageAccounts/s?api-version=2023-01-01`,
        body: expect.objectContaining({
          kind: "StorageV2",
          sku: { name: "Standard_LRS", tier: "Standard" },
          properties: expect.objectContaining({
            ...{ accessTier: "Hot", allowBlobPublicAccess: true, allowSharedKeyAccess: true },
            ...{ minimumTlsVersion: "TLS1_2", supportsHttpsTrafficOnly: true, publicNetworkAccess: "Enabled" },
          }),
        }),
      },
      { request: `POST ${GROUP}/Microsoft.Storage/storageAccounts/s/listKeys?$expand=kerb&api-version=2023-01-01` },
    ],
    destroyed: [`DELETE ${GROUP}/Microsoft.Storage/storageAccounts/s?api-version=2023-01-01`],
  },
  {
    type: "azurerm_key_vault",
    body: `name = "v"\n  ${inGroup}\n  tenant_id = "tid"\n  sku_name = "standard"\n  soft_delete_retention_days = 7
  access_policy {\n    tenant_id = "tid"\n    object_id = "oid"\n    secret_permissions = ["Get"]\n  }`,
    made: [
      { request: `GET ${DELETED_VAULT}?api-version=2023-07-01` },
      {
        request: `PUT ${GROUP}/Microsoft.KeyVault/vaults/v?api-version=2023-07-01`,
        body: {
          location: "uksouth",
          properties: {
            accessPolicies: [
              {
                objectId: "oid",
                permissions: { certificates: [], keys: [], secrets: ["Get"], storage: [] },
                tenantId: "tid",
              },
            ],
            createMode: "default",
            enableRbacAuthorization: false,
            enableSoftDelete: true,
            enabledForDeployment: false,
            enabledForDiskEncryption: false,
            enabledForTemplateDeployment: false,
            publicNetworkAccess: "Enabled",
            sku: { family: "A", name: "standard" },
            softDeleteRetentionInDays: 7,
            tenantId: "tid",
          },
          tags: {},
        },
      },
    ],
    destroyed: [
      `DELETE ${GROUP}/Microsoft.KeyVault/vaults/v?api-version=2023-07-01`,
      "POST management.azure.com/subscriptions/sub/providers/Microsoft.KeyVault/locations/uksouth/deletedVaults/v/purge?api-version=2023-07-01",
    ],
  },
  {
    type: "azurerm_key_vault_secret",
    body: 'name = "s"\n  value = "secret"\n  key_vault_id = "/subscriptions/sub/resourceGroups/g/providers/Microsoft.KeyVault/vaults/vau"',
    made: [
      {
        request: "PUT vau.vault.azure.net/secrets/s?api-version=7.4",
        body: { attributes: {}, tags: {}, value: "secret" },
      },
    ],
    destroyed: [
      "DELETE vau.vault.azure.net/secrets/s?api-version=7.4",
      "DELETE vau.vault.azure.net/deletedsecrets/s?api-version=7.4",
    ],
  },
  {
    type: "azurerm_api_management",
    body: `name = "apim"\n  ${inGroup}\n  publisher_name = "P"\n  publisher_email = "p@example.com"\n  sku_name = "Developer_1"
  identity {\n    type = "UserAssigned"\n    identity_ids = ["/b", "/a"]\n  }`,
    made: [
      { request: `GET ${DELETED_SERVICE}?api-version=2022-08-01` },
      {
        request: `PUT ${SERVICE}?api-version=2022-08-01`,
        body: expect.objectContaining({
          identity: { type: "UserAssigned", userAssignedIdentities: { "/a": {}, "/b": {} } },
          sku: { name: "Developer", capacity: 1 },
          properties: expect.objectContaining({
            publisherName: "P",
            publisherEmail: "p@example.com",
            certificates: [],
          }),
        }),
      },
      {
        request: `PUT ${SERVICE}/portalsettings/signin?api-version=2022-08-01`,
        body: { properties: { enabled: false } },
      },
      {
        request: `PUT ${SERVICE}/portalsettings/signup?api-version=2022-08-01`,
        body: {
          properties: { enabled: false, termsOfService: { consentRequired: false, enabled: false, text: "" } },
        },
      },
    ],
    destroyed: [
      `DELETE ${SERVICE}?api-version=2022-08-01`,
      "DELETE management.azure.com/subscriptions/sub/providers/Microsoft.ApiManagement/locations/uksouth/deletedservices/apim?api-version=2022-08-01",
    ],
  },
  {
    type: "azurerm_api_management_subscription",
    body: `${inService}\n  subscription_id = "demo"\n  display_name = "Demo"\n  primary_key = "k"\n  state = "active"`,
    made: [
      {
        request: `PUT ${SERVICE}/subscriptions/demo?appType=developerPortal&notify=false&api-version=2022-08-01`,
        body: {
          properties: { allowTracing: true, displayName: "Demo", primaryKey: "k", scope: "/apis", state: "active" },
        },
      },
      { request: `POST ${SERVICE}/subscriptions/demo/listSecrets?api-version=2022-08-01` },
    ],
    destroyed: [`DELETE ${SERVICE}/subscriptions/demo?api-version=2022-08-01`],
  },
  {
    type: "azurerm_api_management_api",
    body: `${inService}\n  name = "a"\n  revision = "1"\n  display_name = "A"\n  path = "a"\n  protocols = ["https"]\n  service_url = "https://b.example"`,
    made: [
      {
        request: `PUT ${SERVICE}/apis/a;rev=1?api-version=2022-08-01`,
        body: {
          properties: {
            ...{ apiRevisionDescription: "", apiType: "http", apiVersionDescription: "", authenticationSettings: {} },
            ...{ displayName: "A", path: "a", protocols: ["https"] },
            ...{ serviceUrl: "https://b.example", subscriptionRequired: true, type: "http" },
          },
        },
      },
    ],
    destroyed: [`DELETE ${SERVICE}/apis/a?deleteRevisions=true&api-version=2022-08-01`],
  },
  {
    type: "azurerm_api_management_api_operation",
    body: `${inService}\n  api_name = "a"\n  operation_id = "o"\n  display_name = "O"\n  method = "GET"\n  url_template = "/o"\n  response {\n    status_code = 200\n  }`,
    made: [
      {
        request: `PUT ${SERVICE}/apis/a/operations/o?api-version=2022-08-01`,
        body: {
          properties: {
            ...{ description: "", displayName: "O", method: "GET", templateParameters: [], urlTemplate: "/o" },
            responses: [{ description: "", headers: [], representations: [], statusCode: 200 }],
          },
        },
      },
    ],
    destroyed: [`DELETE ${SERVICE}/apis/a/operations/o?api-version=2022-08-01`],
  },
  ...[
    [
      "azurerm_api_management_api_operation_policy",
      `${inService}\n  api_name = "a"\n  operation_id = "o"`,
      "/apis/a/operations/o",
    ],
    ["azurerm_api_management_api_policy", `${inService}\n  api_name = "a"`, "/apis/a"],
    ["azurerm_api_management_policy", `api_management_id = "${SERVICE.replace("management.azure.com", "")}"`, ""],
  ].map(([type = "", keys = "", scope = ""]) => ({
    type,
    body: `${keys}\n  xml_content = "<policies />"`,
    made: [
      {
        request: `PUT ${SERVICE}${scope}/policies/policy?api-version=2022-08-01`,
        body: { properties: { format: "rawxml", value: "<policies />" } },
      },
    ],
    destroyed: [`DELETE ${SERVICE}${scope}/policies/policy?api-version=2022-08-01`],
  })),
];

describe("what is sent to Resource Manager and Key Vault", () => {
  test.each(cases)("for $type", async ({ type, body, made, destroyed }) => {
    const applied = await applyRecorded(`resource "${type}" "this" {\n  ${body}\n}\n`);
    expect(applied.made).toEqual(made);
    expect(applied.again.filter(({ request }) => !request.startsWith("GET "))).toEqual([]);
    expect(applied.destroyed.map(({ request }) => request)).toEqual(destroyed);
  });

  test("for azurerm_role_assignment: the role is looked up by its name, the assignment has a name of its own", async () => {
    const scope = `/${GROUP.split("/").slice(1).join("/")}/Microsoft.Storage/storageAccounts/s`;
    const { made, again } = await applyRecorded(
      `resource "azurerm_role_assignment" "a" {\n  scope = "${scope}"\n  role_definition_name = "It's"\n  principal_id = "p"\n  principal_type = "ServicePrincipal"\n}\n`,
    );
    const base = `management.azure.com${scope}/providers/Microsoft.Authorization`;
    expect(made).toEqual([
      { request: `GET ${base}/roleDefinitions?$filter=roleName eq 'It''s'&api-version=2022-04-01` },
      {
        request: expect.stringMatching(/^PUT .*\/roleAssignments\/[0-9a-f-]{36}\?api-version=2022-04-01$/),
        body: {
          properties: {
            ...{ roleDefinitionId: "/subscriptions/sub/roleDefinitions/owner", principalId: "p", description: "" },
            principalType: "ServicePrincipal",
          },
        },
      },
    ]);
    expect(again).toHaveLength(1);
  });

  const recoverable = `
resource "azurerm_api_management" "a" {
  name            = "apim"
  publisher_name  = "P"
  publisher_email = "p@example.com"
  sku_name        = "Consumption_0"
  ${inGroup}
}
resource "azurerm_key_vault" "v" {
  name       = "vau"
  tenant_id  = "tid"
  sku_name   = "standard"
  depends_on = [azurerm_api_management.a]
  ${inGroup}
}
resource "azurerm_key_vault_secret" "s" {
  name         = "s"
  value        = "secret"
  key_vault_id = azurerm_key_vault.v.id
}
`;
  const brief = ({ request, body }: RecordedRequest) => {
    const { restore, createMode } = (body as { properties?: Record<string, unknown> } | undefined)?.properties ?? {};
    const mode = restore === true ? " restore" : createMode === "recover" ? " recover" : "";
    return request.replace(/\?.*/, mode);
  };

  test("what is soft-deleted under a name is recovered, then made as the configuration says", async () => {
    const { made, again } = await applyRecorded(recoverable, {}, true);
    expect(made.map(brief)).toEqual([
      `GET ${DELETED_SERVICE}`,
      `PUT ${SERVICE} restore`,
      `PUT ${SERVICE}`,
      `GET ${DELETED_VAULT}au`,
      `PUT ${GROUP}/Microsoft.KeyVault/vaults/vau recover`,
      `PUT ${GROUP}/Microsoft.KeyVault/vaults/vau`,
      "PUT vau.vault.azure.net/secrets/s",
      "POST vau.vault.azure.net/deletedsecrets/s/recover",
      "PUT vau.vault.azure.net/secrets/s",
    ]);
    expect(again.filter(({ request }) => !request.startsWith("GET"))).toEqual([]);
  });

  test("nothing is recovered against the provider's features, and what is in the way fails", async () => {
    const provider = `
provider "azurerm" {
  features {
    api_management {
      recover_soft_deleted = false
    }
    key_vault {
      recover_soft_deleted_key_vaults = false
      recover_soft_deleted_secrets    = false
    }
  }
}`;
    await expect(applyRecorded(provider + recoverable, {}, true)).rejects.toThrow("409");
    const { made } = await applyRecorded(provider + recoverable);
    expect(made.map(brief)).toEqual([
      `PUT ${SERVICE}`,
      `PUT ${GROUP}/Microsoft.KeyVault/vaults/vau`,
      "PUT vau.vault.azure.net/secrets/s",
    ]);
  });

  test("the provider's features decide what is purged and what a resource group may still hold", async () => {
    const { destroyed } = await applyRecorded(`
provider "azurerm" {
  features {
    key_vault {
      purge_soft_delete_on_destroy = false
    }
    resource_group {
      prevent_deletion_if_contains_resources = false
    }
  }
}
resource "azurerm_resource_group" "g" {
  name     = "g"
  location = "uksouth"
}
resource "azurerm_key_vault" "v" {
  name                = "v"
  resource_group_name = azurerm_resource_group.g.name
  location            = azurerm_resource_group.g.location
  tenant_id           = "tid"
  sku_name            = "standard"
}
`);
    expect(destroyed.map(({ request }) => request.replace(/\?.*/, ""))).toEqual([
      `DELETE ${GROUP}/Microsoft.KeyVault/vaults/v`,
      "DELETE management.azure.com/subscriptions/sub/resourcegroups/g",
    ]);
  });
});
