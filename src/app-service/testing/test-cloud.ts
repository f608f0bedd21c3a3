import { mkdtemp, rm } from "node:fs/promises";
import { type ClientRequest, createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenRejected } from "../../entra/index.ts";
import { ManagedIdentityError } from "../../managed-identity/index.ts";
import {
  type AdjustableClock,
  type ClientId,
  createClock,
  type ObjectId,
  type Outbound,
  OutboundError,
  type OutboundRequest,
  type OutboundResponse,
  openStore,
  type Service,
  type Store,
  silentLog,
} from "../../platform/index.ts";
import {
  type ArmError,
  openResourceStore,
  parseResourceId,
  type ResourceResponse,
  type ResourceStore,
} from "../../resource-manager/index.ts";
import { type AppService, createAppService } from "../index.ts";
import { createEchoApps, type EchoApps } from "./echo-app.ts";
import { createTokenSigner, entraConfigurations, type TokenSigner } from "./token-signer.ts";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg";
export const PLAN_ID = `${GROUP}/providers/Microsoft.Web/serverfarms/plan`;
export const IDENTITY_ID = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
export const siteId = (name: string) => `${GROUP}/providers/Microsoft.Web/sites/${name}`;

export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestRequest {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly scheme?: "http" | "https";
  /** In this order and spelling, so that a test can send what a library wouldn't. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Buffer | string;
}

/** App Service with everything around it stubbed, and a real HTTP listener in front. */
export interface TestCloud {
  readonly appService: AppService;
  readonly apps: EchoApps;
  readonly clock: AdjustableClock;
  readonly signer: TokenSigner;
  readonly resources: ResourceStore;
  readonly store: Store;
  readonly folder: string;
  /** What Key Vault and Storage answer; a test replaces it. */
  outbound: (request: OutboundRequest) => Promise<OutboundResponse>;
  /** Object ids that may publish. */
  readonly publishers: Set<string>;
  /** A Resource Manager call on a path below the test's group (or an id), api-version left out. */
  arm(method: string, path: string, body?: unknown): Promise<ResourceResponse>;
  /** A call to a site's host. */
  send(request: TestRequest): Promise<TestResponse>;
  /** Begins a call and stops in the middle of its body; resolves when that half is sent. */
  sendHalf(
    request: TestRequest,
    half: Buffer,
  ): Promise<{ readonly response: Promise<TestResponse>; finish(rest: Buffer): void }>;
  /** Makes the plan, and a site with these properties. */
  createSite(
    name: string,
    site?: { readonly appSettings?: Readonly<Record<string, string>>; readonly [property: string]: unknown },
  ): Promise<void>;
  /** Another App Service over the same store and folder, as after a restart of Gatehouse. */
  restarted(): Promise<AppService>;
  close(): Promise<void>;
}

export const armAnswer = (status: number, body = ""): OutboundResponse => ({
  status,
  headers: {},
  body: Buffer.from(body),
});

export async function startTestCloud(): Promise<TestCloud> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-sites-"));
  const store = openStore(":memory:");
  const clock = createClock();
  const resources = openResourceStore(store);
  const signer = await createTokenSigner();
  const apps = createEchoApps();
  const publishers = new Set<string>();

  const create = (over: ResourceStore) =>
    createAppService({
      store,
      clock,
      log: silentLog,
      resources: over,
      folder,
      outbound: stubOutbound((request) => cloud.outbound(request)),
      identities: stubIdentities,
      openIdConfigurations: entraConfigurations(signer),
      loginHost: "login.microsoftonline.com",
      accessControl: {
        isAllowed: (principal, operation, scope) =>
          operation === "Microsoft.Web/sites/publish/action" && scope.includes("/sites/") && publishers.has(principal),
      },
      tokens: stubTokens,
      startFunctionApp: apps.start,
      childEnvironment: ({ name }) => ({ HTTPS_PROXY: `http://proxy.test/${name}` }),
      identityEndpoint: () => "http://127.0.0.1:4280/msi/token",
    });

  const appService = create(resources);
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? "").toLowerCase();
    const service = appService.services.find(({ hosts }) => hosts.some((pattern) => host.endsWith(pattern.slice(1))));
    const pattern = service?.hosts[0]?.slice(1) ?? "";
    const scheme = request.headers["x-test-scheme"] === "http" ? "http" : "https";
    (service as Service).handle(request, response, {
      name: host,
      label: host.slice(0, host.length - pattern.length),
      scheme,
      origin: `https://${host}`,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const cloud: TestCloud = {
    appService,
    apps,
    clock,
    signer,
    resources,
    store,
    folder,
    publishers,
    outbound: async ({ url }) => {
      throw new OutboundError("CONNECT_FAILED", `${url.host} can't be reached.`);
    },
    arm: (method, path, body) =>
      callArm(appService, method, path.startsWith("/subscriptions") ? path : `${GROUP}${path}`, body),
    send(request) {
      const { outgoing, response } = open(port, request);
      outgoing.end(request.body);
      return response;
    },
    sendHalf(request, half) {
      const { outgoing, response } = open(port, request);
      outgoing.flushHeaders();
      return new Promise((resolve) =>
        outgoing.write(half, () => resolve({ response, finish: (rest) => outgoing.end(rest) })),
      );
    },
    async createSite(name, { appSettings = {}, ...properties } = {}) {
      await cloud.arm("PUT", PLAN_ID, { location: "uksouth", sku: { name: "S1" }, properties: {} });
      const settings = { FUNCTIONS_WORKER_RUNTIME: "node", FUNCTIONS_EXTENSION_VERSION: "~4", ...appSettings };
      await cloud.arm("PUT", siteId(name), {
        location: "uksouth",
        kind: "functionapp",
        identity: { type: "UserAssigned", userAssignedIdentities: { [IDENTITY_ID]: {} } },
        properties: {
          serverFarmId: PLAN_ID,
          keyVaultReferenceIdentity: IDENTITY_ID,
          ...properties,
          siteConfig: {
            appSettings: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
            ...(properties.siteConfig as object | undefined),
          },
        },
      });
    },
    async restarted() {
      await appService.close();
      return create(openResourceStore(store));
    },
    async close() {
      await appService.close();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return cloud;
}

function open(
  port: number,
  { method = "GET", path = "/api/x", host = "fn1.azurewebsites.net", scheme = "https", headers = [] }: TestRequest,
): { readonly outgoing: ClientRequest; readonly response: Promise<TestResponse> } {
  const outgoing = httpRequest({
    port,
    host: "127.0.0.1",
    method,
    path,
    headers: [["Host", host], ["x-test-scheme", scheme], ...headers].flat(),
  });
  const response = new Promise<TestResponse>((resolve, reject) => {
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
  });
  return { outgoing, response };
}

function stubOutbound(answer: (request: OutboundRequest) => Promise<OutboundResponse>): Outbound {
  return {
    route: (url) => ({ secure: true, hostname: url.hostname, port: 443, host: url.host }),
    request: answer,
  };
}

/** One user-assigned identity, which has a token for everything; no system-assigned ones. */
const stubIdentities: Parameters<typeof createAppService>[0]["identities"] = {
  applyIdentity: ({ previous }, requested) =>
    requested === undefined
      ? previous
      : {
          type: "UserAssigned",
          userAssignedIdentities: { [IDENTITY_ID]: { principalId: "principal-1", clientId: "client-1" } },
        },
  releaseIdentity() {},
  endpointSecret: () => "endpoint-secret",
  async token({ select, resource }) {
    if (select === undefined)
      throw new ManagedIdentityError("noSystemAssignedIdentity", "There is no system-assigned identity.");
    return {
      accessToken: `token for ${resource}`,
      clientId: "client-1",
      resource,
      expiresIn: 86_399,
      expiresOn: 0,
      notBefore: 0,
    };
  },
};

/** The text of a token is the object id of its holder. */
const stubTokens: Parameters<typeof createAppService>[0]["tokens"] = {
  async verify(token, { audiences }) {
    if (!token.startsWith("oid-")) throw new TokenRejected("MALFORMED", "It is no token.");
    return {
      objectId: token as ObjectId,
      clientId: "client" as ClientId,
      tenantId: "tenant",
      audience: audiences[0] ?? "",
      claims: {},
    };
  },
};

/** Finds and calls a handler as Resource Manager does. Throws `ArmError`. */
async function callArm(appService: AppService, method: string, path: string, body: unknown): Promise<ResourceResponse> {
  const [idText = "", query = ""] = path.split("?");
  const findType = (type: string) =>
    appService.resourceTypes.find((known) => known.type.toLowerCase() === type.toLowerCase());
  const request = (id: string) => {
    const target = parseResourceId(id);
    if (target === undefined) throw new TypeError(`${id} is no resource id.`);
    return {
      target,
      name: target.names.at(-1) ?? "",
      apiVersion: "2023-12-01",
      caller: { objectId: "operator" as ObjectId, clientId: "operator", tenantId: "tenant" },
      query: new URLSearchParams(query),
      headers: new Headers(),
      body,
    };
  };
  const full = request(idText);
  if (method === "POST") {
    const at = idText.lastIndexOf("/");
    const action = idText.slice(at + 1).toLowerCase();
    const owner = parseResourceId(idText.slice(0, at));
    const onItem = findType(owner?.type ?? "")?.actions?.[action];
    if (onItem !== undefined) return onItem(request(idText.slice(0, at)));
    const onCollection = appService.resourceTypes.find((type) => type.collectionActions?.[action])?.collectionActions?.[
      action
    ];
    if (onCollection === undefined) throw new TypeError(`There is no action ${idText}.`);
    return onCollection(full);
  }
  const type = findType(full.target.type);
  const isItem = full.target.type.split("/").length - 1 === full.target.names.length;
  const handler = isItem
    ? { GET: type?.get, PUT: type?.put, PATCH: type?.patch, DELETE: type?.delete }[method]
    : type?.list;
  if (handler === undefined) throw new TypeError(`There is no ${method} ${idText}.`);
  return handler(isItem ? full : { ...full, name: "" });
}

/** The error that a Resource Manager call throws. */
export async function armError(call: Promise<unknown>): Promise<ArmError> {
  return call.then(
    () => {
      throw new Error("Expected the call to be refused.");
    },
    (error: ArmError) => error,
  );
}
