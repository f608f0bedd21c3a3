import { badRequest } from "./arm-error.ts";
import { parseResourceId } from "./resource-id.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { Resource, ResourceResponse } from "./resource-type.ts";

const CONDITION = /^\s*(resourceType|resourceGroup|name)\s+eq\s+'((?:[^']|'')*)'\s*$/i;

/**
 * Top-level resources of a subscription or a group (Resource Manager REST: "Resources - List", "List By Resource Group"): without
 * their properties, which may hold secrets. `path` is `…/resources`; undefined when it is another path.
 */
export function answerResourceList(
  path: string,
  query: URLSearchParams,
  resources: ResourceStore,
): ResourceResponse | undefined {
  const scope = /^(\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?)\/resources$/i.exec(path)?.[1];
  if (scope === undefined) return undefined;
  const matches = readFilter(query.get("$filter"));
  const value = resources.below(scope).filter((resource) => isTopLevel(resource) && matches(resource));
  return { status: 200, body: { value: value.map(render) } };
}

function isTopLevel({ type }: Resource): boolean {
  return type.split("/").length === 2 && !type.toLowerCase().startsWith("microsoft.resources/");
}

function readFilter(filter: string | null): (resource: Resource) => boolean {
  if (filter === null) return () => true;
  const conditions = filter.split(/\s+and\s+/i).map((part) => {
    const [, property, value] = CONDITION.exec(part) ?? [];
    if (property === undefined || value === undefined) {
      throw badRequest(
        `The filter '${filter}' is not supported: use resourceType, resourceGroup and name, each with eq '…', joined by and.`,
        "InvalidFilterInQueryString",
      );
    }
    const wanted = value.replaceAll("''", "'").toLowerCase();
    return (resource: Resource) => propertyOf(resource, property).toLowerCase() === wanted;
  });
  return (resource) => conditions.every((holds) => holds(resource));
}

function propertyOf({ id, type, name }: Resource, property: string): string {
  if (property.toLowerCase() === "name") return name;
  return property.toLowerCase() === "resourcetype" ? type : (parseResourceId(id)?.resourceGroup ?? "");
}

function render({ id, name, type, location, kind, tags, sku, identity }: Resource): unknown {
  return { id, name, type, location, kind, tags: tags ?? {}, sku, identity };
}
