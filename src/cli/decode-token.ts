import { CliError } from "./cli-error.ts";
import { duration } from "./duration.ts";

/** What stands in a token, and its times as people read them. */
export interface DecodedToken {
  readonly header: unknown;
  readonly claims: unknown;
  /** By claim name: `iat`, `nbf`, `exp`. */
  readonly times: Readonly<Record<string, string>>;
}

const TIME_CLAIMS = ["iat", "nbf", "exp"];

/** Reads a signed token without checking it. `now`: milliseconds, by the clock that the token was issued by. */
export function decodeToken(token: string, now: number): DecodedToken {
  const [header, claims] = token.split(".").map(readPart);
  const numbers = typeof claims === "object" && claims !== null ? Object.entries(claims) : [];
  const times = numbers
    .filter((entry): entry is [string, number] => TIME_CLAIMS.includes(entry[0]) && typeof entry[1] === "number")
    .map(([name, seconds]) => [name, `${new Date(seconds * 1000).toISOString()} (${relative(seconds * 1000, now)})`]);
  return { header, claims, times: Object.fromEntries(times) };
}

function readPart(part: string, index: number): unknown {
  if (index === 2) return undefined;
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    throw new CliError("This is no signed token: its parts are not JSON in base64url.");
  }
}

function relative(time: number, now: number): string {
  const apart = duration(Math.abs(time - now));
  return time > now ? `in ${apart}` : `${apart} ago`;
}
