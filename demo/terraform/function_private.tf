# The backend: one function, with App Service Authentication in front of it.

locals {
  private_package_folder = "${path.module}/../functions/private/package"

  # The provider deploys again when the zip's path changes, not when its content does. So the path tells the content.
  private_package_version = substr(sha256(join("", [
    for file in fileset(local.private_package_folder, "**") : filesha256("${local.private_package_folder}/${file}")
  ])), 0, 12)
}

# The folder is made by `node demo/functions/build.ts`.
data "archive_file" "private" {
  type        = "zip"
  source_dir  = local.private_package_folder
  output_path = "${path.module}/.build/private-${local.private_package_version}.zip"
}

resource "azurerm_service_plan" "private" {
  name                = "${var.prefix}-private"
  resource_group_name = azurerm_resource_group.private.name
  location            = azurerm_resource_group.private.location
  os_type             = "Windows"
  sku_name            = "S1"
}

resource "azurerm_windows_function_app" "private" {
  name                = "${var.prefix}-private"
  resource_group_name = azurerm_resource_group.private.name
  location            = azurerm_resource_group.private.location
  service_plan_id     = azurerm_service_plan.private.id
  https_only          = true

  storage_account_name          = azurerm_storage_account.private.name
  storage_uses_managed_identity = true

  # The old dashboard wants a storage connection of its own. Version 4 of the host does not use it.
  builtin_logging_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.private.id]
  }

  # Key Vault references are fetched as the system-assigned identity unless told otherwise, and this app has none.
  key_vault_reference_identity_id = azurerm_user_assigned_identity.private.id

  auth_settings_v2 {
    auth_enabled           = true
    require_authentication = true

    # The callers are programs: "no" is an answer they understand, a redirect to a sign-in page is not.
    unauthenticated_action = "Return401"

    active_directory_v2 {
      # A token whose `aud` is this client id is accepted without being listed in allowed_audiences.
      client_id = azuread_application.function_private.client_id

      # The issuer: its metadata tells the signing keys and the `iss` that a token must have. The registration takes version
      # 1 tokens (application_private.tf), and their `iss` is exactly this, slash included. The documentation's usual value,
      # https://login.microsoftonline.com/{tenant}/v2.0, is the issuer of version 2 tokens: with it App Service compares a
      # version 1 token with the wrong name, and may answer 401 to every call of API Management. A common endpoint would
      # accept the token too, and those of every other tenant.
      tenant_auth_endpoint = "https://sts.windows.net/${data.azurerm_client_config.current.tenant_id}/"

      # The name of an app setting, see below. Only a person's sign-in needs it.
      client_secret_setting_name = "MICROSOFT_PROVIDER_AUTHENTICATION_SECRET"
    }

    login {}
  }

  app_settings = {
    # storage_uses_managed_identity alone means the system-assigned identity. These two name the user-assigned one.
    AzureWebJobsStorage__credential = "managedidentity"
    AzureWebJobsStorage__clientId   = azurerm_user_assigned_identity.private.client_id

    # A reference, not the secret. Without a version it follows the rotation, within a day.
    MICROSOFT_PROVIDER_AUTHENTICATION_SECRET = "@Microsoft.KeyVault(VaultName=${azurerm_key_vault.demo.name};SecretName=${azurerm_key_vault_secret.private_app_secret.name})"

    # Runs straight from the zip; zip_deploy_file requires it.
    WEBSITE_RUN_FROM_PACKAGE = "1"
  }

  site_config {
    always_on = true

    application_stack {
      node_version = "~22"
    }
  }

  # Sent to the site's deployment endpoint, with its publishing credentials.
  zip_deploy_file = data.archive_file.private.output_path

  # A host that may not read its storage account does not start.
  depends_on = [azurerm_role_assignment.private_storage]
}
