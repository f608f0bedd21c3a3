import { EntraError, type IssuedToken } from "../entra/index.ts";
import { noteOn } from "../platform/index.ts";
import type { HostIdentity } from "./host-identity.ts";

/** Who speaks in the notes of the identity endpoint. */
export const SOURCE = "managed identity";

/** Notes which identity of a host was given a token for what. `cached`: it is up to 24 hours old. */
export function noteToken(request: Request, host: HostIdentity, token: IssuedToken, age: "cached" | "new"): void {
  const identity = identityOf(host, token);
  const origin = age === "cached" ? "from the cache" : "a new one";
  noteOn(request, {
    source: SOURCE,
    outcome: "passed",
    message: `${nameOf(host.id)} gets a token of ${identity.text} for '${token.resource}': ${origin}.`,
    facts: {
      site: nameOf(host.id),
      identity: identity.id,
      clientId: token.clientId,
      resource: token.resource,
      token: origin,
      expires: new Date(token.expiresOn * 1000).toISOString(),
    },
  });
}

/** Notes why a host got no token: what the app itself isn't told. */
export function noteTokenRefusal(request: Request, host: HostIdentity, resource: string, error: unknown): void {
  noteOn(request, {
    source: SOURCE,
    outcome: "refused",
    message: error instanceof Error ? error.message : String(error),
    facts: {
      site: nameOf(host.id),
      resource,
      ...(error instanceof EntraError ? { entraCode: `AADSTS${error.errorCode}` } : {}),
    },
  });
}

function identityOf(
  { id, identity }: HostIdentity,
  { clientId }: IssuedToken,
): { readonly id: string; readonly text: string } {
  const assigned = Object.entries(identity?.userAssignedIdentities ?? {});
  const found = assigned.find(([, candidate]) => candidate.clientId.toLowerCase() === clientId.toLowerCase());
  return found === undefined
    ? { id, text: "its system-assigned identity" }
    : { id: found[0], text: `the user-assigned identity ${nameOf(found[0])}` };
}

/** The last part of a resource id. */
function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
