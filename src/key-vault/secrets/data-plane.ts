import { randomUUID } from "node:crypto";
import type { TokenService } from "../../entra/index.ts";
import type { Host, Log } from "../../platform/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import { findVault, type Vault } from "../management/vault.ts";
import { authenticate, challenge } from "./authenticate.ts";
import { type AuthorizationContext, authorize } from "./authorize.ts";
import { badParameter, KeyVaultError } from "./key-vault-error.ts";
import { findRoute } from "./routes.ts";
import type { SecretStore } from "./secret-store.ts";

/** 7.x, what came before it, and what clients of 2025 send. */
const API_VERSIONS = ["2016-10-01", "7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01"];

export interface DataPlaneOptions extends AuthorizationContext {
  readonly log: Log;
  readonly tokens: TokenService;
  readonly tenantId: string;
  readonly resources: ResourceStore;
  readonly secrets: SecretStore;
}

/** Answers the requests to `{vault}.vault.azure.net` ("Key Vault REST API reference: Secrets"). */
export function createDataPlane(options: DataPlaneOptions): (request: Request, host: Host) => Promise<Response> {
  const { tenantId, resources, log, tokens, secrets } = options;

  async function run(request: Request, host: Host, vault: Vault): Promise<object | undefined> {
    const caller = await authenticate(request.headers.get("authorization"), tokens);
    const { pathname, search, searchParams } = new URL(request.url);
    checkApiVersion(searchParams.get("api-version"));
    const route = findRoute(request.method, decodePath(pathname), vault);
    authorize(vault, caller, route.requirement, route.object, options);
    const { name, version } = route;
    const page = { url: new URL(pathname + search, host.origin) };
    return route.run({ vault, name, version, body: await readJson(request), secrets }, page);
  }

  return async (request, host) => {
    const headers = baseHeaders(request);
    try {
      const vault = findVault(resources, host.label);
      if (vault === undefined) throw unknownVault(host.name);
      headers.set("x-ms-keyvault-region", vault.location);
      return render(200, await run(request, host, vault), headers);
    } catch (error) {
      if (error instanceof KeyVaultError) {
        if (error.status === 401) headers.set("www-authenticate", challenge(tenantId));
        return render(error.status, error.toBody(), headers);
      }
      const requestId = headers.get("x-ms-request-id") ?? "";
      log.error("Key Vault failed", { method: request.method, host: host.name, requestId, error: String(error) });
      const failure = new KeyVaultError(
        500,
        "InternalServerError",
        `Gatehouse failed; its log says why under ${requestId}.`,
      );
      return render(500, failure.toBody(), headers);
    }
  };
}

function render(status: number, body: unknown, headers: Headers): Response {
  if (body === undefined) return new Response(null, { status: 204, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(JSON.stringify(body), { status, headers });
}

function baseHeaders(request: Request): Headers {
  const requestId = randomUUID();
  return new Headers({
    "cache-control": "no-cache",
    pragma: "no-cache",
    expires: "-1",
    "x-ms-client-request-id": request.headers.get("x-ms-client-request-id") ?? requestId,
    "x-ms-request-id": requestId,
    "x-ms-keyvault-service-version": "1.9.2128.1",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000;includeSubDomains",
  });
}

/** In Azure the name of a vault that isn't there doesn't resolve; here it reaches us, and is told so. */
function unknownVault(host: string): KeyVaultError {
  return new KeyVaultError(
    404,
    "VaultNotFound",
    `There is no key vault behind ${host}: it was never created, or it is deleted. In Azure this name would not resolve.`,
  );
}

function checkApiVersion(version: string | null): void {
  if (version === null || version === "") throw badParameter("api-version must be specified");
  if (API_VERSIONS.includes(version)) return;
  throw badParameter(
    `The specified version (${version}) is not recognized. Consider using the latest supported version (${API_VERSIONS.at(-1)}).`,
  );
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badParameter("The request URI has an escape that is not UTF-8.");
  }
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter("The request body is not valid JSON.");
  }
}
