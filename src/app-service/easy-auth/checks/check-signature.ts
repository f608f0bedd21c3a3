import { compactVerify, errors, type JWTVerifyGetKey } from "jose";
import { TokenRefused } from "../token-refused.ts";
import type { Claims } from "./claims.ts";

/** Verifies the signature with the provider's keys and returns the claims. Throws `TokenRefused`. */
export async function checkSignature(token: string, keys: JWTVerifyGetKey): Promise<Claims> {
  const payload = await verify(token, keys);
  try {
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    if (typeof claims === "object" && claims !== null && !Array.isArray(claims)) return claims as Claims;
  } catch {
    // Falls through to the refusal: text that isn't JSON is as little a claims set as a list is.
  }
  throw new TokenRefused("MALFORMED", 401, "The token's payload is not a JSON object.");
}

async function verify(token: string, keys: JWTVerifyGetKey): Promise<Uint8Array> {
  try {
    // The key set of a provider has no use for the token itself, which is what the two resolver types differ in.
    const { payload } = await compactVerify(token, (header, jws) => keys({ ...header, alg: "RS256" }, jws), {
      algorithms: ["RS256"],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) {
      throw new TokenRefused("SIGNATURE", 401, "The token names a key that the provider doesn't have (IDX10503).");
    }
    if (error instanceof errors.JOSEError) {
      throw new TokenRefused("SIGNATURE", 401, `The token's signature doesn't hold (IDX10511): ${error.message}.`);
    }
    throw error;
  }
}
