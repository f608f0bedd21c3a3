import { TokenRefused } from "../token-refused.ts";
import { type Claims, textClaim } from "./claims.ts";

/**
 * With a tenant's issuer the token's must be the one that the tenant's metadata names. With any other configuration App
 * Service validates neither issuer nor tenant ("Configure your App Service app to use Microsoft Entra sign-in"), so
 * `expected` is undefined. Throws `TokenRefused`.
 */
export function checkIssuer(claims: Claims, expected: string | undefined): void {
  if (expected === undefined) return;
  const issuer = textClaim(claims, "iss");
  if (issuer === expected) return;
  throw new TokenRefused(
    "ISSUER",
    401,
    `IDX10205: Issuer validation failed. Issuer: '${issuer ?? ""}'. Did not match: '${expected}'. A v1.0 token has the issuer https://sts.windows.net/{tenant}/, a v2.0 token https://login.microsoftonline.com/{tenant}/v2.0: the issuer that is configured decides which one passes.`,
  );
}
