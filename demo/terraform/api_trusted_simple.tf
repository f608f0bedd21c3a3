# Trust by name: the policy lists the identities that may call. Simple, and right for a handful of callers; every new caller
# is a change of the policy.
resource "azurerm_api_management_api" "trusted_simple" {
  name                = "trusted-simple"
  api_management_name = azurerm_api_management.demo.name
  resource_group_name = azurerm_resource_group.apim.name
  revision            = "1"
  display_name        = "Trusted Simple Auth API"
  path                = "trusted-simple"
  protocols           = ["https"]
  service_url         = "https://${azurerm_windows_function_app.private.default_hostname}/api"
}

resource "azurerm_api_management_api_operation" "trusted_simple" {
  operation_id        = "test"
  api_name            = azurerm_api_management_api.trusted_simple.name
  api_management_name = azurerm_api_management_api.trusted_simple.api_management_name
  resource_group_name = azurerm_api_management_api.trusted_simple.resource_group_name
  display_name        = "Test Operation"
  description         = "Calls the function test of the private function app."
  method              = "GET"
  url_template        = "/test"

  response {
    status_code = 200
  }
}

# First the caller: a token of this tenant, of any audience, that was given to the one client id listed. Another identity's
# token is genuine too, and refused: 401 "Invalid Azure AD JWT".
#
# Then the gateway itself: a token for the private app's registration, which goes out in place of the caller's. `resource`
# is the registration's client id, so that the token's `aud` is too, which is what App Service accepts without being told.
# With an output variable the policy sets no header; set-header does.
resource "azurerm_api_management_api_operation_policy" "trusted_simple" {
  operation_id        = azurerm_api_management_api_operation.trusted_simple.operation_id
  api_name            = azurerm_api_management_api_operation.trusted_simple.api_name
  api_management_name = azurerm_api_management_api_operation.trusted_simple.api_management_name
  resource_group_name = azurerm_api_management_api_operation.trusted_simple.resource_group_name

  xml_content = <<-XML
    <policies>
      <inbound>
        <base />
        <validate-azure-ad-token tenant-id="${data.azurerm_client_config.current.tenant_id}">
          <client-application-ids>
            <application-id>${azurerm_user_assigned_identity.public_trusted.client_id}</application-id>
          </client-application-ids>
        </validate-azure-ad-token>
        <authentication-managed-identity resource="${azuread_application.function_private.client_id}" client-id="${azurerm_user_assigned_identity.apim.client_id}" output-token-variable-name="private-app-token" ignore-error="false" />
        <set-header name="Authorization" exists-action="override">
          <value>@("Bearer " + (string)context.Variables["private-app-token"])</value>
        </set-header>
      </inbound>
      <backend>
        <base />
      </backend>
      <outbound>
        <base />
      </outbound>
      <on-error>
        <base />
      </on-error>
    </policies>
  XML

  # The gateway's first token would otherwise be asked for before the role is assigned.
  depends_on = [azuread_app_role_assignment.private_identity]
}
