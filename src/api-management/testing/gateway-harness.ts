import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { createOutbound } from "../../edge/index.ts";
import {
  type Clock,
  createClock,
  createOpenIdConfigurations,
  openStore,
  type ResourceId,
  type Service,
  silentLog,
} from "../../platform/index.ts";
import { openResourceStore } from "../../resource-manager/index.ts";
import { createGateway } from "../gateway/gateway.ts";
import { readPolicyReferences } from "../gateway/read-policy-references.ts";
import { createTracing, type Tracing } from "../gateway/tracing.ts";
import {
  APIS,
  GLOBAL_POLICIES,
  OPERATIONS,
  PRODUCT_APIS,
  PRODUCTS,
  SERVICE,
  SUBSCRIPTIONS,
} from "../management/model.ts";
import { compileDocument } from "../policies/compile-document.ts";

export const SERVICE_ID =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/apim" as ResourceId;
export const KEY = "the-subscription-key";
export const TENANT = "11111111-1111-1111-1111-111111111111";

export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface GatewayHarness extends AsyncDisposable {
  readonly clock: Clock & { advance(ms: number): void };
  readonly tracing: Tracing;
  /** What the backend was asked. */
  readonly heard: Heard[];
  /** How the backend answers; 200 with `{"from":"backend"}` unless set. */
  backend: (heard: Heard) => {
    readonly status?: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  };
  readonly backendUrl: string;
  /** The gateway's own. */
  readonly port: number;
  /** Messages of the gateway's log, errors only. */
  readonly errors: string[];
  /** Why the identity endpoint refuses; undefined: it gives `identity-token`. */
  identityFailure: Error | undefined;
  readonly identityRequests: { readonly clientId?: string; readonly resource: string }[];
  put(type: string, path: string, properties: object): void;
  /** Puts a policy document at a scope: `""`, `/apis/echo`, `/apis/echo/operations/get`. Throws what the compiler refuses with. */
  policy(path: string, document: string): void;
  /** The API `echo` with one operation, and the active subscription for all APIs whose key is `KEY`. */
  echo(operation?: { method?: string; urlTemplate?: string }): void;
  send(
    path: string,
    options?: { method?: string; headers?: Record<string, string | readonly string[]>; body?: string; host?: string },
  ): Promise<Answer>;
  /** A token of the test's own issuer. */
  token(
    claims: Readonly<Record<string, unknown>>,
    options?: { readonly kid?: string; readonly foreignKey?: boolean; readonly alg?: string },
  ): Promise<string>;
}

/** A gateway with a backend and a token issuer of its own, over real HTTP; nothing else of the cloud. */
export async function startGateway(): Promise<GatewayHarness> {
  const clock = createClock();
  const store = openStore(":memory:");
  const resources = openResourceStore(store);
  const tracing = createTracing(clock);
  const heard: Heard[] = [];
  const errors: string[] = [];
  const identityRequests: { readonly clientId?: string; readonly resource: string }[] = [];
  const keys = await generateKeyPair("RS256", { extractable: true });
  const foreign = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "key-1", use: "sig" };

  const backendServer = await serve(async (incoming, body) => {
    const entry = { method: incoming.method ?? "", url: incoming.url ?? "", headers: incoming.headers, body };
    heard.push(entry);
    const {
      status = 200,
      headers = { "content-type": "application/json" },
      body: content = '{"from":"backend"}',
    } = harness.backend(entry);
    return { status, headers, content };
  });
  const issuerServer = await serve(async (incoming) => {
    const content = incoming.url?.includes("keys")
      ? { keys: [jwk] }
      : { issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`, jwks_uri: "https://login.test/keys" };
    return { status: 200, headers: { "content-type": "application/json" }, content: JSON.stringify(content) };
  });
  const isIssuer = (hostname: string): boolean => hostname === "login.microsoftonline.com" || hostname === "login.test";
  const outbound = createOutbound({ serves: isIssuer, port: () => portOf(issuerServer), offline: true });

  const gateway = createGateway({
    clock,
    log: { ...silentLog, error: (message) => void errors.push(message) },
    outbound,
    openIdConfigurations: createOpenIdConfigurations({ outbound, clock, refreshMs: 3_600_000, refetchMs: 300_000 }),
    resources,
    tracing,
    async identityToken({ clientId, resource }) {
      identityRequests.push({ resource, ...(clientId === undefined ? {} : { clientId }) });
      if (harness.identityFailure !== undefined) throw harness.identityFailure;
      return "identity-token";
    },
  });
  const front = await serveGateway(gateway);

  function put(type: string, path: string, properties: object): void {
    const id = `${SERVICE_ID}${path}` as ResourceId;
    resources.put({ id, name: id.slice(id.lastIndexOf("/") + 1), type, properties: { etag: "1", ...properties } });
  }

  const harness: GatewayHarness = {
    clock,
    tracing,
    heard,
    backend: () => ({}),
    backendUrl: `http://127.0.0.1:${portOf(backendServer)}`,
    port: portOf(front),
    errors,
    identityFailure: undefined,
    identityRequests,
    put,
    policy(path, document) {
      const scope =
        path === ""
          ? "global"
          : path.includes("/operations/")
            ? "operation"
            : path.startsWith("/products")
              ? "product"
              : "api";
      compileDocument(document, "rawxml", scope, readPolicyReferences(SERVICE_ID, resources));
      put(GLOBAL_POLICIES, `${path}/policies/policy`, { format: "rawxml", value: document });
    },
    echo({ method = "GET", urlTemplate = "/test" } = {}) {
      put(APIS, "/apis/echo", apiProperties({ path: "echo", serviceUrl: `${harness.backendUrl}/base` }));
      put(OPERATIONS, "/apis/echo/operations/get", {
        displayName: "Get",
        method,
        urlTemplate,
        templateParameters: [],
        responses: [],
      });
      put(SUBSCRIPTIONS, "/subscriptions/s1", subscriptionProperties({ primaryKey: KEY }));
    },
    send: (path, options = {}) => send(portOf(front), path, options),
    async token(claims, { kid = "key-1", foreignKey = false, alg = "RS256" } = {}) {
      const now = Math.floor(clock.now() / 1000);
      const payload = {
        iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        nbf: now - 300,
        exp: now + 3600,
        ver: "2.0",
        tid: TENANT,
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg, kid, typ: "JWT" })
        .sign(foreignKey ? foreign.privateKey : keys.privateKey);
    },
    async [Symbol.asyncDispose]() {
      await gateway.close?.();
      for (const server of [front, backendServer, issuerServer]) {
        server.closeAllConnections();
        server.close();
      }
      store.close();
    },
  };
  put(SERVICE, "", {
    publisherEmail: "a@b.c",
    publisherName: "x",
    notificationSenderEmail: "a@b.c",
    createdAtUtc: "",
    gatewayUrl: "",
    customProperties: {},
    disableGateway: false,
  });
  return harness;
}

export function apiProperties(properties: {
  path: string;
  serviceUrl?: string;
  subscriptionRequired?: boolean;
  protocols?: string[];
}): object {
  return {
    displayName: properties.path,
    protocols: ["https"],
    subscriptionRequired: true,
    subscriptionKeyParameterNames: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
    apiRevision: "1",
    isCurrent: true,
    ...properties,
  };
}

export function subscriptionProperties(properties: { primaryKey: string; scope?: string; state?: string }): object {
  return {
    displayName: "s",
    scope: `${SERVICE_ID}/apis`,
    state: "active",
    secondaryKey: `${properties.primaryKey}-2`,
    allowTracing: false,
    createdDate: "2024-01-01T00:00:00.000Z",
    ...properties,
  };
}

export const productTypes = { product: PRODUCTS, productApi: PRODUCT_APIS };

type Responder = (
  incoming: IncomingMessage,
  body: string,
) => Promise<{ status: number; headers: Record<string, string>; content: string }>;

async function serve(respond: Responder): Promise<Server> {
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers, content } = await respond(incoming, await read(incoming));
    outgoing.writeHead(status, headers).end(content);
  });
  return listening(server);
}

async function serveGateway(gateway: Service): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const name = (incoming.headers.host ?? "").replace(/:\d+$/, "");
    gateway.handle(incoming, outgoing, {
      name,
      label: name.replace(/\.azure-api\.net$/, ""),
      scheme: "https",
      origin: `https://${name}`,
    });
  });
  return listening(server);
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string | readonly string[]>; body?: string; host?: string },
): Promise<Answer> {
  const { method = "GET", headers = {}, body, host = "apim.azure-api.net" } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers: { host, ...headers }, agent: false });
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      resolve({
        status: incoming.statusCode ?? 0,
        reason: incoming.statusMessage ?? "",
        headers: incoming.headers,
        body: await read(incoming),
      });
    });
    outgoing.end(body);
  });
}
