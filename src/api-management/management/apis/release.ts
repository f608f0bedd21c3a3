import { z } from "zod";
import { type ResourceId, sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { validationError } from "../management-error.ts";
import { APIS, apiPropertiesSchema, RELEASES, type ReleaseProperties, releasePropertiesSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { canonicalId, lastName, serviceIdOf } from "../resource-tree.ts";
import { moveContents } from "./move-contents.ts";
import { revisionsOf } from "./revision.ts";

const bodySchema = z.object({
  properties: z.object({ apiId: z.string().nullish(), notes: z.string().nullish() }),
});

/** Releases of an API (API Management REST: "ApiRelease"): making one makes its revision the current one. */
export function releaseType(context: ManagementContext): ResourceType {
  const { resources, clock } = context;

  function findRevision(given: string, api: Resource): Resource {
    const serviceId = serviceIdOf(api.id);
    const id = /^\/?apis\/[^/]+$/i.test(given) ? `${serviceId}/${given.replace(/^\//, "")}` : given;
    const stored = resources.get(canonicalId(id, resources));
    const isOurs =
      stored?.type === APIS && revisionsOf(api.id, resources).some(({ id }) => sameResourceId(id, stored.id));
    if (stored !== undefined && isOurs) return stored;
    throw validationError({ target: "apiId", message: `'${given}' is not a revision of the API '${api.name}'.` });
  }

  return childType<ReleaseProperties>(context, {
    type: RELEASES,
    noun: "Release",
    schema: releasePropertiesSchema,
    make({ id, parent, body, existing }) {
      checkEntityName("releaseId", lastName(id), 80);
      const { apiId = existing?.apiId, notes } = readBody(bodySchema, body).properties;
      if (!apiId) throw validationError({ target: "apiId", message: "A release needs the apiId of a revision." });
      const now = new Date(clock.now()).toISOString();
      // A release that is written again, for other notes, doesn't take a later one back.
      if (apiId !== existing?.apiId) makeCurrent(findRevision(apiId, parent), parent, context);
      return {
        apiId,
        notes: notes ?? undefined,
        createdDateTime: existing?.createdDateTime ?? now,
        updatedDateTime: now,
      };
    },
    render: ({ apiId, createdDateTime, updatedDateTime, notes }) => ({
      apiId,
      createdDateTime,
      updatedDateTime,
      notes: notes ?? null,
    }),
  });
}

/** The revision and the current one change places: what they are and hold goes under the other's name. */
function makeCurrent(revision: Resource, current: Resource, { resources, etags }: ManagementContext): void {
  if (sameResourceId(revision.id, current.id)) return;
  const before = apiPropertiesSchema.parse(current.properties);
  const retired = `${current.id};rev=${before.apiRevision}` as ResourceId;
  moveContents(current.id, retired, resources);
  resources.put({
    id: retired,
    name: lastName(retired),
    type: APIS,
    properties: { ...before, isCurrent: false, etag: etags.next() },
  });
  moveContents(revision.id, current.id, resources);
  const after = apiPropertiesSchema.parse(revision.properties);
  resources.delete(revision.id);
  resources.put({ ...current, properties: { ...after, isCurrent: true, etag: etags.next() } });
}
