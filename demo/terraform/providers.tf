# Which subscription: the environment variable ARM_SUBSCRIPTION_ID. Who: the signed-in user of `az login`, or a service
# principal by ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET. Nothing of it is written down here.
provider "azurerm" {
  features {}
}

provider "azuread" {}

# Who runs Terraform, and in which tenant.
data "azurerm_client_config" "current" {}
