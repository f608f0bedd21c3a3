import { type Clock, epochSeconds } from "../../platform/index.ts";

const CAPACITY = 1000;

/** A token that passed every check. */
export interface PassedToken {
  /** What the app is told of its holder. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Seconds since the epoch from when on it no longer passes. */
  readonly expiresAt: number;
}

/**
 * Tokens that passed every check, by their text, least recently used out first. One cache belongs to one compiled
 * configuration, so a change of the settings starts with an empty one.
 */
export interface PassedTokenCache {
  /** The token, if it passed before and hasn't expired since. */
  get(token: string): PassedToken | undefined;
  put(token: string, passed: PassedToken): void;
}

export function createPassedTokenCache(clock: Clock, capacity = CAPACITY): PassedTokenCache {
  const kept = new Map<string, PassedToken>();
  return {
    get(token) {
      const found = kept.get(token);
      if (found === undefined) return undefined;
      kept.delete(token);
      if (epochSeconds(clock) >= found.expiresAt) return undefined;
      kept.set(token, found);
      return found;
    },
    put(token, passed) {
      kept.set(token, passed);
      if (kept.size <= capacity) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
  };
}
