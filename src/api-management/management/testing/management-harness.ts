/** For tests: API Management's types with what stands around them, and a way to send them requests. */
import {
  createClock,
  type ObjectId,
  OutboundError,
  openStore,
  type ResourceId,
  silentLog,
} from "../../../platform/index.ts";
import {
  openResourceStore,
  parseResourceId,
  type ResourceIdentity,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceStore,
  type ResourceType,
} from "../../../resource-manager/index.ts";
import { createManagement } from "../index.ts";
import { type DebugCredentialsRequest, type PolicyCheck, PolicyDocumentError } from "../ports.ts";

export const subscriptionPath = "/subscriptions/11111111-2222-4333-8444-555555555555";
export const groupPath = `${subscriptionPath}/resourceGroups/orders-rg`;
export const servicePath = `${groupPath}/providers/Microsoft.ApiManagement/service/orders-apim`;

export interface Answer {
  readonly status: number;
  /** As the wire would have carried it; undefined for none. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ManagementHarness {
  readonly resources: ResourceStore;
  readonly checked: PolicyCheck[];
  readonly released: string[];
  readonly issued: DebugCredentialsRequest[];
  readonly traces: Map<string, unknown>;
  /** What other hosts answer, with status 200, by URL; the rest can't be reached. */
  readonly links: Map<string, string>;
  /** `path` below the service, or a whole path that begins with `subscriptionPath`; a query may follow. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  putService(): Promise<Answer>;
  advance(ms: number): void;
}

/** Policy documents that contain `<bad` have one error, at the place of that element. */
export function startManagement(): ManagementHarness {
  const store = openStore(":memory:");
  const resources = openResourceStore(store);
  const clock = createClock(0, () => Date.UTC(2026, 0, 2, 3, 4, 5));
  const checked: PolicyCheck[] = [];
  const released: string[] = [];
  const issued: DebugCredentialsRequest[] = [];
  const traces = new Map<string, unknown>();
  const links = new Map<string, string>();
  const { resourceTypes } = createManagement({
    store,
    clock,
    log: silentLog,
    resources,
    identities: {
      applyIdentity: (_target, requested) => (requested === undefined ? undefined : systemAssigned),
      releaseIdentity: ({ id }) => void released.push(id),
    },
    policies: {
      check(request) {
        checked.push(request);
        refuseBad(request.text);
      },
      checkFragment: ({ text }) => refuseBad(text),
    },
    tracing: {
      issueCredentials(request) {
        issued.push(request);
        return "p=tracing&token";
      },
      find: (_serviceId, traceId) => traces.get(traceId),
    },
    identityToken: ({ clientId }) => `token of ${clientId ?? "the system-assigned identity"}`,
    outbound: {
      async request({ url, headers }) {
        if (url.hostname.endsWith(".vault.azure.net")) return vaultAnswer(links.get(url.href), headers?.authorization);
        const text = links.get(url.href);
        if (text === undefined) throw new OutboundError("CONNECT_FAILED", `${url.host} is not there.`);
        return { status: 200, headers: {}, body: Buffer.from(text) };
      },
    },
  });

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const url = new URL(
      path.startsWith(subscriptionPath) ? path : `${servicePath}${path}`,
      "https://management.azure.com",
    );
    const answer = await route(resourceTypes, method, url, body, new Headers(headers));
    const json = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
    return { status: answer.status, body: json, headers: answer.headers ?? {} };
  }

  return {
    resources,
    checked,
    released,
    issued,
    traces,
    links,
    send,
    putService: () => send("PUT", "", serviceBody),
    advance: (ms) => clock.advance(ms),
  };
}

/** A vault that lets the system-assigned identity read what is there. */
function vaultAnswer(secret: string | undefined, authorization: string | undefined) {
  const isAllowed = authorization === "Bearer token of the system-assigned identity";
  const error = isAllowed
    ? { code: "SecretNotFound", message: "It was not found in this key vault." }
    : { code: "Forbidden", message: "Caller is not authorized to perform action on resource." };
  const value = isAllowed ? secret : undefined;
  const status = isAllowed ? (secret === undefined ? 404 : 200) : 403;
  return { status, headers: {}, body: Buffer.from(JSON.stringify(value === undefined ? { error } : { value })) };
}

function refuseBad(text: string): void {
  const before = text.split("<bad")[0] ?? "";
  if (before === text) return;
  const lines = before.split("\n");
  const line = lines.length;
  const column = (lines.at(-1)?.length ?? 0) + 1;
  throw new PolicyDocumentError([{ line, column, target: "bad", message: "Unknown policy." }]);
}

/** What `body` has under the names of `path`; undefined where it has nothing. */
export function valueAt(body: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined,
    body,
  );
}

const systemAssigned: ResourceIdentity = {
  type: "SystemAssigned",
  principalId: "99999999-2222-4333-8444-555555555555" as ObjectId,
};

export const serviceBody = {
  location: "UK South",
  sku: { name: "Developer", capacity: 1 },
  properties: { publisherEmail: "owner@example.com", publisherName: "Orders" },
};

/** Finds type and handler by Resource Manager's rules: items have as many names as types, actions are one segment more. */
async function route(
  types: readonly ResourceType[],
  method: string,
  url: URL,
  body: unknown,
  headers: Headers,
): Promise<ResourceResponse> {
  const path = decodeURIComponent(url.pathname);
  const action = method === "POST" ? path.slice(path.lastIndexOf("/") + 1).toLowerCase() : undefined;
  const collection = action === undefined ? undefined : types.find((type) => type.collectionActions?.[action]);
  const target = parseResourceId(
    action === undefined || collection !== undefined ? path : path.slice(0, path.lastIndexOf("/")),
  );
  const type = collection ?? types.find((candidate) => candidate.type.toLowerCase() === target?.type.toLowerCase());
  if (target === undefined || type === undefined) throw new Error(`No type is registered for ${path}.`);
  const isItem = target.type.split("/").length - 1 === target.names.length;
  const verbs = isItem
    ? { GET: type.get, HEAD: type.head, PUT: type.put, PATCH: type.patch, DELETE: type.delete }
    : { GET: type.list };
  const handler =
    action === undefined
      ? Object.entries(verbs).find(([verb]) => verb === method)?.[1]
      : (type.actions?.[action] ?? type.collectionActions?.[action]);
  if (handler === undefined) return { status: 405 };
  const request: ResourceRequest = {
    target: { ...target, id: target.id as ResourceId },
    name: target.names.at(-1) ?? "",
    apiVersion: "2022-08-01",
    caller: { objectId: "00000000-2222-4333-8444-555555555555" as ObjectId, clientId: "c", tenantId: "t" },
    query: url.searchParams,
    headers,
    body,
  };
  return handler(request);
}
