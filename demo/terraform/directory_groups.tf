# The group trap. Everybody manages access by group, so here is one for each app registration: the identity that may call is
# a member, and the group is assigned to the app role (application_apim.tf, application_private.tf).
#
# For people that works. For a managed identity, as for any service principal, it does nothing: Entra ID puts no role into a
# token that the caller has only through a group, and the group does not satisfy "assignment required" either. What counts is
# the assignment to the identity itself. Remove that one, keep the group, and see the calls fail.

resource "azuread_group" "apim" {
  display_name     = "${var.prefix}-apim"
  owners           = [data.azurerm_client_config.current.object_id]
  security_enabled = true
}

resource "azuread_group_member" "apim" {
  group_object_id  = azuread_group.apim.object_id
  member_object_id = azurerm_user_assigned_identity.public_trusted.principal_id
}

resource "azuread_group" "private" {
  display_name     = "${var.prefix}-private"
  owners           = [data.azurerm_client_config.current.object_id]
  security_enabled = true
}

resource "azuread_group_member" "private" {
  group_object_id  = azuread_group.private.object_id
  member_object_id = azurerm_user_assigned_identity.apim.principal_id
}
