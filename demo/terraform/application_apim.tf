# The app registration that stands for the API `trusted-group` in API Management. A caller asks for a token for it, and the
# token says which of its roles the caller has.

locals {
  apim_app_role = "Apim.Example"

  # What a caller asks for, followed by /.default. With the tenant's id in it, the URI is one of those that Entra ID accepts
  # in every tenant ("Restrictions on identifier URIs of Microsoft Entra applications").
  apim_app_uri = "api://${data.azurerm_client_config.current.tenant_id}/${var.prefix}-apim"
}

resource "random_uuid" "apim_app_role" {}

resource "azuread_application" "apim" {
  display_name     = "${var.prefix}-apim"
  identifier_uris  = [local.apim_app_uri]
  owners           = [data.azurerm_client_config.current.object_id]
  sign_in_audience = "AzureADMyOrg"

  api {
    # The resource, not the caller, decides the version of its tokens. Version 2: `aud` is this application's client id,
    # `iss` ends in /v2.0, the caller is in `azp`.
    requested_access_token_version = 2
  }

  web {
    homepage_url  = "https://${var.prefix}-apim.azure-api.net"
    redirect_uris = ["https://${var.prefix}-apim.azure-api.net/"]

    implicit_grant {
      access_token_issuance_enabled = true
      id_token_issuance_enabled     = true
    }
  }

  app_role {
    # "Application" lets identities have the role, "User" people and groups.
    allowed_member_types = ["Application", "User"]
    description          = "May call the API trusted-group."
    display_name         = "Call the API"
    enabled              = true
    id                   = random_uuid.apim_app_role.result
    value                = local.apim_app_role
  }
}

# The registration is the definition; the service principal is its presence in the tenant, and what roles are assigned on.
resource "azuread_service_principal" "apim" {
  client_id = azuread_application.apim.client_id
  owners    = [data.azurerm_client_config.current.object_id]

  # Without this, any application of the tenant gets a token for this one, only without roles. With it, Entra ID refuses
  # whoever has no assignment (AADSTS501051). That is what happens to the untrusted function app.
  app_role_assignment_required = true

  feature_tags {
    enterprise = true
    gallery    = false
  }
}

# This one lets the trusted function app in. The portal has no page for it; Microsoft Graph, and so Terraform, does.
resource "azuread_app_role_assignment" "apim_identity" {
  app_role_id         = azuread_service_principal.apim.app_role_ids[local.apim_app_role]
  principal_object_id = azurerm_user_assigned_identity.public_trusted.principal_id
  resource_object_id  = azuread_service_principal.apim.object_id
}

# This one helps no identity, though the trusted one is a member: see directory_groups.tf.
resource "azuread_app_role_assignment" "apim_group" {
  app_role_id         = azuread_service_principal.apim.app_role_ids[local.apim_app_role]
  principal_object_id = azuread_group.apim.object_id
  resource_object_id  = azuread_service_principal.apim.object_id
}
