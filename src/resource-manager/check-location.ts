import { conflict } from "./arm-error.ts";
import { checkIsRegion, locationRequired, normalizeLocation } from "./locations.ts";
import type { ParsedResourceId } from "./resource-id.ts";
import type { Resource, ResourceType } from "./resource-type.ts";

/**
 * Checks the location of a PUT ("Azure Resource Manager: resource provider contract", tracked resources): a top-level
 * resource in a group has to name one, it must be a region, and an `existing` resource stays in the one that it has.
 * Throws `ArmError` with Resource Manager's codes: `LocationRequired`, `LocationNotAvailableForResourceType`,
 * `InvalidResourceLocation`.
 */
export function checkLocation(
  type: ResourceType,
  target: ParsedResourceId,
  body: unknown,
  existing: Resource | undefined,
): void {
  if (!isTracked(type)) return;
  const location = locationOf(body);
  if (location === undefined) {
    if (existing === undefined) throw locationRequired();
    return;
  }
  // Another JSON type than a text is told by the type's own schema.
  if (typeof location !== "string") return;
  checkIsRegion(location, `resource type '${type.type}'`, "LocationNotAvailableForResourceType");
  if (existing?.location === undefined || normalizeLocation(existing.location) === normalizeLocation(location)) return;
  throw conflict(
    `The resource '${existing.name}' already exists in location '${normalizeLocation(existing.location)}' in resource group '${target.resourceGroup}'. ` +
      `A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    "InvalidResourceLocation",
  );
}

function isTracked({ type, scope = "resourceGroup" }: ResourceType): boolean {
  return scope === "resourceGroup" && type.split("/").length === 2;
}

function locationOf(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("location" in body)) return undefined;
  return body.location === "" || body.location === null ? undefined : body.location;
}
