import { isGuid } from "../../platform/index.ts";
import type { Directory } from "../directory/directory.ts";
import { findFirstParty } from "../directory/first-party.ts";
import type { ServicePrincipal } from "../directory/service-principal.ts";

/**
 * The service principal that a token is asked for by client id or identifier URI. One slash more or less at the end is
 * taken ("Access tokens": audiences); nothing else is: `api://{client id}` works only where it is an identifier URI. A managed
 * identity is only ever a client.
 */
export function findResource(directory: Directory, resource: string): ServicePrincipal | undefined {
  if (isGuid(resource)) {
    const principal = directory.servicePrincipals.findByAppId(resource);
    return principal?.servicePrincipalType === "ManagedIdentity" ? undefined : principal;
  }
  const wanted = withoutSlash(resource);
  for (const principal of directory.servicePrincipals.list()) {
    if (principal.servicePrincipalType === "ManagedIdentity") continue;
    if (principal.servicePrincipalNames.some((name) => withoutSlash(name) === wanted)) return principal;
    if (isHostOf(findFirstParty(principal.appId)?.hostSuffixes ?? [], wanted)) return principal;
  }
  return undefined;
}

function withoutSlash(uri: string): string {
  return uri.endsWith("/") ? uri.slice(0, -1) : uri;
}

/** True for `https://{one label}{suffix}` and nothing more. */
function isHostOf(suffixes: readonly string[], uri: string): boolean {
  const host = /^https:\/\/([a-z0-9-]+)(\.[a-z.]+)$/.exec(uri);
  return host?.[2] !== undefined && suffixes.includes(host[2]);
}
