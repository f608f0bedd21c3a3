import type { EntraProvider } from "../configuration.ts";
import { TokenRefused } from "../token-refused.ts";
import { type Claims, isListed, textClaim } from "./claims.ts";

/**
 * `defaultAuthorizationPolicy.allowedApplications`, and the older `jwtClaimChecks.allowedClientApplications`: the
 * calling application, `appid` in a v1.0 token and `azp` in a v2.0 one, must be listed. Throws `TokenRefused` with 403.
 */
export function checkAllowedApplications(claims: Claims, provider: EntraProvider): void {
  const application = textClaim(claims, "appid") ?? textClaim(claims, "azp");
  for (const allowed of [provider.allowedApplications, provider.claimApplications]) {
    if (allowed.length === 0 || isListed(allowed, application)) continue;
    throw new TokenRefused(
      "APPLICATION_NOT_ALLOWED",
      403,
      `The calling application '${application ?? "(the token names none: it is no access token)"}' is not one of the allowed client applications '${allowed.join("', '")}'.`,
    );
  }
}
