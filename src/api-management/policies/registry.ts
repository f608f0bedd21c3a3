import { authenticationManagedIdentity } from "./authentication-managed-identity.ts";
import { choose } from "./choose.ts";
import type { PolicyDefinition } from "./definition.ts";
import { forwardRequest } from "./forward-request.ts";
import { includeFragment } from "./include-fragment.ts";
import { policiesNotHere } from "./policies-not-here.ts";
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

const notHere = new Set(policiesNotHere.map(({ name }) => name));

export function findPolicy(name: string): PolicyDefinition | undefined {
  return byName.get(name);
}

/** True for a policy of Azure's that this gateway doesn't run. */
export function isKnownPolicy(name: string): boolean {
  return notHere.has(name);
}
