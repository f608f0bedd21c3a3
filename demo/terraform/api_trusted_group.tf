# Trust by role: the policy names no caller. Who may call is decided in the directory, where app roles are assigned.
resource "azurerm_api_management_api" "trusted_group" {
  name                = "trusted-group"
  api_management_name = azurerm_api_management.demo.name
  resource_group_name = azurerm_resource_group.apim.name
  revision            = "1"
  display_name        = "Trusted Group Auth API"
  path                = "trusted-group"
  protocols           = ["https"]
  service_url         = "https://${azurerm_windows_function_app.private.default_hostname}/api"
}

resource "azurerm_api_management_api_operation" "trusted_group" {
  operation_id        = "test"
  api_name            = azurerm_api_management_api.trusted_group.name
  api_management_name = azurerm_api_management_api.trusted_group.api_management_name
  resource_group_name = azurerm_api_management_api.trusted_group.resource_group_name
  display_name        = "Test Operation"
  description         = "Calls the function test of the private function app."
  method              = "GET"
  url_template        = "/test"

  response {
    status_code = 200
  }
}

# The token must be for this API's own registration, and its `roles` must hold the app role.
#
# Two audiences and two issuers, for versions 1 and 2 of the token: a version 1 token carries the URI that was asked for, a
# version 2 token the client id. The registration asks for version 2; the others keep the policy working should it change.
#
# The group's object id stands among the roles for people: a registration can be told to put the groups of a user into
# `roles`, as object ids. No identity passes by it, see directory_groups.tf.
#
# The message hides what is wrong with a token. The reason is in the trace.
resource "azurerm_api_management_api_operation_policy" "trusted_group" {
  operation_id        = azurerm_api_management_api_operation.trusted_group.operation_id
  api_name            = azurerm_api_management_api_operation.trusted_group.api_name
  api_management_name = azurerm_api_management_api_operation.trusted_group.api_management_name
  resource_group_name = azurerm_api_management_api_operation.trusted_group.resource_group_name

  xml_content = <<-XML
    <policies>
      <inbound>
        <base />
        <validate-jwt header-name="Authorization" failed-validation-httpcode="401" failed-validation-error-message="Unauthorized. Access token is missing or invalid." require-scheme="Bearer">
          <openid-config url="https://login.microsoftonline.com/${data.azurerm_client_config.current.tenant_id}/v2.0/.well-known/openid-configuration" />
          <audiences>
            <audience>${local.apim_app_uri}</audience>
            <audience>${azuread_application.apim.client_id}</audience>
          </audiences>
          <issuers>
            <issuer>https://sts.windows.net/${data.azurerm_client_config.current.tenant_id}/</issuer>
            <issuer>https://login.microsoftonline.com/${data.azurerm_client_config.current.tenant_id}/v2.0</issuer>
          </issuers>
          <required-claims>
            <claim name="roles" match="any">
              <value>${local.apim_app_role}</value>
              <value>${azuread_group.apim.object_id}</value>
            </claim>
          </required-claims>
        </validate-jwt>
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

  depends_on = [azuread_app_role_assignment.private_identity]
}
