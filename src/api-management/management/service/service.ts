import type { ResourceId } from "../../../platform/index.ts";
import {
  type Resource,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
  resourceNotFound,
} from "../../../resource-manager/index.ts";
import { apiVersions } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { etagHeader } from "../etags.ts";
import { ManagementError, notSupported, validationError } from "../management-error.ts";
import { SERVICE, type ServiceProperties, servicePropertiesSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { putBuiltInResources } from "./built-in-resources.ts";
import type { DeletedServices } from "./deleted-services.ts";
import { checkNameAvailability } from "./name-availability.ts";
import { refuseUnsupportedService, restoreBodySchema, type ServiceBody, serviceBodySchema } from "./service-body.ts";
import { isServiceName, isServiceNameTaken } from "./service-name.ts";
import { serviceView } from "./service-view.ts";

const unsupportedActions = [
  "getssotoken",
  "backup",
  "restore",
  "applynetworkconfigurationupdates",
  "migratetostv2",
  "refreshhostnames",
  "connectivitycheck",
] as const;

/** API Management services (API Management REST: "ApiManagementService"). One works as soon as it is put. */
export function serviceType(context: ManagementContext, deleted: DeletedServices): ResourceType {
  const { resources, identities, clock, etags, log } = context;

  resources.watch(SERVICE, ({ kind, resource }) => {
    if (kind !== "delete" || resource.type !== SERVICE) return;
    const { id, identity } = resource;
    identities.releaseIdentity({ id, ...(identity === undefined ? {} : { identity }) });
    deleted.add(resource);
    log.info("API Management service deleted", { service: resource.name });
  });

  function find(request: ResourceRequest): Resource {
    const service = resources.get(request.target.id);
    if (service === undefined) throw resourceNotFound(SERVICE, request.name, request.target.resourceGroup);
    return service;
  }

  function checkName(name: string): void {
    if (!isServiceName(name)) {
      throw validationError({
        target: "serviceName",
        message: `'${name}' must have 1 to 50 letters, digits and hyphens, a letter first, no hyphen last.`,
      });
    }
    if (isServiceNameTaken(resources, name)) {
      throw new ManagementError(409, "ServiceAlreadyExists", `Api service already exists: ${name}`);
    }
    if (deleted.holds(name)) {
      throw new ManagementError(
        409,
        "ServiceAlreadyExistsInSoftDeletedState",
        `Api service ${name} was soft-deleted. In order to create the new service with the same name, you have to either undelete the service or purge it. See https://aka.ms/apimsoftdelete.`,
      );
    }
  }

  function save(request: ResourceRequest, existing: Resource | undefined, body: ServiceBody): Resource {
    const name = existing?.name ?? request.name;
    refuseUnsupportedService(body, `${name}.azure-api.net`.toLowerCase());
    const location = body.location.replaceAll(" ", "").toLowerCase();
    if (existing !== undefined && existing.location !== location) {
      throw validationError({
        target: "location",
        message: `The service is in '${existing.location}' and can't be moved.`,
      });
    }
    if (existing === undefined) checkName(name);
    const id = existing?.id ?? serviceId(request);
    const identity = identities.applyIdentity(
      {
        id,
        name,
        caller: request.caller,
        ...(existing?.identity === undefined ? {} : { previous: existing.identity }),
      },
      body.identity,
    );
    const service: Resource = {
      id,
      name,
      type: SERVICE,
      location,
      sku: body.sku,
      tags: body.tags ?? {},
      ...(identity === undefined ? {} : { identity }),
      properties: makeProperties(name, body, existing),
    };
    resources.put(service);
    if (existing === undefined) putBuiltInResources(service, context);
    return service;
  }

  function makeProperties(
    name: string,
    { properties }: ServiceBody,
    existing: Resource | undefined,
  ): ServiceProperties {
    const before = existing && servicePropertiesSchema.parse(existing.properties);
    return servicePropertiesSchema.parse({
      etag: etags.next(),
      publisherEmail: properties.publisherEmail,
      publisherName: properties.publisherName,
      notificationSenderEmail: properties.notificationSenderEmail || "apimgmt-noreply@mail.windowsazure.com",
      createdAtUtc: before?.createdAtUtc ?? new Date(clock.now()).toISOString(),
      gatewayUrl: `https://${name}.azure-api.net`,
      customProperties: properties.customProperties ?? before?.customProperties ?? {},
      disableGateway: properties.disableGateway ?? false,
      minApiVersion: properties.apiVersionConstraint?.minApiVersion || undefined,
    });
  }

  return {
    type: SERVICE,
    apiVersions,
    // "Create an API Management instance": 30 to 40 minutes.
    longRunning: {
      put: { takesMs: 30 * 60_000, protocol: "provisioningState", state: "Activating" },
      patch: { takesMs: 5 * 60_000, protocol: "provisioningState", state: "Updating" },
      delete: { takesMs: 10 * 60_000, protocol: "location" },
    },
    get: (request) => answer(200, find(request)),
    put(request) {
      const existing = resources.get(request.target.id);
      if (restoreBodySchema.safeParse(request.body).success) {
        return existing === undefined ? answer(201, deleted.restore(request)) : answer(200, existing);
      }
      return answer(
        existing === undefined ? 201 : 200,
        save(request, existing, readBody(serviceBodySchema, request.body)),
      );
    },
    patch(request) {
      const existing = find(request);
      return answer(
        200,
        save(request, existing, readBody(serviceBodySchema, merge(serviceView(existing), request.body))),
      );
    },
    delete(request) {
      return { status: resources.delete(request.target.id) ? 200 : 204 };
    },
    list({ target }) {
      const { subscriptionId, resourceGroup } = target;
      const scope = `/subscriptions/${subscriptionId}${resourceGroup === undefined ? "" : `/resourceGroups/${resourceGroup}`}`;
      return { status: 200, body: { value: resources.list(SERVICE, scope).map(serviceView) } };
    },
    actions: Object.fromEntries(unsupportedActions.map((action) => [action, refuse(action)])),
    collectionActions: {
      checknameavailability: (request) => checkNameAvailability(request, context, deleted),
    },
  };
}

function serviceId({ target, name }: ResourceRequest): ResourceId {
  const { subscriptionId, resourceGroup } = target;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${SERVICE}/${name}` as ResourceId;
}

function answer(status: number, service: Resource): ResourceResponse {
  const { etag } = servicePropertiesSchema.parse(service.properties);
  return { status, headers: etagHeader(etag), body: serviceView(service) };
}

function refuse(action: string): () => never {
  return () => {
    throw notSupported(`action '${action}' on services`, "Nothing was changed.");
  };
}

/**
 * What a PATCH leaves out stays as it is, inside `properties` too. `identity` comes from the PATCH alone: to leave it out is
 * how a request keeps the identities.
 */
function merge(shown: unknown, changes: unknown): unknown {
  if (!isRecord(shown) || !isRecord(changes)) return changes;
  const before = shown.properties;
  const after = changes.properties;
  const properties = isRecord(before) && isRecord(after) ? { ...before, ...after } : before;
  return { ...shown, identity: undefined, ...changes, properties };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
