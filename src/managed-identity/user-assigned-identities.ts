import { z } from "zod";
import type { Directory } from "../entra/index.ts";
import type { Store } from "../platform/index.ts";
import {
  type ArmError,
  badRequest,
  conflict,
  parseBody,
  type Resource,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceStore,
  type ResourceType,
  resourceNotFound,
} from "../resource-manager/index.ts";
import { alternativeNames } from "./alternative-names.ts";
import { readIdentityProperties, USER_ASSIGNED_IDENTITY } from "./user-assigned-identity.ts";

const tagsSchema = z.record(z.string().max(512), z.string().max(256));
const putSchema = z.object({
  location: z.string().min(1),
  tags: tagsSchema.nullish(),
  properties: z.object({ isolationScope: z.enum(["None"]).optional() }).nullish(),
});
const patchSchema = z.object({ tags: tagsSchema.nullish() });
/** The api-version from which identities have an isolation scope. */
const ISOLATION_SCOPE_SINCE = "2024-11-30";

/** Where identities live. */
export interface UserAssignedIdentitiesContext {
  readonly store: Store;
  readonly directory: Directory;
  readonly resources: ResourceStore;
}

/** `Microsoft.ManagedIdentity/userAssignedIdentities`: each is a resource and a service principal, made and deleted together. */
export function userAssignedIdentities(context: UserAssignedIdentitiesContext): ResourceType {
  const { store, directory, resources } = context;

  resources.watch(USER_ASSIGNED_IDENTITY, ({ kind, resource }) => {
    if (kind === "delete" && resource.type.toLowerCase() === USER_ASSIGNED_IDENTITY.toLowerCase()) {
      directory.servicePrincipals.delete(readIdentityProperties(resource).principalId);
    }
  });

  function find(request: ResourceRequest): Resource {
    const found = resources.get(request.target.id);
    if (found === undefined) throw identityNotFound(request);
    return found;
  }

  function put(request: ResourceRequest): ResourceResponse {
    const { location, tags } = parsePut(request.body);
    const previous = resources.get(request.target.id);
    if (previous !== undefined) {
      checkLocation(request, previous, location);
      const updated: Resource = { ...previous, tags: tags ?? {} };
      resources.put(updated);
      return { status: 200, body: render(updated, request.apiVersion) };
    }
    checkName(request.name);
    const created = store.transaction(() => {
      const principal = directory.servicePrincipals.createManagedIdentity({
        displayName: request.name,
        alternativeNames: alternativeNames("userAssigned", request.target.id),
      });
      const resource: Resource = {
        id: request.target.id,
        name: request.name,
        type: USER_ASSIGNED_IDENTITY,
        location,
        tags: tags ?? {},
        properties: { tenantId: directory.tenantId, principalId: principal.id, clientId: principal.appId },
      };
      resources.put(resource);
      return resource;
    });
    return { status: 201, body: render(created, request.apiVersion) };
  }

  return {
    type: USER_ASSIGNED_IDENTITY,
    apiVersions: ["2018-11-30", "2024-11-30"],
    get: (request) => ({ status: 200, body: render(find(request), request.apiVersion) }),
    put,
    patch(request) {
      const { tags } = parseBody(patchSchema, request.body);
      const previous = find(request);
      const updated: Resource = tags === undefined ? previous : { ...previous, tags: tags ?? {} };
      resources.put(updated);
      return { status: 200, body: render(updated, request.apiVersion) };
    },
    delete: ({ target }) => ({ status: store.transaction(() => resources.delete(target.id)) ? 200 : 204 }),
    list({ target, apiVersion }) {
      const group = target.resourceGroup === undefined ? "" : `/resourceGroups/${target.resourceGroup}`;
      const found = resources.list(USER_ASSIGNED_IDENTITY, `/subscriptions/${target.subscriptionId}${group}`);
      return { status: 200, body: { value: found.map((identity) => render(identity, apiVersion)) } };
    },
  };
}

function render(resource: Resource, apiVersion: string) {
  const { id, name, type, location, tags } = resource;
  const isolation = apiVersion >= ISOLATION_SCOPE_SINCE ? { isolationScope: "None" } : {};
  return { id, name, type, location, tags, properties: { ...isolation, ...readIdentityProperties(resource) } };
}

function parsePut(body: unknown): z.infer<typeof putSchema> {
  if (!z.looseObject({ location: z.string().min(1) }).safeParse(body).success) {
    throw badRequest("The location property is required for this definition.", "LocationRequired");
  }
  return parseBody(putSchema, body);
}

/** "Naming rules and restrictions for Azure resources": Microsoft.ManagedIdentity. */
function checkName(name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/.test(name)) return;
  throw badRequest(
    `The name '${name}' is not valid. Expected 3 to 128 letters, digits, hyphens or underscores, beginning with a letter or digit.`,
    "InvalidResourceName",
  );
}

function checkLocation({ name, target }: ResourceRequest, previous: Resource, location: string): void {
  const spell = (text: string | undefined) => text?.replaceAll(" ", "").toLowerCase();
  if (spell(previous.location) === spell(location)) return;
  throw conflict(
    `The resource '${name}' already exists in location '${previous.location}' in resource group '${target.resourceGroup}'. ` +
      `A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    "InvalidResourceLocation",
  );
}

function identityNotFound({ name, target }: ResourceRequest): ArmError {
  return resourceNotFound(USER_ASSIGNED_IDENTITY, name, target.resourceGroup);
}
