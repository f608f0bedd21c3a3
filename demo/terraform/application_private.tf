# The app registration of the private function app. App Service Authentication accepts tokens for it; API Management gets
# them with its identity; people could sign in to it.

locals {
  private_app_role = "Private.Example"

  # Not taken from the site: the site needs this registration's client id, and a reference back would be a cycle.
  private_site_url = "https://${var.prefix}-private.azurewebsites.net"
}

resource "random_uuid" "private_app_role" {}

resource "random_uuid" "private_scope" {}

resource "azuread_application" "function_private" {
  display_name     = "${var.prefix}-function-private"
  owners           = [data.azurerm_client_config.current.object_id]
  sign_in_audience = "AzureADMyOrg"

  api {
    # No requested_access_token_version here, so this application gets version 1 tokens: `iss` is https://sts.windows.net/…,
    # the caller is in `appid`, and `aud` is whatever name was asked for. API Management asks by client id. The issuer that
    # function_private.tf configures has to fit.

    oauth2_permission_scope {
      admin_consent_description  = "Lets the application call ${var.prefix}-private as the signed-in user."
      admin_consent_display_name = "Call ${var.prefix}-private"
      enabled                    = true
      id                         = random_uuid.private_scope.result
      type                       = "User"
      user_consent_description   = "Lets the application call ${var.prefix}-private as you."
      user_consent_display_name  = "Call ${var.prefix}-private"
      value                      = "user_impersonation"
    }
  }

  web {
    homepage_url  = local.private_site_url
    redirect_uris = ["${local.private_site_url}/.auth/login/aad/callback"]

    implicit_grant {
      # App Service asks for an id token along with the code when a person signs in.
      id_token_issuance_enabled = true
    }
  }

  # For a person's sign-in: read the name of who signed in. It grants nothing by itself; the person, or an administrator,
  # has to consent.
  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000" # Microsoft Graph

    resource_access {
      id   = "e1fe6dd8-ba31-4d61-89e7-88639da4688d" # User.Read
      type = "Scope"
    }
  }

  app_role {
    allowed_member_types = ["Application", "User"]
    description          = "May call the private function app."
    display_name         = "Call the private function app"
    enabled              = true
    id                   = random_uuid.private_app_role.result
    value                = local.private_app_role
  }
}

resource "azuread_service_principal" "function_private" {
  client_id = azuread_application.function_private.client_id
  owners    = [data.azurerm_client_config.current.object_id]

  # App Service Authentication checks no roles. That only the right identity gets a token is decided here.
  app_role_assignment_required = true

  feature_tags {
    enterprise = true
    gallery    = false
  }
}

# This one lets API Management in, with its trusted identity. The untrusted one has none.
resource "azuread_app_role_assignment" "private_identity" {
  app_role_id         = azuread_service_principal.function_private.app_role_ids[local.private_app_role]
  principal_object_id = azurerm_user_assigned_identity.apim.principal_id
  resource_object_id  = azuread_service_principal.function_private.object_id
}

# This one helps no identity: see directory_groups.tf.
resource "azuread_app_role_assignment" "private_group" {
  app_role_id         = azuread_service_principal.function_private.app_role_ids[local.private_app_role]
  principal_object_id = azuread_group.private.object_id
  resource_object_id  = azuread_service_principal.function_private.object_id
}

# The system's one secret, and it never leaves Azure: App Service redeems a person's sign-in code with it. Checking the
# tokens of identities needs none. Every apply that comes more than a week after the last rotation makes a new one.
resource "time_rotating" "private_secret" {
  rotation_days = 7
}

resource "azuread_application_password" "function_private" {
  application_id = azuread_application.function_private.id
  display_name   = "${var.prefix}-app-secret"

  rotate_when_changed = {
    rotation = time_rotating.private_secret.id
  }
}
