import { createEntra, type Entra } from "../../entra/index.ts";
import {
  type AdjustableClock,
  createClock,
  type Host,
  type Log,
  type ObjectId,
  openStore,
  type ResourceId,
  type Service,
} from "../../platform/index.ts";
import { createAccessControl, createResourceManager, openResourceStore } from "../../resource-manager/index.ts";
import { createKeyVault } from "../create-key-vault.ts";
import { serve, type TestListener } from "./test-listener.ts";

export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
export const TENANT = "11111111-1111-1111-1111-111111111111";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** JSON as tests look into it. */
export interface Json {
  readonly [name: string]: unknown;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A directory, a subscription with the group `rg`, and Key Vault in it, behind a listener. */
export interface TestCloud {
  readonly clock: AdjustableClock;
  readonly entra: Entra;
  /** Every line that was logged, as JSON. */
  readonly logged: readonly string[];
  /** Somebody new, without any role. */
  newPrincipal(): ObjectId;
  token(principal: ObjectId, resource?: string): Promise<string>;
  assign(principal: ObjectId, roleId: string, scope: string): void;
  /** A vault's data plane; api-version 7.4 unless the path has one. */
  vault(method: string, url: string, token?: string, body?: unknown): Promise<TestAnswer>;
  /** Resource Manager, as the subscription's owner. `path` is below the group's Microsoft.KeyVault, or whole. */
  arm(method: string, path: string, body?: unknown): Promise<TestAnswer>;
  /** Makes a vault with these properties; gives its id. */
  createVault(name: string, properties?: Json): Promise<string>;
  close(): Promise<void>;
}

export async function startTestCloud(): Promise<TestCloud> {
  const store = openStore(":memory:");
  const clock = createClock();
  const logged: string[] = [];
  const write = (message: string, fields?: object) => void logged.push(JSON.stringify({ message, ...fields }));
  const log: Log = { info: write, warn: write, error: write };
  const entra = await createEntra({ store, clock, log, tenantId: TENANT });
  const { directory, tokens } = entra;
  const resources = openResourceStore(store);
  const access = createAccessControl(store, directory.groupsOf);
  const common = { store, clock, log, tokens, resources };
  const keyVault = createKeyVault({
    ...common,
    tenantId: TENANT,
    accessControl: access,
    groupsOf: directory.groupsOf,
  });
  const manager = createResourceManager({
    ...common,
    subscriptionId: SUBSCRIPTION,
    directory,
    access,
    types: keyVault.resourceTypes,
  });
  const serviceOf = ({ name }: Host): Service => (name === "management.azure.com" ? manager.service : keyVault.service);
  const listener: TestListener = await serve(serviceOf);

  async function send(method: string, url: string, token: string | undefined, body: unknown): Promise<TestAnswer> {
    const answer = await listener.send(method, url, {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { ...answer, body: answer.text === "" ? {} : (JSON.parse(answer.text) as Json) };
  }

  function newPrincipal(): ObjectId {
    const { appId } = directory.applications.create({ displayName: "caller" });
    return directory.servicePrincipals.create({ appId }).id;
  }

  async function token(client: ObjectId, resource = "https://vault.azure.net"): Promise<string> {
    return (await tokens.issueAppToken({ client, resource, credential: "secret" })).accessToken;
  }

  function assign(principalId: ObjectId, roleDefinitionId: string, scope: string): void {
    const name = crypto.randomUUID();
    access.assign({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}` as ResourceId,
      name,
      scope,
      roleDefinitionId,
      principalId,
      principalType: "ServicePrincipal",
      description: "",
      createdOn: new Date(clock.now()).toISOString(),
      createdBy: principalId,
    });
  }

  const owner = newPrincipal();
  assign(owner, OWNER, `/subscriptions/${SUBSCRIPTION}`);

  async function arm(method: string, path: string, body?: unknown): Promise<TestAnswer> {
    const whole = path.startsWith("/") ? path : `${GROUP}/providers/Microsoft.KeyVault/${path}`;
    const url = `https://management.azure.com${whole}?api-version=2023-02-01`;
    return send(method, url, await token(owner, "https://management.azure.com/"), body);
  }

  await arm("PUT", GROUP, { location: "uksouth" });

  return {
    clock,
    entra,
    logged,
    newPrincipal,
    token,
    assign,
    arm,
    vault: (method, url, accessToken, body) =>
      send(
        method,
        url.includes("api-version=") ? url : `${url}${url.includes("?") ? "&" : "?"}api-version=7.4`,
        accessToken,
        body,
      ),
    async createVault(name, properties = {}) {
      const sku = { family: "A", name: "standard" };
      const { status, body } = await arm("PUT", `vaults/${name}`, {
        location: "uksouth",
        properties: { tenantId: TENANT, sku, accessPolicies: [], ...properties },
      });
      if (status !== 200) throw new Error(`The vault ${name} was not made: ${JSON.stringify(body)}`);
      return String(body.id);
    },
    async close() {
      await listener.close();
      store.close();
    },
  };
}
