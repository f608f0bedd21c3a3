# Every Functions host needs a storage account for its keys and locks. The apps reach theirs by identity, with no
# connection string in any setting. "Storage Blob Data Owner" is the role that a host with HTTP triggers needs; being Owner
# of the account does not help, for that is a right to manage it, not to read its data.
#
# principal_type spares the deployment a look-up that fails while a new identity is still spreading through the directory.

locals {
  # Names of storage accounts and key vaults allow fewer characters than the others.
  compact_prefix = replace(var.prefix, "-", "")
}

resource "azurerm_storage_account" "private" {
  name                            = "${local.compact_prefix}private"
  resource_group_name             = azurerm_resource_group.private.name
  location                        = azurerm_resource_group.private.location
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = false
}

resource "azurerm_role_assignment" "private_storage" {
  scope                = azurerm_storage_account.private.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.private.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_storage_account" "public" {
  name                            = "${local.compact_prefix}public"
  resource_group_name             = azurerm_resource_group.public.name
  location                        = azurerm_resource_group.public.location
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = false
}

resource "azurerm_role_assignment" "public_trusted_storage" {
  scope                = azurerm_storage_account.public.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.public_trusted.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "public_untrusted_storage" {
  scope                = azurerm_storage_account.public.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.public_untrusted.principal_id
  principal_type       = "ServicePrincipal"
}
