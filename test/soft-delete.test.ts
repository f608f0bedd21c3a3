import { expect, test } from "vitest";
import { startCloud } from "../src/cloud/index.ts";
import { applyFolder } from "../src/terraform/engine/apply-folder.ts";
import { createAzureClients } from "../src/terraform/engine/create-azure-clients.ts";
import { memoryState } from "../src/terraform/engine/state.ts";
import { configurationFolder } from "../src/terraform/language/testing/configuration-folder.ts";

const main = `
data "azurerm_client_config" "me" {}
resource "azurerm_resource_group" "g" {
  name     = "g"
  location = "uksouth"
}
resource "azurerm_key_vault" "v" {
  name                = "vault-a"
  resource_group_name = azurerm_resource_group.g.name
  location            = "uksouth"
  tenant_id           = data.azurerm_client_config.me.tenant_id
  sku_name            = "standard"
  access_policy {
    tenant_id          = data.azurerm_client_config.me.tenant_id
    object_id          = data.azurerm_client_config.me.object_id
    secret_permissions = ["Get", "Set", "Delete", "Recover"]
  }
  access_policy {
    tenant_id          = data.azurerm_client_config.me.tenant_id
    object_id          = azurerm_api_management.a.identity[0].principal_id
    secret_permissions = ["Get"]
  }
}
resource "azurerm_key_vault_secret" "s" {
  name         = "key"
  value        = "first"
  key_vault_id = azurerm_key_vault.v.id
}
resource "azurerm_api_management" "a" {
  name                = "apim-a"
  resource_group_name = azurerm_resource_group.g.name
  location            = "uksouth"
  publisher_name      = "P"
  publisher_email     = "p@example.com"
  sku_name            = "Developer_1"
  identity {
    type = "SystemAssigned"
  }
}
`;

test("a service, a vault and a secret that were deleted come back with the next apply, and what was in the service with it", async () => {
  await using cloud = await startCloud();
  await using folder = await configurationFolder({ "main.tf": main });
  const azure = createAzureClients(cloud.outbound.request, cloud.operator);
  const apply = () => applyFolder({ folder: folder.path, azure, state: memoryState(), now: cloud.clock.now });
  await apply();

  const provider = `/subscriptions/${cloud.operator.subscriptionId}/resourceGroups/g/providers`;
  const service = `${provider}/Microsoft.ApiManagement/service/apim-a`;
  const secret = "https://vault-a.vault.azure.net/secrets/key";
  const namedValue = { displayName: "key", secret: true, keyVault: { secretIdentifier: secret } };
  await azure.arm("PUT", `${service}/namedValues/key`, "2022-08-01", { properties: namedValue });

  await azure.keyVault("DELETE", secret);
  await azure.arm("DELETE", service, "2022-08-01");
  await azure.arm("DELETE", `${provider}/Microsoft.KeyVault/vaults/vault-a`, "2023-07-01");
  await apply();
  expect((await azure.keyVault("GET", secret)).body).toMatchObject({ value: "first" });
  const refresh = await azure.arm("POST", `${service}/namedValues/key/refreshSecret`, "2022-08-01");
  expect(refresh.body).toMatchObject({ properties: { keyVault: { lastStatus: { code: "Success" } } } });
  const shown = await azure.arm("POST", `${service}/namedValues/key/listValue`, "2022-08-01");
  expect(shown.body).toEqual({ value: "first" });
});
