import type { SendRequest } from "../../engine/azure-clients.ts";

/** A request as a test compares it: `PUT management.azure.com/…?…`, and the body parsed from JSON. */
export interface RecordedRequest {
  readonly request: string;
  readonly body?: unknown;
}

/** Ids that the recording stub gives, always the same ones. */
export const CALLER = "00000000-0000-0000-0000-0000000000ca";

/**
 * For tests: answers every request as Azure would in the good case, knowing nothing, and remembers what was asked, without
 * tokens. What is put comes back; what is posted to Graph gets an id. With `softDeleted`, a deleted service, vault or secret is
 * in the way of each new one.
 */
export function recordingAzure(softDeleted = false): {
  readonly requests: RecordedRequest[];
  readonly send: SendRequest;
} {
  const requests: RecordedRequest[] = [];
  const send: SendRequest = async ({ method, url, body }) => {
    if (url.hostname === "login.microsoftonline.com") return answer(200, token());
    const text = typeof body === "string" ? body : undefined;
    const sent = text === undefined ? undefined : (JSON.parse(text) as Readonly<Record<string, unknown>>);
    const shown = typeof body === "string" || body === undefined ? sent : `${body.length} bytes`;
    const request = `${method} ${url.hostname}${decodeURIComponent(url.pathname + url.search)}`;
    requests.push({ request, ...(shown === undefined ? {} : { body: shown }) });
    if (method === "GET" && /\/deleted(?:vaults|services)\//i.test(request) && !softDeleted) return answer(404, {});
    const isFirst = requests.filter((earlier) => earlier.request === request).length === 1;
    if (method === "PUT" && url.hostname.endsWith(".vault.azure.net") && softDeleted && isFirst) return answer(409, {});
    return answer(200, answerTo(method, url, sent ?? {}));
  };
  return { requests, send };
}

function token(): unknown {
  const payload = Buffer.from(JSON.stringify({ oid: CALLER })).toString("base64url");
  return { access_token: `h.${payload}.s`, expires_in: 3600 };
}

function answerTo(method: string, url: URL, sent: Readonly<Record<string, unknown>>): unknown {
  const path = decodeURIComponent(url.pathname);
  const name = path.split("/").at(-1) ?? "";
  if (path.endsWith("/roleDefinitions")) return { value: [{ id: "/subscriptions/sub/roleDefinitions/owner" }] };
  if (path.endsWith("/listKeys")) return { keys: [{ value: "key1" }, { value: "key2" }] };
  if (path.endsWith("/listSecrets")) return { primaryKey: "primary", secondaryKey: "secondary" };
  if (path.endsWith("/publishingcredentials/list"))
    return { properties: { publishingUserName: "$user", publishingPassword: "password" } };
  if (path.endsWith("/addPassword")) return { keyId: "key-id", secretText: "secret" };
  if (url.hostname === "graph.microsoft.com")
    return method === "GET" ? { value: [] } : { ...sent, id: "object-id", appId: "app-id" };
  if (url.hostname.endsWith(".vault.azure.net")) return { id: `${url.origin}${path}/version` };
  if (method === "GET") return { value: [] };
  const computed = { clientId: "client", principalId: "principal", gatewayUrl: `https://${name}.azure-api.net` };
  const properties = { ...(sent.properties as object | undefined), ...computed, defaultHostName: `${name}.net` };
  return { ...sent, id: path, name, properties };
}

function answer(status: number, body: unknown) {
  return { status, headers: {}, body: Buffer.from(JSON.stringify(body)) };
}
