#!/usr/bin/env bash
# Takes away what deploy.sh made, for good, also when it got only half-way: what isn't there is told, and the rest goes.
#
# Usage: bash demo/azure-cli/destroy.sh, as whoever ran deploy.sh, with the same DEMO_PREFIX and DEMO_LOCATION
set -uo pipefail

prefix=${DEMO_PREFIX:-fn-apim-mi-demo}
location=${DEMO_LOCATION:-uksouth}
export AZURE_CORE_OUTPUT=none AZURE_CORE_ONLY_SHOW_ERRORS=true

status=0
try() { "$@" || status=1; }

for group in public private apim; do
  try az group delete --name "$prefix-$group-rg" --yes
done
# A deleted vault and a deleted service keep their names, unless they are purged.
try az keyvault purge --name "${prefix//-/}private" --location "$location"
try az apim deletedservice purge --service-name "$prefix-apim" --location "$location"

# Service principals go with their registrations.
for app in "$prefix-apim" "$prefix-function-private"; do
  try az ad app delete --id "$(az ad app list --filter "displayName eq '$app'" --query '[0].id' --output tsv)"
done
for group in "$prefix-apim" "$prefix-private"; do
  try az ad group delete --group "$group"
done
exit "$status"
