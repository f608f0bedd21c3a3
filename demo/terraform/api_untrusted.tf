# The other direction: whom the backend trusts. Any caller with the subscription key gets as far as the gateway, which then
# tries to call the private app as an identity that has no role there.
resource "azurerm_api_management_api" "untrusted" {
  name                = "untrusted"
  api_management_name = azurerm_api_management.demo.name
  resource_group_name = azurerm_resource_group.apim.name
  revision            = "1"
  display_name        = "Untrusted API"
  path                = "untrusted"
  protocols           = ["https"]
  service_url         = "https://${azurerm_windows_function_app.private.default_hostname}/api"
}

resource "azurerm_api_management_api_operation" "untrusted" {
  operation_id        = "test"
  api_name            = azurerm_api_management_api.untrusted.name
  api_management_name = azurerm_api_management_api.untrusted.api_management_name
  resource_group_name = azurerm_api_management_api.untrusted.resource_group_name
  display_name        = "Test Operation"
  description         = "Calls the function test of the private function app."
  method              = "GET"
  url_template        = "/test"

  response {
    status_code = 200
  }
}

# Entra ID refuses the token (AADSTS501051: not assigned to a role for the application), and the policy fails: the caller
# sees 500 and no reason. The trace's entry of authentication-managed-identity has it. Call this API from the portal's Test
# tab, with Trace.
resource "azurerm_api_management_api_operation_policy" "untrusted" {
  operation_id        = azurerm_api_management_api_operation.untrusted.operation_id
  api_name            = azurerm_api_management_api_operation.untrusted.api_name
  api_management_name = azurerm_api_management_api_operation.untrusted.api_management_name
  resource_group_name = azurerm_api_management_api_operation.untrusted.resource_group_name

  xml_content = <<-XML
    <policies>
      <inbound>
        <base />
        <authentication-managed-identity resource="${azuread_application.function_private.client_id}" client-id="${azurerm_user_assigned_identity.apim_untrusted.client_id}" output-token-variable-name="private-app-token" ignore-error="false" />
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
}
