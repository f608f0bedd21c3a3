import { type Entra, EntraError, type IssuedToken } from "../entra/index.ts";
import type { HostIdentity, IdentitySelection } from "./host-identity.ts";
import { selectIdentity } from "./select-identity.ts";
import type { TokenCache } from "./token-cache.ts";

/** A host's request for a token of one of its identities. */
export interface IdentityTokenRequest {
  readonly host: HostIdentity;
  readonly select?: IdentitySelection | undefined;
  /** Identifier URI or client id, as asked: nothing is stripped from it. */
  readonly resource: string;
}

/** A token of a managed identity: the cached one at once, or a new one in time; so with refusals. Throws `ManagedIdentityError` or `EntraError`. */
export function identityToken(
  { entra, cache }: { readonly entra: Entra; readonly cache: TokenCache },
  { host, select, resource }: IdentityTokenRequest,
): IssuedToken | Promise<IssuedToken> {
  const { principal, resourceId } = selectIdentity(entra.directory, host, select);
  const cached = cache.get(principal.id, resource);
  if (cached !== undefined) return cached;
  const refusal = cache.refusal(principal.id, resource);
  if (refusal !== undefined) throw refusal;
  const request = { client: principal.id, resource, credential: "managedIdentity" } as const;
  return entra.tokens.issueAppToken({ ...request, managedIdentityResourceId: resourceId }).then(
    (issued) => {
      cache.put(principal.id, issued);
      return issued;
    },
    (error: unknown) => {
      if (error instanceof EntraError) cache.putRefusal(principal, resource, error);
      throw error;
    },
  );
}
