import type { AzureClients } from "../engine/azure-clients.ts";
import { AzureRequestError } from "../engine/azure-request-error.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { textOf } from "./schema.ts";

/** Id of a resource group of the subscription. */
export function groupId(azure: AzureClients, group: string): string {
  return `/subscriptions/${azure.credentials.subscriptionId}/resourceGroups/${group}`;
}

/** Id of a resource in a group: `Microsoft.Web/sites`, `name`. */
export function resourceId(azure: AzureClients, group: string, type: string, name: string): string {
  return `${groupId(azure, group)}/providers/${type}/${name}`;
}

/** False when the service answers 404. Throws what else it refuses. */
export async function isThere(get: () => Promise<unknown>): Promise<boolean> {
  try {
    await get();
    return true;
  } catch (error) {
    if (error instanceof AzureRequestError && error.status === 404) return false;
    throw error;
  }
}

/**
 * True for a deleted resource that can still be recovered, by its id among the deleted ones. Who may not look there is told that
 * there is none, as by the provider azurerm: the request that makes the resource tells in the end.
 */
export async function isSoftDeleted(azure: AzureClients, deletedId: string, apiVersion: string): Promise<boolean> {
  try {
    return await isThere(() => azure.arm("GET", deletedId, apiVersion));
  } catch (error) {
    if (error instanceof AzureRequestError && error.status === 403) return false;
    throw error;
  }
}

/** `exists` and `delete` of a resource whose attribute `id` is its Resource Manager id. */
export function armResource(apiVersion: string): Required<Pick<ResourceType, "exists" | "delete">> {
  return {
    exists: (attributes, { azure }) => isThere(() => azure.arm("GET", textOf(attributes, "id"), apiVersion)),
    async delete(attributes, { azure }) {
      await azure.arm("DELETE", textOf(attributes, "id"), apiVersion);
    },
  };
}

/** `create` and `update` by the same PUT. */
export function putResource(
  put: (config: Config, context: ResourceContext) => Promise<Config>,
): Required<Pick<ResourceType, "create" | "update">> {
  return { create: put, update: (config, _before, context) => put(config, context) };
}
