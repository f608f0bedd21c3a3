import { badRequest, resourceGroupNotFound } from "./arm-error.ts";
import { type Page, pageOf } from "./paging.ts";
import { compileFilter, RESOURCE_FILTER } from "./resource-filter.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { ResourceTimes } from "./resource-times.ts";
import type { Resource, ResourceResponse } from "./resource-type.ts";

/** What lists of resources are answered from. */
export interface ListContext {
  readonly resources: ResourceStore;
  readonly timesOf: (id: string) => ResourceTimes | undefined;
  /** Entries on a page at most. */
  readonly pageSize: number;
}

const EXPANDABLE = ["createdTime", "changedTime", "provisioningState"];

/**
 * Top-level resources of a subscription or a group, `scope` (Resource Manager REST: "Resources - List", "List By Resource Group"):
 * without their properties, which may hold secrets. Takes `$filter`, `$expand`, `$top` and the `$skiptoken` of a `nextLink`.
 * Throws `ArmError` for a group that isn't there and for a query that can't be answered.
 */
export function answerResourceList(scope: string, url: URL, context: ListContext): ResourceResponse {
  const { resources, timesOf, pageSize } = context;
  const group = /\/resourcegroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined && resources.get(scope) === undefined) throw resourceGroupNotFound(group);
  const matches = compileFilter(url.searchParams.get("$filter"), RESOURCE_FILTER);
  const expanded = readExpand(url.searchParams.get("$expand"));
  function* found(behind: string | undefined): Iterable<Resource> {
    for (const resource of resources.scan(scope, behind)) {
      if (isTopLevel(resource) && matches(resource)) yield resource;
    }
  }
  const page: Page<Resource> = pageOf(found, url, pageSize);
  const value = page.value.map((resource) => {
    const details: Readonly<Record<string, unknown>> = {
      ...timesOf(resource.id),
      provisioningState: provisioningStateOf(resource),
    };
    return { ...render(resource), ...Object.fromEntries(expanded.map((name) => [name, details[name]])) };
  });
  return { status: 200, body: { ...page, value } };
}

/** Throws for a name that isn't one of those that Azure has. */
function readExpand(expand: string | null): readonly string[] {
  if (expand === null) return [];
  return expand.split(",").map((part) => {
    const name = EXPANDABLE.find((known) => known.toLowerCase() === part.trim().toLowerCase());
    if (name !== undefined) return name;
    throw badRequest(
      `The $expand query parameter is '${expand}': expected ${EXPANDABLE.join(", ")}, separated by commas.`,
      "InvalidExpandInQueryString",
    );
  });
}

function provisioningStateOf({ properties }: Resource): unknown {
  const has = typeof properties === "object" && properties !== null && "provisioningState" in properties;
  return has ? properties.provisioningState : "Succeeded";
}

function isTopLevel({ type }: Resource): boolean {
  return type.split("/").length === 2 && !type.toLowerCase().startsWith("microsoft.resources/");
}

function render({ id, name, type, location, kind, tags, sku, identity }: Resource) {
  return { id, name, type, location, kind, tags: tags ?? {}, sku, identity };
}
