import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { createEntra } from "../../entra/index.ts";
import {
  type AdjustableClock,
  createClock,
  type ObjectId,
  openStore,
  type ResourceId,
  silentLog,
} from "../../platform/index.ts";
import {
  type AccessControl,
  createAccessControl,
  createResourceManager,
  openResourceStore,
} from "../../resource-manager/index.ts";
import { createStorage } from "../create-storage.ts";

export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
export const TENANT = "11111111-1111-1111-1111-111111111111";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

export interface TestRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly token?: string;
  /** True sends none of the headers that a client of today sends by itself. */
  readonly bare?: boolean;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A directory, a subscription with the group `rg`, and Storage in it, behind a listener. */
export interface TestCloud {
  readonly clock: AdjustableClock;
  readonly access: AccessControl;
  /** Somebody new, without any role. */
  newPrincipal(): ObjectId;
  /** A token of `principal` for `resource`. */
  token(principal: ObjectId, resource?: string): Promise<string>;
  assign(principal: ObjectId, roleId: string, scope: string): void;
  send(method: string, url: string, request?: TestRequest): Promise<TestAnswer>;
  /** Resource Manager, as the subscription's owner. `path` is below the group's Microsoft.Storage. */
  arm(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: Json }>;
  /** Makes an account with these properties; gives its id. */
  createAccount(name: string, properties?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** JSON as tests look into it. */
export interface Json {
  readonly [name: string]: unknown;
}

/** Starts one with everything in memory, or with blobs, queues and tables in `folder`. */
export async function startTestCloud({
  folder,
  path = ":memory:",
}: {
  folder?: string;
  path?: string;
} = {}): Promise<TestCloud> {
  const store = openStore(path);
  const clock = createClock();
  const entra = await createEntra({ store, clock, log: silentLog, tenantId: TENANT });
  const { directory, tokens } = entra;
  const resources = openResourceStore(store);
  const access = createAccessControl(store, directory.groupsOf);
  const common = { store, clock, log: silentLog, tokens, resources };
  const storage = createStorage({ ...common, tenantId: TENANT, accessControl: access, folder });
  const manager = createResourceManager({
    ...common,
    subscriptionId: SUBSCRIPTION,
    directory,
    access,
    types: storage.resourceTypes,
  });

  const server = createServer((incoming, outgoing) => {
    const name = incoming.headers.host ?? "";
    const scheme = incoming.headers["x-test-scheme"] === "http" ? "http" : "https";
    const host = { name, label: name.split(".")[0] ?? "", scheme, origin: `https://${name}` } as const;
    const service = name === "management.azure.com" ? manager.service : storage.service;
    service.handle(incoming, outgoing, host);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  function newPrincipal(): ObjectId {
    const { appId } = directory.applications.create({ displayName: "caller" });
    return directory.servicePrincipals.create({ appId }).id;
  }

  async function token(client: ObjectId, resource = "https://storage.azure.com"): Promise<string> {
    const issued = await tokens.issueAppToken({ client, resource, credential: "secret" });
    return issued.accessToken;
  }

  function assign(principalId: ObjectId, roleId: string, scope: string): void {
    const name = crypto.randomUUID();
    access.assign({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}` as ResourceId,
      name,
      scope,
      roleDefinitionId: roleId,
      principalId,
      principalType: "ServicePrincipal",
      description: "",
      createdOn: new Date(clock.now()).toISOString(),
      createdBy: principalId,
    });
  }

  function send(method: string, url: string, request: TestRequest = {}): Promise<TestAnswer> {
    const { host, origin } = new URL(url);
    const body = request.body ?? "";
    const headers = {
      ...(request.bare === true
        ? {}
        : { "x-ms-version": "2023-11-03", "content-length": String(Buffer.byteLength(body)) }),
      ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      ...request.headers,
      host,
    };
    return new Promise((resolve, reject) => {
      const path = url.slice(origin.length) || "/";
      const outgoing = httpRequest({ host: "127.0.0.1", port, method, path, headers, agent: false });
      outgoing.once("error", reject);
      outgoing.once("response", (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes.toString("utf8") }),
          reject,
        );
      });
      outgoing.end(body);
    });
  }

  const owner = newPrincipal();
  assign(owner, OWNER, `/subscriptions/${SUBSCRIPTION}`);

  async function arm(method: string, path: string, body?: unknown) {
    const url = `https://management.azure.com${path.startsWith("/subscriptions/") ? path : `${GROUP}/providers/Microsoft.Storage/${path}`}`;
    const answer = await send(method, `${url}${url.includes("?") ? "&" : "?"}api-version=2023-01-01`, {
      token: await token(owner, "https://management.azure.com/"),
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (answer.body === "" ? {} : JSON.parse(answer.body)) as Json };
  }

  await arm("PUT", GROUP, { location: "uksouth" });

  return {
    clock,
    access,
    newPrincipal,
    token,
    assign,
    send,
    arm,
    async createAccount(name, properties = {}) {
      const { status, body } = await arm("PUT", `storageAccounts/${name}`, {
        location: "uksouth",
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        properties,
      });
      if (status !== 200) throw new Error(`The account ${name} was not made: ${JSON.stringify(body)}`);
      return String(body.id);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await storage.close();
      store.close();
    },
  };
}
