import { type Clock, epochSeconds } from "../../platform/index.ts";
import type { ValidToken } from "./validate-token.ts";

const CAPACITY = 1000;

/**
 * Tokens that passed every check, by their text, least recently used out first. One cache belongs to one compiled
 * configuration, so a change of the settings starts with an empty one.
 */
export interface ValidTokenCache {
  /** The token's claims, if it passed before and hasn't expired since. */
  get(token: string): ValidToken | undefined;
  put(token: string, valid: ValidToken): void;
}

export function createValidTokenCache(clock: Clock, capacity = CAPACITY): ValidTokenCache {
  const kept = new Map<string, ValidToken>();
  return {
    get(token) {
      const found = kept.get(token);
      if (found === undefined) return undefined;
      kept.delete(token);
      if (epochSeconds(clock) >= found.expiresAt) return undefined;
      kept.set(token, found);
      return found;
    },
    put(token, valid) {
      kept.set(token, valid);
      if (kept.size <= capacity) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
  };
}
