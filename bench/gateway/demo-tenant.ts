import { createPublicKey, randomUUID } from "node:crypto";
import { z } from "zod";
import { type ApplicationDraft, type Entra, grantAppRoles, type ServicePrincipal } from "../../src/entra/index.ts";
import type { ObjectId, Outbound } from "../../src/platform/index.ts";

export const ROLE = "Apim.Example";
const OTHER_ROLE = "Apim.Other";
const PRIVATE_ROLE = "Private.Example";

/** The directory objects of the demo's trusted group. */
export interface DemoTenant {
  /** Application of the API: its callers ask for tokens for it. */
  readonly api: { readonly appId: string; readonly uri: string };
  /** Application of the backend: API Management's identity asks for a token for it. */
  readonly backend: { readonly appId: string };
  readonly trusted: ServicePrincipal;
  /** Has another role than the policy asks for. */
  readonly other: ServicePrincipal;
  readonly apimIdentity: ServicePrincipal;
}

/** Makes the applications, identities and role assignments of `demo/terraform`, as far as this API needs them. */
export function createDemoTenant({ directory }: Entra): DemoTenant {
  const uri = `api://${directory.tenantId}/bench-apim`;
  const register = (draft: ApplicationDraft): string => {
    const { appId } = directory.applications.create(draft);
    directory.servicePrincipals.create({ appId, appRoleAssignmentRequired: true });
    return appId;
  };
  const api = register({
    displayName: "bench-apim",
    identifierUris: [uri],
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
      requestedAccessTokenVersion: 2,
    },
    appRoles: [appRole(ROLE), appRole(OTHER_ROLE)],
  });
  const backend = register({ displayName: "bench-function-private", appRoles: [appRole(PRIVATE_ROLE)] });
  const identity = (displayName: string, resourceAppId: string, role: string): ServicePrincipal => {
    const principal = directory.servicePrincipals.createManagedIdentity({ displayName, alternativeNames: [] });
    grantAppRoles(directory, { principal: principal.id, resourceAppId, values: [role] });
    return principal;
  };
  return {
    api: { appId: api, uri },
    backend: { appId: backend },
    trusted: identity("public-trusted", api, ROLE),
    other: identity("public-other", api, OTHER_ROLE),
    apimIdentity: identity("apim", backend, PRIVATE_ROLE),
  };
}

/** A managed identity's token for the API. */
export async function issueToken({ tokens }: Entra, client: ObjectId, resource: string): Promise<string> {
  return (await tokens.issueAppToken({ client, resource, credential: "managedIdentity" })).accessToken;
}

const keySetSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.literal("RSA"), n: z.string(), e: z.string() })),
});

/** The key that the tenant publishes, as HAProxy reads it. */
export async function readPublicKey(outbound: Outbound, tenantId: string): Promise<string> {
  const url = new URL(`https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`);
  const { body } = await outbound.request({ method: "GET", url });
  const [key] = keySetSchema.parse(JSON.parse(body.toString())).keys;
  if (key === undefined) throw new Error(`${url} lists no key.`);
  const { kty, n, e } = key;
  return createPublicKey({ key: { kty, n, e }, format: "jwk" }).export({ type: "spki", format: "pem" }).toString();
}

function appRole(value: string) {
  return {
    id: randomUUID(),
    allowedMemberTypes: ["Application" as const],
    description: value,
    displayName: value,
    isEnabled: true,
    value,
  };
}
