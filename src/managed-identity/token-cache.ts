import { decodeJwt } from "jose";
import type { IssuedToken } from "../entra/index.ts";
import { type Clock, epochSeconds } from "../platform/index.ts";

/** A token is served until this close to its end. */
const MARGIN_SECONDS = 300;

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
}

/** Tokens of managed identities, kept in memory. */
export interface TokenCache {
  get(principalId: string, resource: string): IssuedToken | undefined;
  put(principalId: string, token: IssuedToken): void;
  /** Drops the tokens of one identity. */
  forget(principalId: string): void;
  flush(): void;
  entries(): readonly CachedToken[];
}

/**
 * The cache behind the identity endpoints. Azure keeps a token per identity and resource URI for around 24 hours and offers
 * no way to refresh it, so a role that was assigned meanwhile doesn't show up ("Managed identity best practice
 * recommendations": limitation of using managed identities for authorization).
 */
export function createTokenCache(clock: Clock): TokenCache {
  /** By principal, then by resource. */
  const kept = new Map<string, Map<string, IssuedToken>>();
  const isFresh = (token: IssuedToken) => epochSeconds(clock) < token.expiresOn - MARGIN_SECONDS;

  function dropStale(): void {
    for (const tokens of kept.values()) {
      for (const [resource, token] of tokens) if (!isFresh(token)) tokens.delete(resource);
    }
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
    forget(principalId) {
      kept.delete(principalId);
    },
    flush: () => kept.clear(),
    entries() {
      dropStale();
      return [...kept].flatMap(([principalId, tokens]) =>
        [...tokens.values()].map((token) => ({
          principalId,
          clientId: token.clientId,
          resource: token.resource,
          roles: rolesOf(token),
          expiresOn: token.expiresOn,
        })),
      );
    },
  };
}

function rolesOf({ accessToken }: IssuedToken): readonly string[] {
  const { roles } = decodeJwt(accessToken);
  return Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [];
}
