# Holds the registration's secret, so that it stands in no app setting. The private app's setting refers to it, and App
# Service fetches it with the app's identity.

resource "azurerm_key_vault" "demo" {
  name                       = "${local.compact_prefix}private"
  resource_group_name        = azurerm_resource_group.private.name
  location                   = azurerm_resource_group.private.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  soft_delete_retention_days = 7
  purge_protection_enabled   = false # a demo should leave nothing behind

  # Access policies: said outright, because newer versions of the API take roles unless told.
  rbac_authorization_enabled = false

  # Whoever runs Terraform writes the secret, and takes it away again.
  access_policy {
    tenant_id          = data.azurerm_client_config.current.tenant_id
    object_id          = data.azurerm_client_config.current.object_id
    secret_permissions = ["Get", "List", "Set", "Delete", "Recover", "Purge"]
  }

  # The private app reads it and can do nothing else.
  access_policy {
    tenant_id          = data.azurerm_client_config.current.tenant_id
    object_id          = azurerm_user_assigned_identity.private.principal_id
    secret_permissions = ["Get"]
  }
}

resource "azurerm_key_vault_secret" "private_app_secret" {
  name         = "app-registration-client-secret"
  value        = azuread_application_password.function_private.value
  key_vault_id = azurerm_key_vault.demo.id
}
