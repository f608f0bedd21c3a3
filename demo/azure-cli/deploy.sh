#!/usr/bin/env bash
# Deploys the demo with the Azure CLI: the system that ../terraform describes, command by command. The reasons for what is done
# here are told there, in the files named below.
#
# Usage: az login && bash demo/azure-cli/deploy.sh
# Needs az 2.45 or newer, python3, Node 24 and `npm ci` in the root of the repository. API Management alone takes up to an hour.
# `destroy.sh` takes everything away; do that before a second run, too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Start of every name, at most 15 characters. The names are host names that the whole world shares: choose one of your own.
prefix=${DEMO_PREFIX:-fn-apim-mi-demo}
location=${DEMO_LOCATION:-uksouth}
publisher_name=${DEMO_PUBLISHER_NAME:-Managed identity demo}
publisher_email=${DEMO_PUBLISHER_EMAIL:-demo@example.com}

# Several answers hold secrets, so nothing is printed that isn't asked for.
export AZURE_CORE_OUTPUT=none AZURE_CORE_ONLY_SHOW_ERRORS=true

compact=${prefix//-/} # names of storage accounts and vaults have no hyphens
apim=$prefix-apim apim_group=$prefix-apim-rg
private=$prefix-private private_group=$prefix-private-rg private_storage=${compact}private vault=${compact}private
public=$prefix-public public_group=$prefix-public-rg public_storage=${compact}public
apim_url=https://$apim.azure-api.net
private_url=https://$private.azurewebsites.net

scratch=$(mktemp -d) # for this user only
trap 'rm -rf "$scratch"' EXIT

step() { printf '\n%s\n' "$1"; }

# Sends the JSON document on standard input: `put <url> [more parameters of az rest]`. It goes by way of a file, as everything
# does in which a secret may be: everybody on this machine can read a command's parameters.
put() {
  cat >"$scratch/body.json"
  az rest --method put --url "$@" --body "@$scratch/body.json"
}

# A new object takes a while to reach all servers of Entra ID and Key Vault. Until then some of them don't know it.
patiently() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if "$@"; then return; fi
    echo "Attempt $attempt failed; trying again in 15 seconds." >&2
    sleep 15
  done
  "$@"
}

step "Who deploys"
# A service principal, if its variables are set, as in a pipeline. A person has signed in before.
if [[ -n ${AZURE_CLIENT_SECRET:-} ]]; then
  printf %s "$AZURE_CLIENT_SECRET" >"$scratch/secret"
  az login --service-principal --username "$AZURE_CLIENT_ID" --password "@$scratch/secret" --tenant "$AZURE_TENANT_ID"
fi
read -r tenant subscription user user_type < <(az account show --query '[[tenantId, id, user.name, user.type]]' --output tsv)
if [[ $user_type == user ]]; then
  me=$(az ad signed-in-user show --query id --output tsv)
else
  me=$(az ad sp show --id "$user" --query id --output tsv)
fi

step "Resource groups (resource_groups.tf)"
for group in "$apim_group" "$public_group" "$private_group"; do
  az group create --name "$group" --location "$location"
done

step "API Management (api_management.tf), begun now and waited for below"
az apim create --resource-group "$apim_group" --name "$apim" --sku-name Developer --location "$location" \
  --publisher-name "$publisher_name" --publisher-email "$publisher_email" --no-wait

step "Identities (identities.tf)"
# Prints the resource id, the principal id (what roles are assigned to) and the client id (what names the caller in a token).
create_identity() { # resource group, name
  az identity create --resource-group "$1" --name "$2" --query '[[id, principalId, clientId]]' --output tsv
}
read -r apim_identity apim_principal apim_client < <(create_identity "$apim_group" "$apim")
read -r apim_untrusted_identity _ apim_untrusted_client < <(create_identity "$apim_group" "$apim-untrusted")
read -r trusted_identity trusted_principal trusted_client < <(create_identity "$public_group" "$public-trusted")
read -r untrusted_identity untrusted_principal untrusted_client < <(create_identity "$public_group" "$public-untrusted")
read -r private_identity private_principal private_client < <(create_identity "$private_group" "$private")

step "Storage accounts, and who may use their data (storage.tf)"
create_storage() { # resource group, name
  az storage account create --resource-group "$1" --name "$2" --location "$location" --sku Standard_LRS \
    --min-tls-version TLS1_2 --allow-blob-public-access false --query id --output tsv
}
private_storage_id=$(create_storage "$private_group" "$private_storage")
public_storage_id=$(create_storage "$public_group" "$public_storage")

# Not `az role assignment create`: it fails in Debian's build of az. The assignment's name can be any GUID of its own; each
# identity gets one role here, so its principal id serves.
authorization=providers/Microsoft.Authorization
storage_blob_data_owner=/subscriptions/$subscription/$authorization/roleDefinitions/b7e6dc6d-f1e8-4753-8033-0f276bb0955b
assign_blob_data_owner() { # storage account, principal id
  put "$1/$authorization/roleAssignments/$2?api-version=2022-04-01" <<JSON
{ "properties": { "roleDefinitionId": "$storage_blob_data_owner", "principalId": "$2", "principalType": "ServicePrincipal" } }
JSON
}
assign_blob_data_owner "$private_storage_id" "$private_principal"
assign_blob_data_owner "$public_storage_id" "$trusted_principal"
assign_blob_data_owner "$public_storage_id" "$untrusted_principal"

step "App registrations (application_apim.tf, application_private.tf)"
apim_app_uri=api://$tenant/$apim
apim_app=$(az ad app create --display-name "$apim" --identifier-uris "$apim_app_uri" --sign-in-audience AzureADMyOrg \
  --web-home-page-url "$apim_url" --web-redirect-uris "$apim_url/" \
  --enable-access-token-issuance true --enable-id-token-issuance true \
  --app-roles '[{ "value": "Apim.Example", "displayName": "Call the API", "description": "May call the API trusted-group.",
    "allowedMemberTypes": ["Application", "User"], "isEnabled": true }]' \
  --query appId --output tsv)
private_app=$(az ad app create --display-name "$prefix-function-private" --sign-in-audience AzureADMyOrg \
  --web-home-page-url "$private_url" --web-redirect-uris "$private_url/.auth/login/aad/callback" \
  --enable-id-token-issuance true \
  --app-roles '[{ "value": "Private.Example", "displayName": "Call the private function app",
    "description": "May call the private function app.", "allowedMemberTypes": ["Application", "User"], "isEnabled": true }]' \
  --required-resource-accesses '[{ "resourceAppId": "00000003-0000-0000-c000-000000000000",
    "resourceAccess": [{ "id": "e1fe6dd8-ba31-4d61-89e7-88639da4688d", "type": "Scope" }] }]' \
  --query appId --output tsv)
# What `az ad app create` has no parameters for. A scope's id has to be unique in its registration only.
patiently az ad app update --id "$apim_app" --set 'api={ "requestedAccessTokenVersion": 2 }'
patiently az ad app update --id "$private_app" --set 'api={ "oauth2PermissionScopes": [{
  "id": "6f0c4f6e-3c1d-4a52-9d0e-6a5b6f3f2c11", "value": "user_impersonation", "type": "User", "isEnabled": true,
  "adminConsentDisplayName": "Call '"$private"'",
  "adminConsentDescription": "Lets the application call '"$private"' as the signed-in user.",
  "userConsentDisplayName": "Call '"$private"'",
  "userConsentDescription": "Lets the application call '"$private"' as you." }] }'

# Without "assignment required" any application of the tenant gets a token. The tag is what puts it among the portal's
# enterprise applications.
for app in "$apim_app" "$private_app"; do
  patiently az ad app owner add --id "$app" --owner-object-id "$me"
  patiently az ad sp create --id "$app"
  patiently az ad sp update --id "$app" --set appRoleAssignmentRequired=true 'tags=["WindowsAzureActiveDirectoryIntegratedApp"]'
done
show_service_principal() { # client id
  az ad sp show --id "$1" --query '[[id, appRoles[0].id]]' --output tsv
}
read -r apim_resource apim_role < <(show_service_principal "$apim_app")
read -r private_resource private_role < <(show_service_principal "$private_app")

step "Groups (directory_groups.tf)"
create_group() { # name
  az ad group create --display-name "$1" --mail-nickname "$1" --query id --output tsv
}
apim_people=$(create_group "$apim")
private_people=$(create_group "$private")
for group in "$apim_people" "$private_people"; do
  patiently az ad group owner add --group "$group" --owner-object-id "$me"
done
patiently az ad group member add --group "$apim_people" --member-id "$trusted_principal"
patiently az ad group member add --group "$private_people" --member-id "$apim_principal"

step "App role assignments (application_apim.tf, application_private.tf)"
# az has no command for these. Those of the identities let them in; those of the groups help no identity.
assign_app_role() { # to whom, at which registration's service principal, which role
  patiently az rest --method post --url "https://graph.microsoft.com/v1.0/servicePrincipals/$2/appRoleAssignedTo" \
    --body "{ \"principalId\": \"$1\", \"resourceId\": \"$2\", \"appRoleId\": \"$3\" }"
}
assign_app_role "$trusted_principal" "$apim_resource" "$apim_role"
assign_app_role "$apim_people" "$apim_resource" "$apim_role"
assign_app_role "$apim_principal" "$private_resource" "$private_role"
assign_app_role "$private_people" "$private_resource" "$private_role"

step "Key vault, and the private registration's secret (key_vault.tf)"
az keyvault create --resource-group "$private_group" --name "$vault" --location "$location" --retention-days 7 \
  --enable-rbac-authorization false --no-self-perms true
az keyvault set-policy --name "$vault" --object-id "$me" --secret-permissions get list set delete recover purge
az keyvault set-policy --name "$vault" --object-id "$private_principal" --secret-permissions get
private_secret=$(az ad app credential reset --id "$private_app" --display-name "$prefix-app-secret" --query password --output tsv)
# Not `az keyvault secret set`: it fails in Debian's build of az.
put_secret() {
  put "https://$vault.vault.azure.net/secrets/app-registration-client-secret?api-version=7.4" \
    --resource https://vault.azure.net <<<"{ \"value\": \"$private_secret\" }"
}
patiently put_secret

step "Packages (../functions)"
# python3 rather than zip: az runs on it, so it is there.
node ../functions/build.ts
for app in private public; do
  (cd "../functions/$app/package" && python3 -m zipfile --create "$scratch/$app.zip" host.json package.json dist)
done

step "Private function app (function_private.tf)"
create_function_app() { # group, plan, name, storage account, identity
  az functionapp create --resource-group "$1" --plan "$2" --name "$3" --storage-account "$4" --https-only true \
    --os-type Windows --functions-version 4 --runtime node --runtime-version 22 --disable-app-insights true
  az functionapp identity assign --resource-group "$1" --name "$3" --identities "$5"
  # az puts the storage account's key into these. The app reaches its account as its identity, see the settings below.
  az functionapp config appsettings delete --resource-group "$1" --name "$3" \
    --setting-names AzureWebJobsStorage AzureWebJobsDashboard
}
# Takes the settings, a JSON object, from standard input.
configure_function_app() { # group, name
  cat >"$scratch/settings.json"
  az functionapp config appsettings set --resource-group "$1" --name "$2" --settings "@$scratch/settings.json"
}
deploy_function_app() { # group, name, zip
  az functionapp deployment source config-zip --resource-group "$1" --name "$2" --src "$scratch/$3.zip"
}

az appservice plan create --resource-group "$private_group" --name "$private" --location "$location" --sku S1
create_function_app "$private_group" "$private" "$private" "$private_storage" "$private_identity"
az functionapp update --resource-group "$private_group" --name "$private" --set "keyVaultReferenceIdentity=$private_identity"
configure_function_app "$private_group" "$private" <<JSON
{
  "AzureWebJobsStorage__accountName": "$private_storage",
  "AzureWebJobsStorage__credential": "managedidentity",
  "AzureWebJobsStorage__clientId": "$private_client",
  "MICROSOFT_PROVIDER_AUTHENTICATION_SECRET": "@Microsoft.KeyVault(VaultName=$vault;SecretName=app-registration-client-secret)",
  "WEBSITE_RUN_FROM_PACKAGE": "1"
}
JSON
# Not `az webapp auth`: without an extension it knows the first version of these settings only, which has no "401".
site=/subscriptions/$subscription/resourceGroups/$private_group/providers/Microsoft.Web/sites/$private
put "$site/config/authsettingsV2?api-version=2022-09-01" <<JSON
{
  "properties": {
    "platform": { "enabled": true },
    "globalValidation": { "requireAuthentication": true, "unauthenticatedClientAction": "Return401" },
    "identityProviders": {
      "azureActiveDirectory": {
        "enabled": true,
        "registration": {
          "clientId": "$private_app",
          "openIdIssuer": "https://sts.windows.net/$tenant/",
          "clientSecretSettingName": "MICROSOFT_PROVIDER_AUTHENTICATION_SECRET"
        }
      }
    }
  }
}
JSON
deploy_function_app "$private_group" "$private" private

step "APIs (api_trusted_simple.tf, api_trusted_group.tf, api_untrusted.tf)"
az apim wait --resource-group "$apim_group" --name "$apim" --created --timeout 5400
service=/subscriptions/$subscription/resourceGroups/$apim_group/providers/Microsoft.ApiManagement/service/$apim
# `az apim create` knows the system-assigned identity only.
az rest --method patch --url "$service?api-version=2022-08-01" --body "{ \"identity\": { \"type\": \"UserAssigned\",
  \"userAssignedIdentities\": { \"$apim_identity\": {}, \"$apim_untrusted_identity\": {} } } }"
az apim wait --resource-group "$apim_group" --name "$apim" --updated

create_api() { # name, display name
  az apim api create --resource-group "$apim_group" --service-name "$apim" --api-id "$1" --path "$1" --display-name "$2" \
    --protocols https --service-url "$private_url/api" --subscription-required true
  # Not `az apim api operation create`: it fails in Debian's build of az.
  put "$service/apis/$1/operations/test?api-version=2022-08-01" <<JSON
{
  "properties": {
    "displayName": "Test Operation",
    "description": "Calls the function test of the private function app.",
    "method": "GET",
    "urlTemplate": "/test",
    "responses": [{ "statusCode": 200 }]
  }
}
JSON
}
# The policy of an API's operation: first what standard input says, then a token of the gateway's own for the private app.
put_policy() { # API, client id of the gateway's identity
  {
    echo '<policies><inbound><base />'
    cat
    cat <<XML
        <authentication-managed-identity resource="$private_app" client-id="$2" output-token-variable-name="private-app-token" ignore-error="false" />
        <set-header name="Authorization" exists-action="override">
          <value>@("Bearer " + (string)context.Variables["private-app-token"])</value>
        </set-header>
      </inbound>
      <backend><base /></backend>
      <outbound><base /></outbound>
      <on-error><base /></on-error>
    </policies>
XML
  } | python3 -c 'import json, sys; print(json.dumps({"properties": {"format": "rawxml", "value": sys.stdin.read()}}))' |
    put "$service/apis/$1/operations/test/policies/policy?api-version=2022-08-01"
}

create_api trusted-simple "Trusted Simple Auth API"
put_policy trusted-simple "$apim_client" <<XML
        <validate-azure-ad-token tenant-id="$tenant">
          <client-application-ids>
            <application-id>$trusted_client</application-id>
          </client-application-ids>
        </validate-azure-ad-token>
XML

create_api trusted-group "Trusted Group Auth API"
put_policy trusted-group "$apim_client" <<XML
        <validate-jwt header-name="Authorization" failed-validation-httpcode="401" failed-validation-error-message="Unauthorized. Access token is missing or invalid." require-scheme="Bearer">
          <openid-config url="https://login.microsoftonline.com/$tenant/v2.0/.well-known/openid-configuration" />
          <audiences>
            <audience>$apim_app_uri</audience>
            <audience>$apim_app</audience>
          </audiences>
          <issuers>
            <issuer>https://sts.windows.net/$tenant/</issuer>
            <issuer>https://login.microsoftonline.com/$tenant/v2.0</issuer>
          </issuers>
          <required-claims>
            <claim name="roles" match="any">
              <value>Apim.Example</value>
              <value>$apim_people</value>
            </claim>
          </required-claims>
        </validate-jwt>
XML

create_api untrusted "Untrusted API"
put_policy untrusted "$apim_untrusted_client" </dev/null

# API Management makes the key, which fits all APIs.
put "$service/subscriptions/demo?api-version=2022-08-01" <<JSON
{ "properties": { "displayName": "Demo", "scope": "$service/apis", "state": "active" } }
JSON
subscription_key=$(az rest --method post --url "$service/subscriptions/demo/listSecrets?api-version=2022-08-01" \
  --query primaryKey --output tsv)

step "Public function apps (function_public.tf)"
az appservice plan create --resource-group "$public_group" --name "$public" --location "$location" --sku S1
create_public_app() { # name, identity, its client id
  create_function_app "$public_group" "$public" "$1" "$public_storage" "$2"
  configure_function_app "$public_group" "$1" <<JSON
{
  "ApimUrl": "$apim_url",
  "ApimKey": "$subscription_key",
  "TargetAppUri": "$apim_app_uri",
  "ClientId": "$3",
  "AZURE_TOKEN_CREDENTIALS": "ManagedIdentityCredential",
  "AzureWebJobsStorage__accountName": "$public_storage",
  "AzureWebJobsStorage__credential": "managedidentity",
  "AzureWebJobsStorage__clientId": "$3",
  "WEBSITE_RUN_FROM_PACKAGE": "1"
}
JSON
  deploy_function_app "$public_group" "$1" public
}
create_public_app "$public-trusted" "$trusted_identity" "$trusted_client"
create_public_app "$public-untrusted" "$untrusted_identity" "$untrusted_client"

cat <<TEXT

Done. Open in a browser:
  https://$public-trusted.azurewebsites.net/api/simple     200: the identity is listed in the policy
  https://$public-trusted.azurewebsites.net/api/group      200: the identity has the app role
  https://$public-untrusted.azurewebsites.net/api/simple   401: a genuine token of an identity that is not listed
  https://$public-untrusted.azurewebsites.net/api/group    401: the identity has no app role, so it gets no token
Call with the header Ocp-Apim-Subscription-Key:
  $apim_url/untrusted/test   500: the gateway's untrusted identity gets no token
The key:
  az rest --method post --url "$service/subscriptions/demo/listSecrets?api-version=2022-08-01" --query primaryKey --output tsv
TEXT
