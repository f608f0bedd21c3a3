import type { AzureClients } from "../engine/azure-clients.ts";

/** Id of a resource group of the subscription. */
export function groupId(azure: AzureClients, group: string): string {
  return `/subscriptions/${azure.credentials.subscriptionId}/resourceGroups/${group}`;
}

/** Id of a resource in a group: `Microsoft.Web/sites`, `name`. */
export function resourceId(azure: AzureClients, group: string, type: string, name: string): string {
  return `${groupId(azure, group)}/providers/${type}/${name}`;
}
