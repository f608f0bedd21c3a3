import { z } from "zod";

/** One HTTP request, as `Outbound.request` takes it. */
export type SendRequest = (request: {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }>;

/** The service principal that applies, as ARM_* variables name it for the real providers. */
export interface Credentials {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AzureResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Azure's services under their own host names, called as the providers call them. */
export interface AzureClients {
  readonly credentials: Credentials;
  /** Object id of the service principal that applies. */
  objectId(): Promise<string>;
  /** Resource Manager; `path` begins with `/subscriptions/…`. Throws `AzureRequestError`. */
  arm(method: string, path: string, apiVersion: string, body?: unknown): Promise<AzureResponse>;
  /** Microsoft Graph v1.0. Throws `AzureRequestError`. */
  graph(method: string, path: string, body?: unknown): Promise<AzureResponse>;
  /** A vault's data plane; `url` without `api-version`. Throws `AzureRequestError`. */
  keyVault(method: string, url: string, body?: unknown): Promise<AzureResponse>;
  /** Any request as it is: for the deployment service with its own credentials. Throws `AzureRequestError`. */
  raw(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string | Uint8Array,
  ): Promise<AzureResponse>;
}

/** A service refused; `code` and the message are its own. */
export class AzureRequestError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
  }
}

const KEY_VAULT_VERSION = "7.4";
const POLL_MS = 200;
const MAX_POLLS = 300;
const RETRY_MS = [100, 400, 1000];

const tokenSchema = z.object({ access_token: z.string() });
const claimsSchema = z.object({ oid: z.string() });
const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.union([z.string(), z.object({ value: z.string() })]),
    details: z.array(z.object({ message: z.string() })).nullish(),
  }),
});

/** Clients that get their tokens by client credentials, keep them, wait for long-running operations, and retry what is busy. */
export function createAzureClients(request: SendRequest, credentials: Credentials): AzureClients {
  const tokens = new Map<string, Promise<string>>();

  function token(scope: string): Promise<string> {
    const kept = tokens.get(scope);
    if (kept !== undefined) return kept;
    const fetched = fetchToken(scope);
    tokens.set(scope, fetched);
    return fetched;
  }

  async function fetchToken(scope: string): Promise<string> {
    const { tenantId, clientId, clientSecret } = credentials;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    });
    const response = await send(
      "POST",
      `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      { "content-type": "application/x-www-form-urlencoded" },
      form.toString(),
    );
    return tokenSchema.parse(response.body).access_token;
  }

  async function send(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string | Uint8Array,
  ): Promise<AzureResponse & { readonly headers: Readonly<Record<string, string>> }> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await request({ method, url: new URL(url), headers, ...(body === undefined ? {} : { body }) });
      const wait = RETRY_MS[attempt];
      if (wait !== undefined && (response.status === 429 || response.status >= 502)) {
        await delay(wait);
        continue;
      }
      const parsed = parseJson(response.body);
      if (response.status >= 400) throw asError(response.status, parsed, response.body);
      return { status: response.status, body: parsed, headers: response.headers };
    }
  }

  async function authorized(scope: string, method: string, url: string, body: unknown) {
    const headers = {
      authorization: `Bearer ${await token(scope)}`,
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    return send(method, url, headers, body === undefined ? undefined : JSON.stringify(body));
  }

  const armScope = "https://management.azure.com/.default";
  return {
    credentials,
    async objectId() {
      const [, payload = ""] = (await token(armScope)).split(".");
      return claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).oid;
    },
    async arm(method, path, apiVersion, body) {
      const separator = path.includes("?") ? "&" : "?";
      let response = await authorized(
        armScope,
        method,
        `https://management.azure.com${path}${separator}api-version=${apiVersion}`,
        body,
      );
      for (let polls = 0; response.status === 202 && response.headers.location !== undefined; polls += 1) {
        if (polls === MAX_POLLS)
          throw new AzureRequestError(
            202,
            "StillRunning",
            `${method} ${path} was not finished after ${(MAX_POLLS * POLL_MS) / 1000} s.`,
          );
        await delay(POLL_MS);
        response = await authorized(armScope, "GET", response.headers.location, undefined);
      }
      return response;
    },
    graph: (method, path, body) =>
      authorized("https://graph.microsoft.com/.default", method, `https://graph.microsoft.com/v1.0${path}`, body),
    keyVault: (method, url, body) =>
      authorized("https://vault.azure.net/.default", method, `${url}?api-version=${KEY_VAULT_VERSION}`, body),
    raw: send,
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function asError(status: number, parsed: unknown, body: Buffer): AzureRequestError {
  const envelope = errorSchema.safeParse(parsed);
  if (!envelope.success) return new AzureRequestError(status, "HttpError", body.toString("utf8", 0, 500));
  const { code, message, details } = envelope.data.error;
  const reasons = [
    typeof message === "string" ? message : message.value,
    ...(details ?? []).map((detail) => detail.message),
  ];
  return new AzureRequestError(status, code, reasons.join(" "));
}
