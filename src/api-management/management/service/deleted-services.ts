import { z } from "zod";
import { type ResourceId, type Store, sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceResponse, ResourceType } from "../../../resource-manager/index.ts";
import { apiVersions } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { openDeletedContents } from "./deleted-contents.ts";
import { restoreService } from "./restore-service.ts";

const DELETED_SERVICES = "Microsoft.ApiManagement/deletedservices";

const propertiesSchema = z.object({
  serviceId: z.string(),
  /** ISO 8601. */
  deletionDate: z.string(),
  scheduledPurgeDate: z.string(),
});

/** A deleted service's name stays taken for 48 hours, unless it is purged ("API Management soft-delete"). */
const RETENTION_MS = 48 * 60 * 60 * 1000;

/** Services that were deleted and not purged yet (API Management REST: "DeletedServices"). */
export interface DeletedServices {
  readonly resourceTypes: readonly ResourceType[];
  /** Notes that a service is gone. */
  add(service: Resource): void;
  /** True while a service of that name, in any location, is neither purged nor past its retention. */
  holds(name: string): boolean;
  /** Brings one back with all that was in it; throws `ManagementError` when there is none of that id. */
  restore(request: ResourceRequest): Resource;
}

export function createDeletedServices(
  store: Store,
  context: Pick<ManagementContext, "resources" | "clock" | "identities" | "log">,
): DeletedServices {
  const { resources, clock } = context;
  const contents = openDeletedContents(store, resources);

  function forget({ id, properties }: Resource): void {
    store.transaction(() => {
      contents.drop(propertiesSchema.parse(properties).serviceId);
      resources.delete(id);
    });
  }

  function kept(scope?: string): readonly Resource[] {
    const now = clock.now();
    const [past, present] = [[] as Resource[], [] as Resource[]];
    for (const resource of resources.list(DELETED_SERVICES, scope)) {
      const { scheduledPurgeDate } = propertiesSchema.parse(resource.properties);
      if (Date.parse(scheduledPurgeDate) <= now) past.push(resource);
      else present.push(resource);
    }
    for (const resource of past) forget(resource);
    return present;
  }

  function find(request: ResourceRequest): Resource | undefined {
    const wanted = request.target.id.toLowerCase();
    return kept().find(({ id }) => id.toLowerCase() === wanted);
  }

  const one: ResourceType = {
    type: "Microsoft.ApiManagement/locations/deletedservices",
    apiVersions,
    scope: "subscription",
    get(request) {
      const found = find(request);
      if (found === undefined) {
        throw new ManagementError(404, "ServiceNotFound", `Api service does not exist: ${request.name}`);
      }
      return { status: 200, body: found };
    },
    delete(request) {
      const found = find(request);
      if (found === undefined) return { status: 204 };
      forget(found);
      return { status: 200 };
    },
  };

  const all: ResourceType = {
    type: DELETED_SERVICES,
    apiVersions,
    scope: "subscription",
    list: (request): ResourceResponse => ({
      status: 200,
      body: { value: kept(`/subscriptions/${request.target.subscriptionId}`) },
    }),
  };

  return {
    resourceTypes: [one, all],
    add(service) {
      const subscription = /^\/subscriptions\/[^/]+/i.exec(service.id)?.[0] ?? "";
      const location = service.location ?? "";
      resources.put({
        id: `${subscription}/providers/Microsoft.ApiManagement/locations/${location}/deletedservices/${service.name}` as ResourceId,
        name: service.name,
        type: DELETED_SERVICES,
        location,
        properties: propertiesSchema.parse({
          serviceId: service.id,
          deletionDate: new Date(clock.now()).toISOString(),
          scheduledPurgeDate: new Date(clock.now() + RETENTION_MS).toISOString(),
        }),
      });
    },
    restore(request) {
      const { id } = request.target;
      const record = kept().find(({ properties }) => sameResourceId(propertiesSchema.parse(properties).serviceId, id));
      return store.transaction(() => {
        const service = restoreService(request, contents, store, context);
        if (record !== undefined) resources.delete(record.id);
        return service;
      });
    },
    holds: (name) => kept().some((service) => service.name.toLowerCase() === name.toLowerCase()),
  };
}
