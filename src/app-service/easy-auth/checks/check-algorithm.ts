import { decodeProtectedHeader } from "jose";
import { TokenRefused } from "../token-refused.ts";

/**
 * Entra ID signs with RS256 and nothing else, so nothing else is taken: not `none`, and not HS256, with which the
 * public key would be the secret. Returns the id of the key that the token names. Throws `TokenRefused`.
 */
export function checkAlgorithm(token: string): { readonly keyId: string } {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw new TokenRefused("MALFORMED", 401, "The bearer credential is not a JSON Web Token.");
  }
  if (header.alg !== "RS256") {
    throw new TokenRefused("ALGORITHM", 401, `The token's algorithm is '${String(header.alg)}'; expected RS256.`);
  }
  if (header.crit !== undefined) {
    throw new TokenRefused(
      "ALGORITHM",
      401,
      "The token's header has 'crit': it asks for an extension that isn't understood.",
    );
  }
  if (typeof header.kid !== "string") {
    throw new TokenRefused("SIGNATURE", 401, "The token's header names no key ('kid').");
  }
  return { keyId: header.kid };
}
