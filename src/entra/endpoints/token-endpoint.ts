import { noteOn } from "../../platform/index.ts";
import { EntraError } from "../entra-error.ts";
import type { IssuedToken } from "../tokens/token-service.ts";
import { checkClient } from "./checks/check-client.ts";
import { checkClientSecret } from "./checks/check-client-secret.ts";
import { checkForm } from "./checks/check-form.ts";
import { checkGrantType } from "./checks/check-grant-type.ts";
import { checkResource } from "./checks/check-resource.ts";
import { checkScope } from "./checks/check-scope.ts";
import { checkTenant } from "./checks/check-tenant.ts";
import { readClientCredentials } from "./checks/read-client-credentials.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { toErrorBody } from "./error-response.ts";
import { createRequestIds } from "./request-ids.ts";
import { tokenHeaders } from "./response-headers.ts";

/** Which of Entra's token endpoints is asked: `/oauth2/token` or `/oauth2/v2.0/token`. */
export type EndpointVersion = 1 | 2;

/** Who speaks in the notes of both. */
const SOURCE = "token endpoint";

/** Answers a request to a token endpoint: a token, or Entra's refusal in its envelope. */
export async function answerTokenRequest(
  context: EndpointContext,
  version: EndpointVersion,
  tenant: string,
  request: Request,
): Promise<Response> {
  const ids = createRequestIds(request);
  try {
    const issued = await grantToken(context, version, tenant, request);
    noteOn(request, {
      source: SOURCE,
      outcome: "passed",
      message: `The client ${issued.clientId} gets a token for '${issued.resource}'.`,
      facts: { clientId: issued.clientId, resource: issued.resource },
    });
    return Response.json(version === 1 ? bodyV1(issued) : bodyV2(issued), { headers: tokenHeaders(request, ids, 0) });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const facts = { error: error.error, entraCode: `AADSTS${error.errorCode}` };
    noteOn(request, { source: SOURCE, outcome: "refused", message: error.description, facts });
    context.log.warn("Entra refused a token", { error: error.description, traceId: ids.traceId });
    const body = toErrorBody(error, ids, context.clock, new URL(request.url).hostname);
    return Response.json(body, { status: error.status, headers: tokenHeaders(request, ids, error.errorCode) });
  }
}

/** The checks in Entra's order: form, tenant, grant, client, credential, scope; then those of the token service. */
async function grantToken(
  context: EndpointContext,
  version: EndpointVersion,
  tenant: string,
  request: Request,
): Promise<IssuedToken> {
  const { directory, tokens } = context;
  const form = await checkForm(request);
  checkTenant(directory, tenant);
  checkGrantType(form);
  const credentials = readClientCredentials(form, request.headers.get("authorization"));
  const client = checkClient(directory, credentials);
  checkClientSecret(context, client, credentials);
  const resource = version === 1 ? checkResource(form) : checkScope(form);
  return tokens.issueAppToken({ client: client.id, resource, credential: "secret" });
}

/** The v1 endpoint writes every number as a string. */
function bodyV1(token: IssuedToken) {
  return {
    token_type: "Bearer",
    expires_in: String(token.expiresIn),
    ext_expires_in: String(token.expiresIn),
    expires_on: String(token.expiresOn),
    not_before: String(token.notBefore),
    resource: token.resource,
    access_token: token.accessToken,
  };
}

function bodyV2(token: IssuedToken) {
  return {
    token_type: "Bearer",
    expires_in: token.expiresIn,
    ext_expires_in: token.expiresIn,
    access_token: token.accessToken,
  };
}
