import { authenticationManagedIdentity } from "./authentication-managed-identity.ts";
import { choose } from "./choose.ts";
import type { PolicyDefinition } from "./definition.ts";
import { forwardRequest } from "./forward-request.ts";
import { includeFragment } from "./include-fragment.ts";
import { returnResponse } from "./return-response.ts";
import { rewriteUri } from "./rewrite-uri.ts";
import { setBackendService } from "./set-backend-service.ts";
import { setBody } from "./set-body.ts";
import { setHeader } from "./set-header.ts";
import { setStatus } from "./set-status.ts";
import { setVariable } from "./set-variable.ts";
import { trace } from "./trace.ts";
import { validateAzureAdToken } from "./validate-azure-ad-token.ts";
import { validateJwt } from "./validate-jwt.ts";

/** Every policy that this gateway runs. `base` is not one of them: it is resolved when scopes are merged. */
export const policies: readonly PolicyDefinition[] = [
  authenticationManagedIdentity,
  choose,
  forwardRequest,
  includeFragment,
  returnResponse,
  rewriteUri,
  setBackendService,
  setBody,
  setHeader,
  setStatus,
  setVariable,
  trace,
  validateAzureAdToken,
  validateJwt,
];

const byName = new Map(policies.map((policy) => [policy.name, policy]));

/** Names of "API Management policy reference" that have no definition here, so that they are refused as what they are. */
const notHere = new Set(
  (
    "authentication-basic authentication-certificate azure-openai-emit-token-metric azure-openai-semantic-cache-lookup " +
    "azure-openai-semantic-cache-store azure-openai-token-limit cache-lookup cache-lookup-value cache-remove-value cache-store " +
    "cache-store-value cache-value check-header cors cosmosdb-data-source cross-domain emit-metric find-and-replace " +
    "get-authorization-context http-data-source invoke-dapr-binding ip-filter json-to-xml jsonp " +
    "limit-concurrency llm-content-safety llm-emit-token-metric llm-semantic-cache-lookup llm-semantic-cache-store " +
    "llm-token-limit log-to-eventhub mock-response proxy publish-event publish-to-dapr quota quota-by-key rate-limit " +
    "rate-limit-by-key redirect-content-urls retry send-one-way-request send-request send-service-bus-message set-method " +
    "set-query-parameter sql-data-source validate-client-certificate validate-content validate-graphql-request " +
    "validate-headers validate-odata-request validate-parameters validate-status-code wait xml-to-json xsl-transform"
  ).split(" "),
);

export function findPolicy(name: string): PolicyDefinition | undefined {
  return byName.get(name);
}

/** True for a policy of Azure's that this gateway doesn't run. */
export function isKnownPolicy(name: string): boolean {
  return notHere.has(name);
}
