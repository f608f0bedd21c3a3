import type { EntraProvider } from "../configuration.ts";
import { TokenRefused } from "../token-refused.ts";
import { type Claims, isListed, textClaim } from "./claims.ts";

/** `WEBSITE_AUTH_AAD_ALLOWED_TENANTS` ("App settings reference"). Throws `TokenRefused` with 403. */
export function checkAllowedTenants(claims: Claims, { allowedTenants }: EntraProvider): void {
  const tenant = textClaim(claims, "tid");
  if (allowedTenants.length === 0 || isListed(allowedTenants, tenant)) return;
  throw new TokenRefused(
    "TENANT_NOT_ALLOWED",
    403,
    `The token is of the tenant '${tenant ?? ""}', which is not in WEBSITE_AUTH_AAD_ALLOWED_TENANTS.`,
  );
}
