import { randomUUID } from "node:crypto";
import type { Directory, TokenService } from "../entra/index.ts";
import { type Clock, fetchService, type Log, type Service, type Store, sameResourceId } from "../platform/index.ts";
import type { AccessControl } from "./access-control.ts";
import { ArmError } from "./arm-error.ts";
import { authenticate, challenge } from "./authentication.ts";
import { deploymentsType } from "./deployments-type.ts";
import { dispatch } from "./dispatch.ts";
import { createOperations } from "./operations/operations.ts";
import { PAGE_SIZE } from "./paging.ts";
import { resourceGroupsType } from "./resource-groups.ts";
import type { ResourceStore } from "./resource-store.ts";
import { keepResourceTimes } from "./resource-times.ts";
import type { ResourceResponse, ResourceType } from "./resource-type.ts";
import { authorizationTypes } from "./role-types.ts";
import { openSubscriptionTags, tagsType } from "./tags.ts";
import { createTypeRegistry } from "./type-registry.ts";

export interface ResourceManagerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly subscriptionId: string;
  readonly directory: Directory;
  readonly tokens: TokenService;
  readonly resources: ResourceStore;
  readonly access: AccessControl;
  /** How many times as fast as in Azure long-running operations are done; at once when absent. */
  readonly operationSpeed?: number;
  /** The types of all rooms. */
  readonly types: readonly ResourceType[];
  /** Entries on a page of a list; Azure's number unless said. */
  readonly pageSize?: number;
}

export interface ResourceManager {
  /** management.azure.com. */
  readonly service: Service;
}

/** Azure Resource Manager: one way to create, read, change and delete resources of every type. */
export function createResourceManager(options: ResourceManagerOptions): ResourceManager {
  const { store, clock, log, subscriptionId, directory, tokens, resources, access, pageSize = PAGE_SIZE } = options;
  const subscriptionTags = openSubscriptionTags(store);
  const registry = createTypeRegistry([
    resourceGroupsType(resources, pageSize),
    ...authorizationTypes(access, directory, clock),
    tagsType(resources, subscriptionTags),
    deploymentsType,
    ...options.types,
  ]);
  // Who had a role on a resource has none on the next one of that name.
  resources.watch("*", ({ kind, resource }) => {
    if (kind !== "delete") return;
    for (const { id, scope } of [...access.assignments()]) if (sameResourceId(scope, resource.id)) access.unassign(id);
  });
  const operations = createOperations({ clock, speed: options.operationSpeed });
  const timesOf = keepResourceTimes(store, resources, clock);
  const subscription = { subscriptionId, tenantId: directory.tenantId, tenantDomain: directory.domain };

  async function answer(request: Request): Promise<ResourceResponse> {
    const caller = await authenticate(request.headers.get("authorization"), tokens);
    return dispatch(request, caller, {
      registry,
      subscription,
      resources,
      access,
      operations,
      transaction: store.transaction,
      timesOf,
      pageSize,
      subscriptionTags,
    });
  }

  async function respond(request: Request): Promise<Response> {
    const requestId = randomUUID();
    const headers = new Headers({
      "cache-control": "no-cache",
      pragma: "no-cache",
      expires: "-1",
      "x-ms-request-id": requestId,
      "x-ms-correlation-request-id": request.headers.get("x-ms-correlation-request-id") ?? requestId,
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
    });
    try {
      return render(await answer(request), headers);
    } catch (error) {
      if (error instanceof ArmError) {
        if (error.status === 401) headers.set("www-authenticate", challenge(directory.tenantId, error));
        return render({ status: error.status, body: error.toBody() }, headers);
      }
      log.error("Resource Manager failed", {
        url: request.url,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      const failure = new ArmError(
        500,
        "InternalServerError",
        `Gatehouse failed on this request; its log says why under the id ${requestId}.`,
      );
      return render({ status: 500, body: failure.toBody() }, headers);
    }
  }

  return { service: fetchService({ name: "Resource Manager", hosts: ["management.azure.com"], fetch: respond }) };
}

function render(response: ResourceResponse, headers: Headers): Response {
  for (const [name, value] of Object.entries(response.headers ?? {})) headers.set(name, value);
  if (response.body === undefined || response.status === 204)
    return new Response(null, { status: response.status, headers });
  if (!headers.has("content-type")) headers.set("content-type", "application/json; charset=utf-8");
  const isText = typeof response.body === "string" && response.headers?.["content-type"] !== undefined;
  return new Response(isText ? String(response.body) : JSON.stringify(response.body), {
    status: response.status,
    headers,
  });
}
