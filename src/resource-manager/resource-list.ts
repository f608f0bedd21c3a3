import { resourceGroupNotFound } from "./arm-error.ts";
import { compileFilter, RESOURCE_FILTER } from "./resource-filter.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { Resource, ResourceResponse } from "./resource-type.ts";

/**
 * Top-level resources of a subscription or a group (Resource Manager REST: "Resources - List", "List By Resource Group"): without
 * their properties, which may hold secrets. Throws `ArmError` for a group that isn't there and for a query that can't be answered.
 */
export function answerResourceList(scope: string, query: URLSearchParams, resources: ResourceStore): ResourceResponse {
  const group = /\/resourcegroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined && resources.get(scope) === undefined) throw resourceGroupNotFound(group);
  const matches = compileFilter(query.get("$filter"), RESOURCE_FILTER);
  const value = resources.below(scope).filter((resource) => isTopLevel(resource) && matches(resource));
  return { status: 200, body: { value: value.map(render) } };
}

function isTopLevel({ type }: Resource): boolean {
  return type.split("/").length === 2 && !type.toLowerCase().startsWith("microsoft.resources/");
}

function render({ id, name, type, location, kind, tags, sku, identity }: Resource): unknown {
  return { id, name, type, location, kind, tags: tags ?? {}, sku, identity };
}
