import { TokenRefused } from "../token-refused.ts";
import type { Claims } from "./claims.ts";

/** Seconds by which clocks may differ: the default of the library that App Service's own messages come from. */
export const CLOCK_SKEW_SECONDS = 300;

/**
 * The token must have an end, not be past it, and not be ahead of its start. `now` in seconds. Throws `TokenRefused`.
 */
export function checkLifetime(claims: Claims, now: number): { readonly expiresAt: number } {
  const { exp, nbf } = claims;
  if (typeof exp !== "number" || (nbf !== undefined && typeof nbf !== "number")) {
    throw new TokenRefused(
      "LIFETIME_MISSING",
      401,
      "IDX10225: Lifetime validation failed. The token has no 'exp', or an unreadable one.",
    );
  }
  if (now >= exp + CLOCK_SKEW_SECONDS) {
    throw new TokenRefused(
      "EXPIRED",
      401,
      `IDX10223: Lifetime validation failed. The token expired at ${time(exp)}; it is ${time(now)}.`,
    );
  }
  if (nbf !== undefined && now < nbf - CLOCK_SKEW_SECONDS) {
    throw new TokenRefused(
      "NOT_YET_VALID",
      401,
      `IDX10222: Lifetime validation failed. The token is valid from ${time(nbf)}; it is ${time(now)}.`,
    );
  }
  return { expiresAt: exp + CLOCK_SKEW_SECONDS };
}

function time(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}
