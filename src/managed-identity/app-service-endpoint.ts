import { randomUUID } from "node:crypto";
import { EntraError, type IssuedToken } from "../entra/index.ts";
import { type Log, noteOn } from "../platform/index.ts";
import type { ResourceStore } from "../resource-manager/index.ts";
import {
  type AppServiceApiVersion,
  AppServiceQueryError,
  parseAppServiceQuery,
  secretHeaderOf,
} from "./app-service-query.ts";
import type { EndpointSecrets } from "./endpoint-secrets.ts";
import type { IdentityTokenRequest } from "./identity-token.ts";
import { ManagedIdentityError } from "./managed-identity-error.ts";
import { noteToken, noteTokenRefusal, SOURCE } from "./note-token.ts";

/** What the endpoint works with. */
export interface AppServiceEndpointContext {
  readonly log: Log;
  readonly secrets: EndpointSecrets;
  readonly resources: ResourceStore;
  token(request: IdentityTokenRequest): IssuedToken | Promise<IssuedToken>;
}

/**
 * The identity endpoint of App Service and Functions (`IDENTITY_ENDPOINT`). The caller is known by the secret header alone.
 * Why Entra refuses is for the log: the app is told one fixed sentence, as in Azure.
 */
export async function answerAppService(context: AppServiceEndpointContext, request: Request): Promise<Response> {
  const correlationId = randomUUID();
  const query = new URL(request.url).searchParams;
  const secret = request.headers.get(secretHeaderOf(query.get("api-version")));
  const siteId = secret === null ? undefined : context.secrets.siteWith(secret);
  const site = siteId === undefined ? undefined : context.resources.get(siteId);
  if (site === undefined) {
    const message = "The secret in the header is not that of a site's IDENTITY_HEADER.";
    noteOn(request, { source: SOURCE, outcome: "refused", message });
    return new Response(null, { status: 401, headers: headersOf(correlationId) });
  }
  if (request.method !== "GET") {
    return new Response(null, { status: 405, headers: { ...headersOf(correlationId), allow: "GET" } });
  }
  try {
    const { apiVersion, resource, selection } = parseAppServiceQuery(query);
    const answer = context.token({ host: site, select: selection, resource });
    const token = await answer;
    noteToken(request, site, token, answer === token ? "cached" : "new");
    return Response.json(toBody(token, apiVersion), { headers: headersOf(correlationId) });
  } catch (error) {
    const { status, ...rest } = toRefusal(error);
    noteTokenRefusal(request, site, query.get("resource") ?? "", error);
    context.log.warn("An identity endpoint refused a token", {
      site: site.id,
      resource: query.get("resource") ?? undefined,
      error: error instanceof Error ? error.message : String(error),
      correlationId,
    });
    const body = { statusCode: status, message: rest.message, ...(rest.isTraced ? { correlationId } : {}) };
    return Response.json(body, { status, headers: headersOf(correlationId) });
  }
}

interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly isTraced: boolean;
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof AppServiceQueryError) return { status: 400, message: error.message, isTraced: false };
  if (error instanceof EntraError) {
    return { status: 500, message: "An unexpected error occured while fetching the AAD Token.", isTraced: true };
  }
  if (!(error instanceof ManagedIdentityError)) throw error;
  if (error.kind === "noSystemAssignedIdentity") {
    return { status: 400, message: "Unable to load the proper Managed Identity.", isTraced: true };
  }
  return {
    status: 400,
    message: "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    isTraced: false,
  };
}

function toBody(token: IssuedToken, apiVersion: AppServiceApiVersion) {
  return {
    access_token: token.accessToken,
    expires_on: apiVersion === "2017-09-01" ? dateText(token.expiresOn) : String(token.expiresOn),
    resource: token.resource,
    token_type: "Bearer",
    client_id: token.clientId,
  };
}

/** `10/12/2023 09:10:46 +00:00`. */
function dateText(epochSeconds: number): string {
  const [date = "", time = ""] = new Date(epochSeconds * 1000).toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${month}/${day}/${year} ${time.slice(0, 8)} +00:00`;
}

function headersOf(correlationId: string): Record<string, string> {
  return { "content-type": "application/json; charset=utf-8", server: "Kestrel", "x-correlation-id": correlationId };
}
