# One identity for each role that somebody plays. User-assigned, so that an identity exists before the thing that uses it:
# roles can be assigned first, and policies can name its client id without a cycle.
#
# An identity has two ids, and mixing them up is the classic mistake:
#   client_id     names the caller in a token (`appid` or `azp`), and says which identity to use;
#   principal_id  is the object id of its service principal: what a role is assigned to.
#
# The 24-hour trap: Azure keeps the tokens of a managed identity for about a day, per identity and resource, and there is
# no way to flush them. A token fetched before a role was assigned comes back without the role until tomorrow, whatever is
# restarted. While developing, replace the identity instead (`terraform apply -replace=…`): a new one has no old tokens.

# Gateway: the identity that the private app knows …
resource "azurerm_user_assigned_identity" "apim" {
  name                = "${var.prefix}-apim"
  resource_group_name = azurerm_resource_group.apim.name
  location            = azurerm_resource_group.apim.location
}

# … and one that it does not.
resource "azurerm_user_assigned_identity" "apim_untrusted" {
  name                = "${var.prefix}-apim-untrusted"
  resource_group_name = azurerm_resource_group.apim.name
  location            = azurerm_resource_group.apim.location
}

# Callers: the same code twice; only the identity differs.
resource "azurerm_user_assigned_identity" "public_trusted" {
  name                = "${var.prefix}-public-trusted"
  resource_group_name = azurerm_resource_group.public.name
  location            = azurerm_resource_group.public.location
}

resource "azurerm_user_assigned_identity" "public_untrusted" {
  name                = "${var.prefix}-public-untrusted"
  resource_group_name = azurerm_resource_group.public.name
  location            = azurerm_resource_group.public.location
}

# Backend: reads its storage account and its secret.
resource "azurerm_user_assigned_identity" "private" {
  name                = "${var.prefix}-private"
  resource_group_name = azurerm_resource_group.private.name
  location            = azurerm_resource_group.private.location
}
