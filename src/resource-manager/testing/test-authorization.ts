import { createEntra } from "../../entra/index.ts";
import { createClock, type ObjectId, openStore, type ResourceId, silentLog } from "../../platform/index.ts";
import { createAccessControl } from "../access-control.ts";
import { ArmError } from "../arm-error.ts";
import { dispatch } from "../dispatch.ts";
import { createOperations } from "../operations/operations.ts";
import { PAGE_SIZE } from "../paging.ts";
import { resourceGroupsType } from "../resource-groups.ts";
import { openResourceStore } from "../resource-store.ts";
import type { ResourceType } from "../resource-type.ts";
import { authorizationTypes } from "../role-types.ts";
import { openSubscriptionTags } from "../tags.ts";
import { createTypeRegistry } from "../type-registry.ts";

export const SUBSCRIPTION_ID = "00000000-0000-0000-0000-000000000001";
export const SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION_ID}`;
export const GROUP = `${SUBSCRIPTION}/resourceGroups/g`;
export const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
export const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
export const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** What a call was answered with; a refusal has the `error` envelope as its body. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Resource Manager with groups, roles and `types`, called without HTTP. `g` is a group in it, `owner` owns the subscription. */
export async function startAuthorization(types: readonly ResourceType[] = []) {
  const store = openStore(":memory:");
  const clock = createClock();
  const { directory } = await createEntra({
    store,
    clock,
    log: silentLog,
    tenantId: "11111111-1111-1111-1111-111111111111",
  });
  const resources = openResourceStore(store);
  const access = createAccessControl(store, directory.groupsOf);
  const registry = createTypeRegistry([
    resourceGroupsType(resources, PAGE_SIZE),
    ...authorizationTypes(access, directory, clock),
    ...types,
  ]);
  const subscriptionTags = openSubscriptionTags(store);
  const operations = createOperations({ clock, speed: undefined });
  const subscription = {
    subscriptionId: SUBSCRIPTION_ID,
    tenantId: directory.tenantId,
    tenantDomain: directory.domain,
  };

  function createPrincipal(displayName: string): ObjectId {
    const { appId } = directory.applications.create({ displayName });
    return directory.servicePrincipals.create({ appId }).id;
  }

  function assign(principalId: ObjectId, role: string, scope: string): void {
    access.assign({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${role}${principalId}` as ResourceId,
      name: `${role}${principalId}`,
      scope,
      roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId,
      principalType: "ServicePrincipal",
      description: "",
      createdOn: "",
      createdBy: principalId,
    });
  }

  const owner = createPrincipal("owner");
  assign(owner, OWNER, SUBSCRIPTION);

  /** Calls `path`, with api-version 2022-04-01 unless it has one, as the owner unless said. */
  async function call(method: string, path: string, body?: unknown, principal: ObjectId = owner): Promise<Answer> {
    const url = new URL(path, "https://management.azure.com");
    if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "2022-04-01");
    const request = new Request(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const caller = { objectId: principal, clientId: principal, tenantId: directory.tenantId };
    try {
      const context = {
        registry,
        subscription,
        resources,
        access,
        operations,
        transaction: store.transaction,
        timesOf: () => undefined,
        pageSize: PAGE_SIZE,
        subscriptionTags,
      };
      return await dispatch(request, caller, context);
    } catch (error) {
      if (error instanceof ArmError) return { status: error.status, body: error.toBody() };
      throw error;
    }
  }

  await call("PUT", `${GROUP}?api-version=2021-04-01`, { location: "uksouth" });
  return { call, access, resources, directory, owner, createPrincipal, assign };
}

/** The running Resource Manager of a test. */
export type TestAuthorization = Awaited<ReturnType<typeof startAuthorization>>;
