import type { JWTPayload } from "jose";
import type { Application } from "../directory/application.ts";
import { findFirstParty, firstParty } from "../directory/first-party.ts";
import type { ServicePrincipal } from "../directory/service-principal.ts";
import { issuerV1, issuerV2 } from "./issuers.ts";
import { opaqueAio, opaqueFtd, opaqueRh, opaqueUti } from "./opaque-claims.ts";
import type { AppTokenRequest } from "./token-service.ts";

/** Role template id that Graph's app-only tokens carry in `wids`. */
const GRAPH_APP_ONLY_WIDS = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";
/** `iat` and `nbf` lie this many seconds before the issue, against clocks that are late. */
export const BACKDATED_SECONDS = 300;

/** Whom a token is for, and what has been found out about the request. */
export interface AppTokenSubject {
  readonly tenantId: string;
  /** Seconds since the epoch. */
  readonly tenantCreatedOn: number;
  readonly client: ServicePrincipal;
  readonly resource: ServicePrincipal;
  /** The resource's registration; undefined for Microsoft's own. */
  readonly registration: Application | undefined;
  readonly request: AppTokenRequest;
  readonly roles: readonly string[];
  /** Seconds since the epoch. */
  readonly issuedOn: number;
  readonly lifetimeSeconds: number;
}

/** The claims, and the version of the token that they are in. */
export interface AppTokenClaims {
  /** The resource's choice, whichever endpoint is asked ("Access tokens": token formats). */
  readonly version: 1 | 2;
  readonly claims: JWTPayload;
}

/** The claims of an app-only access token ("Access token claims reference"). */
export function appTokenClaims(subject: AppTokenSubject): AppTokenClaims {
  const version = subject.registration?.api.requestedAccessTokenVersion ?? 1;
  return { version, claims: version === 2 ? claimsV2(subject) : claimsV1(subject) };
}

function times({ issuedOn, lifetimeSeconds }: AppTokenSubject) {
  const start = issuedOn - BACKDATED_SECONDS;
  return { iat: start, nbf: start, exp: issuedOn + lifetimeSeconds };
}

function claimsV1(subject: AppTokenSubject): JWTPayload {
  const { tenantId, client, resource, request, roles } = subject;
  const issuer = issuerV1(tenantId);
  return {
    aud: audienceV1(subject),
    iss: issuer,
    ...times(subject),
    aio: opaqueAio(),
    ...(isMicrosoftGraph(resource) ? { app_displayname: client.displayName } : {}),
    appid: client.appId,
    appidacr: authenticationMethod(request),
    idp: issuer,
    ...(isFirstParty(resource) ? { idtyp: "app" } : optionalIdtyp(subject)),
    oid: client.id,
    rh: opaqueRh(tenantId, resource.appId),
    ...rolesClaim(roles),
    sub: client.id,
    ...(isMicrosoftGraph(resource) ? { tenant_region_scope: "NA" } : {}),
    tid: tenantId,
    uti: opaqueUti(),
    ver: "1.0",
    ...(isMicrosoftGraph(resource) ? graphClaims(subject) : {}),
    ...(isFirstParty(resource) ? firstPartyClaims(subject) : {}),
  };
}

function claimsV2(subject: AppTokenSubject): JWTPayload {
  const { tenantId, client, resource, request, roles } = subject;
  return {
    aud: resource.appId,
    iss: issuerV2(tenantId),
    ...times(subject),
    aio: opaqueAio(),
    azp: client.appId,
    azpacr: authenticationMethod(request),
    ...optionalIdtyp(subject),
    oid: client.id,
    rh: opaqueRh(tenantId, resource.appId),
    ...rolesClaim(roles),
    sub: client.id,
    tid: tenantId,
    uti: opaqueUti(),
    ver: "2.0",
    xms_ftd: opaqueFtd(),
  };
}

/** What was asked for, unless that was the client id or the resource wants it ("Configure optional claims": aud). */
function audienceV1({ resource, registration, request }: AppTokenSubject): string {
  const wantsClientId = registration?.optionalClaims?.accessToken.some(
    ({ name, additionalProperties }) => name === "aud" && additionalProperties.includes("use_guid"),
  );
  const askedByClientId = request.resource.toLowerCase() === resource.appId;
  return wantsClientId === true || askedByClientId ? resource.appId : request.resource;
}

/** "1" for a secret, "2" for a certificate and what stands for one ("Access token claims reference": appidacr). */
function authenticationMethod({ credential }: AppTokenRequest): "1" | "2" {
  return credential === "secret" ? "1" : "2";
}

/** An application of the tenant's own gets `idtyp` only if it asks for it ("Configure optional claims"). */
function optionalIdtyp({ registration }: AppTokenSubject): { readonly idtyp?: "app" } {
  const wanted = registration?.optionalClaims?.accessToken.some(({ name }) => name === "idtyp");
  return wanted === true ? { idtyp: "app" } : {};
}

function rolesClaim(roles: readonly string[]): { readonly roles?: readonly string[] } {
  return roles.length === 0 ? {} : { roles };
}

/** As seen in app-only tokens for Microsoft Graph. */
function graphClaims({ tenantCreatedOn }: AppTokenSubject) {
  return {
    wids: [GRAPH_APP_ONLY_WIDS],
    xms_act_fct: "9 3",
    xms_ftd: opaqueFtd(),
    xms_sub_fct: "9 3",
    xms_tcdt: tenantCreatedOn,
  };
}

/** As seen in tokens for Azure's own resources; `xms_mirid` is for those alone. */
function firstPartyClaims({ request }: AppTokenSubject) {
  const { managedIdentityResourceId } = request;
  return {
    xms_idrel: managedIdentityResourceId === undefined ? "7 6" : "7 18",
    ...(managedIdentityResourceId === undefined ? {} : { xms_mirid: toMirid(managedIdentityResourceId) }),
  };
}

/** Entra writes `resourcegroups` in lower case and keeps the rest. */
export function toMirid(resourceId: string): string {
  return resourceId.replace(/\/resourcegroups\//i, "/resourcegroups/");
}

function isFirstParty(resource: ServicePrincipal): boolean {
  return findFirstParty(resource.appId) !== undefined;
}

function isMicrosoftGraph(resource: ServicePrincipal): boolean {
  return resource.appId === firstParty.microsoftGraph.appId;
}
