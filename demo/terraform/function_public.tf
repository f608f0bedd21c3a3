# The callers: the same package twice. What differs is the identity, and with it what API Management answers.

locals {
  public_package_folder = "${path.module}/../functions/public/package"

  # See function_private.tf.
  public_package_version = substr(sha256(join("", [
    for file in fileset(local.public_package_folder, "**") : filesha256("${local.public_package_folder}/${file}")
  ])), 0, 12)

  # What the code reads, and what its two libraries do; the same for both apps.
  public_app_settings = {
    ApimUrl      = azurerm_api_management.demo.gateway_url
    ApimKey      = random_password.apim_subscription_key.result
    TargetAppUri = local.apim_app_uri

    # DefaultAzureCredential tries one source of tokens after another, down to the command line tools of a developer. In
    # Azure there is one that can be right; anything else only makes failing slower.
    AZURE_TOKEN_CREDENTIALS = "ManagedIdentityCredential"

    AzureWebJobsStorage__credential = "managedidentity"
    WEBSITE_RUN_FROM_PACKAGE        = "1"
  }
}

data "archive_file" "public" {
  type        = "zip"
  source_dir  = local.public_package_folder
  output_path = "${path.module}/.build/public-${local.public_package_version}.zip"
}

resource "azurerm_service_plan" "public" {
  name                = "${var.prefix}-public"
  resource_group_name = azurerm_resource_group.public.name
  location            = azurerm_resource_group.public.location
  os_type             = "Windows"
  sku_name            = "S1"
}

resource "azurerm_windows_function_app" "public_trusted" {
  name                = "${var.prefix}-public-trusted"
  resource_group_name = azurerm_resource_group.public.name
  location            = azurerm_resource_group.public.location
  service_plan_id     = azurerm_service_plan.public.id
  https_only          = true

  storage_account_name          = azurerm_storage_account.public.name
  storage_uses_managed_identity = true
  builtin_logging_enabled       = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.public_trusted.id]
  }

  app_settings = merge(local.public_app_settings, {
    # Which of its identities the code asks for, and which one the host takes for its storage.
    ClientId                      = azurerm_user_assigned_identity.public_trusted.client_id
    AzureWebJobsStorage__clientId = azurerm_user_assigned_identity.public_trusted.client_id
  })

  site_config {
    always_on = true

    application_stack {
      node_version = "~22"
    }
  }

  zip_deploy_file = data.archive_file.public.output_path

  depends_on = [
    azurerm_role_assignment.public_trusted_storage,
    # Before the app can ask for its first token: it is kept for a day.
    azuread_app_role_assignment.apim_identity,
  ]
}

resource "azurerm_windows_function_app" "public_untrusted" {
  name                = "${var.prefix}-public-untrusted"
  resource_group_name = azurerm_resource_group.public.name
  location            = azurerm_resource_group.public.location
  service_plan_id     = azurerm_service_plan.public.id
  https_only          = true

  storage_account_name          = azurerm_storage_account.public.name
  storage_uses_managed_identity = true
  builtin_logging_enabled       = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.public_untrusted.id]
  }

  app_settings = merge(local.public_app_settings, {
    ClientId                      = azurerm_user_assigned_identity.public_untrusted.client_id
    AzureWebJobsStorage__clientId = azurerm_user_assigned_identity.public_untrusted.client_id
  })

  site_config {
    always_on = true

    application_stack {
      node_version = "~22"
    }
  }

  zip_deploy_file = data.archive_file.public.output_path

  depends_on = [azurerm_role_assignment.public_untrusted_storage]
}
