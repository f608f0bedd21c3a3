import { createHash } from "node:crypto";
import { type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import { epochSeconds } from "../../platform/index.ts";
import type { Directory } from "../directory/directory.ts";
import type { ServicePrincipal } from "../directory/service-principal.ts";
import type { User } from "../directory/user.ts";
import { resourceDisabled, resourceNotFound, userDisabled, userNotAssigned, userNotFound } from "../entra-errors.ts";
import { BACKDATED_SECONDS } from "./app-token-claims.ts";
import { findResource } from "./find-resource.ts";
import type { IssuerContext } from "./issue-app-token.ts";
import { issuerV1, issuerV2 } from "./issuers.ts";
import { opaqueAio, opaqueRh, opaqueUti } from "./opaque-claims.ts";
import type { IssuedToken, UserTokenRequest } from "./token-service.ts";

/** Of the 60 to 90 minutes that Entra may give ("Access tokens": token lifetime). */
const LIFETIME_SECONDS = 3600;

/**
 * Issues the access token that a person would have after signing in to `client` and agreeing to every delegated permission of the resource
 * ("Access token claims reference"). Nobody signs in here: it is for whoever may act as the directory's administrator. Throws
 * `EntraError`.
 */
export async function issueUserToken(
  { directory, signingKey, clock }: IssuerContext,
  request: UserTokenRequest,
): Promise<IssuedToken> {
  const user = directory.users.get(request.user) ?? directory.users.findByName(request.user);
  if (user === undefined) throw userNotFound(request.user, directory.domain);
  if (!user.accountEnabled) throw userDisabled();
  const resource = findResource(directory, request.resource);
  if (resource === undefined) throw resourceNotFound(request.resource, directory.tenantId);
  if (!resource.accountEnabled) throw resourceDisabled(request.resource);
  const roles = rolesOf(directory, user, resource);
  const registration = directory.applications.findByAppId(resource.appId);
  const version = registration?.api.requestedAccessTokenVersion ?? 1;
  const issuedOn = epochSeconds(clock);
  const scopes = registration?.api.oauth2PermissionScopes.filter(({ isEnabled }) => isEnabled) ?? [];
  const shared: JWTPayload = {
    iat: issuedOn - BACKDATED_SECONDS,
    nbf: issuedOn - BACKDATED_SECONDS,
    exp: issuedOn + LIFETIME_SECONDS,
    aio: opaqueAio(),
    name: user.displayName,
    oid: user.id,
    rh: opaqueRh(directory.tenantId, resource.appId),
    ...(roles.length === 0 ? {} : { roles }),
    scp: scopes.map(({ value }) => value).join(" ") || "user_impersonation",
    // The same person has another subject in each application.
    sub: createHash("sha256").update(`${user.id} ${resource.appId}`).digest("base64url"),
    tid: directory.tenantId,
    uti: opaqueUti(),
  };
  const claims: JWTPayload =
    version === 2
      ? {
          aud: resource.appId,
          iss: issuerV2(directory.tenantId),
          ...shared,
          azp: request.client,
          azpacr: "0",
          preferred_username: user.userPrincipalName,
          ver: "2.0",
        }
      : {
          aud: request.resource,
          iss: issuerV1(directory.tenantId),
          ...shared,
          acr: "1",
          amr: ["pwd"],
          appid: request.client,
          appidacr: "0",
          ...(user.surname === null ? {} : { family_name: user.surname }),
          ...(user.givenName === null ? {} : { given_name: user.givenName }),
          unique_name: user.userPrincipalName,
          upn: user.userPrincipalName,
          ver: "1.0",
        };
  const header: JWTHeaderParameters = {
    typ: "JWT",
    alg: "RS256",
    kid: signingKey.id,
    ...(version === 1 ? { x5t: signingKey.id } : {}),
  };
  return {
    accessToken: await new SignJWT(claims).setProtectedHeader(header).sign(signingKey.privateKey),
    expiresOn: issuedOn + LIFETIME_SECONDS,
    notBefore: issuedOn - BACKDATED_SECONDS,
    expiresIn: LIFETIME_SECONDS - 1,
    resource: request.resource,
    clientId: request.client,
  };
}

/**
 * Values of the app roles that the person has on the resource: given to them, or to a group of which they are a direct member; nested
 * groups don't count ("Add app roles to your application"). Throws AADSTS50105.
 */
function rolesOf(directory: Directory, user: User, resource: ServicePrincipal): readonly string[] {
  const groups = directory.groups.list().filter(({ members }) => members.includes(user.id));
  const holders = new Set<string>([user.id, ...groups.map(({ id }) => id)]);
  const assignments = directory.appRoleAssignments
    .onResource(resource.id)
    .filter(({ principalId }) => holders.has(principalId));
  if (resource.appRoleAssignmentRequired && assignments.length === 0) throw userNotAssigned(user, resource);
  const assigned = new Set(assignments.map(({ appRoleId }) => appRoleId));
  return resource.appRoles.flatMap(({ id, value }) => (assigned.has(id.toLowerCase()) && value ? [value] : []));
}
