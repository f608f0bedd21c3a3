import { decodeJwt } from "jose";
import type { EntraError, IssuedToken } from "../entra/index.ts";
import { type Clock, epochSeconds } from "../platform/index.ts";

/** A token is served until this close to its end. */
const MARGIN_SECONDS = 300;
/** How long "not assigned to a role" is said again without asking (docs/decisions/0026-refusals-are-kept-for-minutes.md). */
const REFUSAL_SECONDS = 300;
/** Entra ID: the resource requires an assignment, and the client has none. */
const NOT_ASSIGNED = 501051;

/** What the cache holds, for people to see: never the token itself. */
export interface CachedToken {
  readonly principalId: string;
  readonly clientId: string;
  /** As it was asked for; another spelling of the same resource is another entry. */
  readonly resource: string;
  /** App roles in the token: those of when it was issued, not of now. */
  readonly roles: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresOn: number;
  /** Entra ID's text, where it refused a token and that is what is kept. */
  readonly refusal?: string;
}

/** Tokens of managed identities, kept in memory. */
export interface TokenCache {
  get(principalId: string, resource: string): IssuedToken | undefined;
  put(principalId: string, token: IssuedToken): void;
  /** The refusal that is kept; undefined if there is none, and Entra ID has to be asked. */
  refusal(principalId: string, resource: string): EntraError | undefined;
  /** Keeps a refusal, if it is of the kind that is kept. */
  putRefusal(principal: { readonly id: string; readonly appId: string }, resource: string, error: EntraError): void;
  /** Drops the tokens of one identity. */
  forget(principalId: string): void;
  flush(): void;
  entries(): readonly CachedToken[];
}

/**
 * The cache behind the identity endpoints. Azure keeps a token per identity and resource URI for around 24 hours and offers
 * no way to refresh it, so a role that was assigned meanwhile doesn't show up ("Managed identity best practice
 * recommendations": limitation of using managed identities for authorization). A refusal for want of an assignment is kept for minutes.
 */
export function createTokenCache(clock: Clock): TokenCache {
  /** By principal, then by resource. */
  const kept = new Map<string, Map<string, IssuedToken>>();
  const refusals = new Map<string, CachedToken & { readonly error: EntraError }>();
  const key = (principalId: string, resource: string) => `${principalId} ${resource}`;
  const isFresh = (token: IssuedToken) => epochSeconds(clock) < token.expiresOn - MARGIN_SECONDS;

  function dropStale(): void {
    for (const tokens of kept.values()) {
      for (const [resource, token] of tokens) if (!isFresh(token)) tokens.delete(resource);
    }
    for (const [kept, { expiresOn }] of refusals) if (epochSeconds(clock) >= expiresOn) refusals.delete(kept);
  }

  return {
    get(principalId, resource) {
      const token = kept.get(principalId)?.get(resource);
      return token !== undefined && isFresh(token) ? token : undefined;
    },
    put(principalId, token) {
      dropStale();
      const tokens = kept.get(principalId) ?? new Map<string, IssuedToken>();
      kept.set(principalId, tokens.set(token.resource, token));
    },
    refusal(principalId, resource) {
      if (refusals.size === 0) return undefined;
      const found = refusals.get(key(principalId, resource));
      return found !== undefined && epochSeconds(clock) < found.expiresOn ? found.error : undefined;
    },
    putRefusal({ id, appId }, resource, error) {
      if (error.errorCode !== NOT_ASSIGNED) return;
      dropStale();
      refusals.set(key(id, resource), {
        principalId: id,
        clientId: appId,
        resource,
        roles: [],
        expiresOn: epochSeconds(clock) + REFUSAL_SECONDS,
        refusal: error.message,
        error,
      });
    },
    forget(principalId) {
      kept.delete(principalId);
      for (const [each, refused] of refusals) if (refused.principalId === principalId) refusals.delete(each);
    },
    flush() {
      kept.clear();
      refusals.clear();
    },
    entries() {
      dropStale();
      const tokens = [...kept].flatMap(([principalId, held]) =>
        [...held.values()].map((token) => ({
          principalId,
          clientId: token.clientId,
          resource: token.resource,
          roles: rolesOf(token),
          expiresOn: token.expiresOn,
        })),
      );
      return [...tokens, ...Array.from(refusals.values(), ({ error: _error, ...refused }) => refused)];
    },
  };
}

function rolesOf({ accessToken }: IssuedToken): readonly string[] {
  const { roles } = decodeJwt(accessToken);
  return Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [];
}
