# The gateway. Azure takes up to an hour to create one. It can act as either of two identities; a policy says which.
resource "azurerm_api_management" "demo" {
  name                = "${var.prefix}-apim"
  resource_group_name = azurerm_resource_group.apim.name
  location            = azurerm_resource_group.apim.location
  publisher_name      = var.publisher_name
  publisher_email     = var.publisher_email
  sku_name            = "Developer_1"

  identity {
    type = "UserAssigned"
    identity_ids = [
      azurerm_user_assigned_identity.apim.id,
      azurerm_user_assigned_identity.apim_untrusted.id,
    ]
  }
}

# A subscription key says which subscription a call is counted for. It is a shared string, no proof of who calls: the
# untrusted function app has the same one, and is refused all the same.
resource "random_password" "apim_subscription_key" {
  length  = 32
  special = false
}

# No product and no API named: the key fits every API of the service.
resource "azurerm_api_management_subscription" "demo" {
  api_management_name = azurerm_api_management.demo.name
  resource_group_name = azurerm_resource_group.apim.name
  display_name        = "Demo"
  primary_key         = random_password.apim_subscription_key.result
  state               = "active"
}
