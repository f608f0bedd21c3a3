import type { ResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceStore } from "../../../resource-manager/index.ts";
import { RELEASES } from "../model.ts";

/** What belongs to one revision: all that lies in it but the releases, which are the API's. Outermost first. */
function contentsOf(apiId: string, resources: ResourceStore): readonly Resource[] {
  return resources.below(apiId).filter(({ id, type }) => id.length > apiId.length && type !== RELEASES);
}

function placed(resource: Resource, from: string, to: string): Resource {
  return { ...resource, id: `${to}${resource.id.slice(from.length)}` as ResourceId };
}

/** Copies operations, policies, schemas, tags and diagnostics from one API, or revision, into another that has none yet. */
export function copyContents(from: string, to: string, resources: ResourceStore): void {
  for (const resource of contentsOf(from, resources)) resources.put(placed(resource, from, to));
}

/** Moves operations, policies, schemas, tags and diagnostics from one revision into another that has none. */
export function moveContents(from: string, to: string, resources: ResourceStore): void {
  const contents = contentsOf(from, resources);
  for (const resource of contents.toReversed()) resources.delete(resource.id);
  for (const resource of contents) resources.put(placed(resource, from, to));
}
