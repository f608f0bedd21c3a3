import { type JWTHeaderParameters, SignJWT } from "jose";
import { type Clock, epochSeconds } from "../../platform/index.ts";
import type { Directory } from "../directory/directory.ts";
import { applicationDisabled, applicationNotFound, resourceDisabled, resourceNotFound } from "../entra-errors.ts";
import { appTokenClaims, BACKDATED_SECONDS } from "./app-token-claims.ts";
import { checkAssignment } from "./check-assignment.ts";
import { findResource } from "./find-resource.ts";
import type { SigningKey } from "./signing-key.ts";
import type { AppTokenRequest, IssuedToken } from "./token-service.ts";

/** Of the 60 to 90 minutes that Entra may give, those of its app-only samples ("Access tokens": token lifetime). */
const LIFETIME_SECONDS = 3600;
/** "Managed identities for Azure resources frequently asked questions": tokens are cached around 24 hours. */
const MANAGED_IDENTITY_LIFETIME_SECONDS = 24 * 3600;

/** What tokens are issued with. */
export interface IssuerContext {
  readonly directory: Directory;
  readonly signingKey: SigningKey;
  readonly clock: Clock;
  /** Seconds since the epoch. */
  readonly tenantCreatedOn: number;
}

/** Issues an app-only access token to the client's service principal. Throws `EntraError`. */
export async function issueAppToken(
  { directory, signingKey, clock, tenantCreatedOn }: IssuerContext,
  request: AppTokenRequest,
): Promise<IssuedToken> {
  const client = directory.servicePrincipals.get(request.client);
  if (client === undefined) throw applicationNotFound(request.client, directory.tenantId);
  if (!client.accountEnabled) throw applicationDisabled(client.appId, client.displayName);
  const resource = findResource(directory, request.resource);
  if (resource === undefined) throw resourceNotFound(request.resource, directory.tenantId);
  if (!resource.accountEnabled) throw resourceDisabled(request.resource);
  const roles = checkAssignment(directory, client, resource);

  const issuedOn = epochSeconds(clock);
  const lifetimeSeconds =
    request.credential === "managedIdentity" ? MANAGED_IDENTITY_LIFETIME_SECONDS : LIFETIME_SECONDS;
  const registration = directory.applications.findByAppId(resource.appId);
  const { version, claims } = appTokenClaims({
    tenantId: directory.tenantId,
    tenantCreatedOn,
    client,
    resource,
    registration,
    request,
    roles,
    issuedOn,
    lifetimeSeconds,
  });
  const header: JWTHeaderParameters =
    version === 1
      ? { typ: "JWT", alg: "RS256", x5t: signingKey.id, kid: signingKey.id }
      : { typ: "JWT", alg: "RS256", kid: signingKey.id };
  return {
    accessToken: await new SignJWT(claims).setProtectedHeader(header).sign(signingKey.privateKey),
    expiresOn: issuedOn + lifetimeSeconds,
    notBefore: issuedOn - BACKDATED_SECONDS,
    expiresIn: lifetimeSeconds - 1,
    resource: request.resource,
    clientId: client.appId,
  };
}
