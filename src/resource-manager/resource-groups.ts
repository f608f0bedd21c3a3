import { z } from "zod";
import type { ResourceId } from "../platform/index.ts";
import { badRequest, conflict, resourceGroupNotFound } from "./arm-error.ts";
import { checkIsRegion, locationRequired, normalizeLocation } from "./locations.ts";
import { pageOf } from "./paging.ts";
import { parseBody } from "./parse-body.ts";
import { compileFilter, GROUP_FILTER } from "./resource-filter.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { Resource, ResourceRequest, ResourceResponse, ResourceType } from "./resource-type.ts";

export const RESOURCE_GROUPS = "Microsoft.Resources/resourceGroups";

const bodySchema = z.object({
  location: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  managedBy: z.string().nullish(),
});
const patchSchema = bodySchema.partial();

/** Resource groups (Resource Manager REST: "Resource Groups"). Deleting one deletes what is in it. */
export function resourceGroupsType(resources: ResourceStore, pageSize: number): ResourceType {
  function find(request: ResourceRequest): Resource {
    const group = resources.get(request.target.id);
    if (group === undefined) throw resourceGroupNotFound(request.name);
    return group;
  }

  function save(request: ResourceRequest, location: string, tags: Resource["tags"]): Resource {
    const group: Resource = {
      id: resources.get(request.target.id)?.id ?? canonicalId(request),
      name: resources.get(request.target.id)?.name ?? request.name,
      type: RESOURCE_GROUPS,
      location,
      ...(tags === undefined ? {} : { tags }),
      properties: { provisioningState: "Succeeded" },
    };
    resources.put(group);
    return group;
  }

  return {
    type: RESOURCE_GROUPS,
    apiVersions: ["2015-11-01", "2025-04-01"],
    scope: "ownPath",
    longRunning: { delete: { takesMs: 30_000, protocol: "location" } },
    get: (request) => ok(find(request)),
    head(request) {
      return { status: resources.get(request.target.id) === undefined ? 404 : 204 };
    },
    put(request) {
      if (!/^[\p{L}\p{N}_().-]{1,90}(?<!\.)$/u.test(request.name)) {
        throw badRequest(
          `The provided resource group name '${request.name}' has these invalid characters or length: it takes 1 to 90 letters, digits, '_', '-', '(', ')' and '.', and can't end with a period.`,
          "InvalidResourceGroup",
        );
      }
      const body = parseBody(bodySchema, request.body);
      const existing = resources.get(request.target.id);
      if ((body.location ?? "") === "") throw locationRequired();
      checkIsRegion(body.location ?? "", "resource group", "LocationNotAvailableForResourceGroup");
      const location = normalizeLocation(body.location ?? "");
      if (existing !== undefined && existing.location !== location) {
        throw conflict(
          `Invalid resource group location '${location}'. The Resource group already exists in location '${existing.location}'.`,
          "InvalidResourceGroupLocation",
        );
      }
      return ok(save(request, location, body.tags ?? undefined), existing === undefined ? 201 : 200);
    },
    patch(request) {
      const group = find(request);
      const body = parseBody(patchSchema, request.body);
      return ok(save(request, group.location ?? "", body.tags ?? group.tags));
    },
    delete(request) {
      find(request);
      resources.delete(request.target.id);
      return { status: 200 };
    },
    list(request) {
      const matches = compileFilter(request.query.get("$filter"), GROUP_FILTER);
      const groups = resources.list(RESOURCE_GROUPS, `/subscriptions/${request.target.subscriptionId}`).filter(matches);
      const url = new URL(`https://management.azure.com${request.target.id}/resourceGroups?${request.query}`);
      const page = pageOf((behind = "") => groups.filter(({ id }) => id.toLowerCase() > behind), url, pageSize);
      return { status: 200, body: { ...page, value: page.value.map(render) } };
    },
  };
}

function canonicalId(request: ResourceRequest): ResourceId {
  return `/subscriptions/${request.target.subscriptionId}/resourceGroups/${request.name}` as ResourceId;
}

function ok(group: Resource, status = 200): ResourceResponse {
  return { status, body: render(group) };
}

function render(group: Resource): unknown {
  return { ...group, tags: group.tags ?? {} };
}
