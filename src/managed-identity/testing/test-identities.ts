import { startTestTenant, TENANT_ID, type TestTenant } from "../../entra/testing/index.ts";
import type { ObjectId, ResourceId } from "../../platform/index.ts";
import {
  type AccessControl,
  ArmError,
  type Caller,
  createAccessControl,
  openResourceStore,
  parseResourceId,
  type Resource,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceStore,
} from "../../resource-manager/index.ts";
import { createManagedIdentities, type ManagedIdentities } from "../index.ts";

/** The resource group of the tests. */
export const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/Rg";
/** The site that has identities. */
export const SITE = `${GROUP}/providers/Microsoft.Web/sites/fn` as ResourceId;
/** Resource Manager's audience. */
export const ARM = "https://management.azure.com/";

const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** Gives a principal a role at a scope. */
export function assignRole(access: AccessControl, principalId: ObjectId, role: string, scope: string): void {
  access.assign({
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${role}${principalId}` as ResourceId,
    name: `${role}${principalId}`,
    scope,
    roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId,
    principalType: "ServicePrincipal",
    description: "",
    createdOn: "",
    createdBy: principalId,
  });
}

/** Id of the user-assigned identity of that name. */
export function identityId(name: string): string {
  return `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** What a new identity is known by. */
export interface IdentityIds {
  readonly principalId: string;
  readonly clientId: string;
}

/** Managed identities in a tenant of their own, with a site that can have some. */
export interface TestIdentities {
  readonly tenant: TestTenant;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
  readonly access: AccessControl;
  /** Calls the resource type as Resource Manager does. */
  call(
    verb: "get" | "put" | "patch" | "delete" | "list",
    path: string,
    body?: unknown,
    apiVersion?: string,
  ): Promise<ResourceResponse>;
  createIdentity(name: string): Promise<IdentityIds>;
  /** Gives the site an identity block, as App Service does. */
  setSite(identity: unknown, caller?: Caller): Resource;
}

/** Starts managed identities over a new tenant. */
export async function startTestIdentities(): Promise<TestIdentities> {
  const tenant = await startTestTenant();
  const resources = openResourceStore(tenant.store);
  const access = createAccessControl(tenant.store, tenant.entra.directory.groupsOf);
  const identities = createManagedIdentities({ ...tenant, resources, access });
  const operator: Caller = {
    objectId: "00000000-0000-0000-0000-000000000002" as ObjectId,
    clientId: "",
    tenantId: TENANT_ID,
  };
  assignRole(access, operator.objectId, OWNER, GROUP);
  const call: TestIdentities["call"] = async (verb, path, body, apiVersion = "2018-11-30") => {
    const target = parseResourceId(path);
    const handler = identities.resourceTypes.find(({ type }) => type === target?.type)?.[verb];
    if (target === undefined || handler === undefined) throw new Error(`No ${verb} on ${path}.`);
    const request: ResourceRequest = {
      target,
      name: verb === "list" ? "" : (target.names.at(-1) ?? ""),
      apiVersion,
      caller: operator,
      query: new URLSearchParams(),
      headers: new Headers(),
      body,
    };
    return handler(request);
  };

  return {
    tenant,
    resources,
    identities,
    access,
    call,
    async createIdentity(name) {
      const { body } = await call("put", identityId(name), { location: "uksouth", properties: {}, tags: {} });
      return idsIn(body);
    },
    setSite(requested, caller = operator) {
      const previous = resources.get(SITE)?.identity;
      const identity = identities.applyIdentity({ id: SITE, name: "fn", caller, previous }, requested);
      const site: Resource = {
        id: SITE,
        name: "fn",
        type: "Microsoft.Web/sites",
        properties: {},
        ...(identity === undefined ? {} : { identity }),
      };
      resources.put(site);
      return site;
    },
  };
}

/** The ids in an answer about an identity. */
export function idsIn(body: unknown): IdentityIds {
  return (body as { readonly properties: IdentityIds }).properties;
}

/** What Resource Manager would answer to work that is refused. */
export function armErrorOf(work: () => unknown): ArmError {
  try {
    work();
  } catch (error) {
    if (error instanceof ArmError) return error;
    throw error;
  }
  throw new Error("It was done; expected a refusal.");
}
