import { TokenRefused } from "../token-refused.ts";
import { type Claims, listClaim } from "./claims.ts";

/** The token must be for one of the audiences, letter by letter; a slash at the end counts. Throws `TokenRefused`. */
export function checkAudience(claims: Claims, audiences: readonly string[]): void {
  const found = listClaim(claims, "aud");
  if (found.some((audience) => audiences.includes(audience))) return;
  throw new TokenRefused(
    "AUDIENCE",
    401,
    `IDX10214: Audience validation failed. Audiences: '${found.join(", ")}'. Did not match any of: '${audiences.join("', '")}'. Ask for a token for one of these, or add the audience to the allowed token audiences.`,
  );
}
