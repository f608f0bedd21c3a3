#!/usr/bin/env bash
# Takes away what deploy.sh made, for good.
#
# Usage: bash demo/azure-cli/destroy.sh, as whoever ran deploy.sh and with the same DEMO_PREFIX and DEMO_LOCATION
set -euo pipefail

prefix=${DEMO_PREFIX:-fn-apim-mi-demo}
location=${DEMO_LOCATION:-uksouth}
export AZURE_CORE_OUTPUT=none AZURE_CORE_ONLY_SHOW_ERRORS=true

for group in public private apim; do
  az group delete --name "$prefix-$group-rg" --yes
done
# A deleted vault and a deleted service keep their names, unless they are purged.
az keyvault purge --name "${prefix//-/}private" --location "$location"
az apim deletedservice purge --service-name "$prefix-apim" --location "$location"

# The service principal goes with its registration.
for app in "$prefix-apim" "$prefix-function-private"; do
  az ad app delete --id "$(az ad app list --filter "displayName eq '$app'" --query '[0].id' --output tsv)"
done
for group in "$prefix-apim" "$prefix-private"; do
  az ad group delete --group "$group"
done
