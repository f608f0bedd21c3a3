import type { EntraProvider } from "../configuration.ts";
import { TokenRefused } from "../token-refused.ts";
import { type Claims, textClaim } from "./claims.ts";

/**
 * `WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL` ("App settings reference"): the caller must have an object in the
 * tenant, so the token an `oid`. Throws `TokenRefused` with 403.
 */
export function checkClientServicePrincipal(claims: Claims, { clientServicePrincipal }: EntraProvider): void {
  if (clientServicePrincipal === "optional" || textClaim(claims, "oid") !== undefined) return;
  throw new TokenRefused(
    "SERVICE_PRINCIPAL_MISSING",
    403,
    "The token has no 'oid': its client has no service principal in the tenant.",
  );
}
