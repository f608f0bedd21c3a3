# The first four: open them in a browser.

output "public_trusted_simple_demo_url" {
  description = "200: the identity is listed in the policy."
  value       = "https://${azurerm_windows_function_app.public_trusted.default_hostname}/api/simple"
}

output "public_trusted_group_demo_url" {
  description = "200: the identity has the app role."
  value       = "https://${azurerm_windows_function_app.public_trusted.default_hostname}/api/group"
}

output "public_untrusted_simple_demo_url" {
  description = "401: a genuine token of an identity that is not listed."
  value       = "https://${azurerm_windows_function_app.public_untrusted.default_hostname}/api/simple"
}

output "public_untrusted_group_demo_url" {
  description = "401: the identity has no app role, so it gets no token."
  value       = "https://${azurerm_windows_function_app.public_untrusted.default_hostname}/api/group"
}

output "untrusted_api_url" {
  description = "500 with the subscription key: the gateway's untrusted identity gets no token for the private app."
  value       = "${azurerm_api_management.demo.gateway_url}/${azurerm_api_management_api.untrusted.path}${azurerm_api_management_api_operation.untrusted.url_template}"
}

output "private_function_url" {
  description = "401 for everybody who is not API Management."
  value       = "https://${azurerm_windows_function_app.private.default_hostname}/api/test"
}

output "apim_subscription_key" {
  description = "For the header Ocp-Apim-Subscription-Key."
  value       = random_password.apim_subscription_key.result
  sensitive   = true
}

output "apim_name" {
  value = azurerm_api_management.demo.name
}

output "private_function_name" {
  value = azurerm_windows_function_app.private.name
}

output "public_trusted_function_name" {
  value = azurerm_windows_function_app.public_trusted.name
}

output "public_untrusted_function_name" {
  value = azurerm_windows_function_app.public_untrusted.name
}
