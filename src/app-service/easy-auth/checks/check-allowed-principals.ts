import type { EntraProvider } from "../configuration.ts";
import { TokenRefused } from "../token-refused.ts";
import { type Claims, isListed, listClaim, textClaim } from "./claims.ts";

/**
 * `defaultAuthorizationPolicy.allowedPrincipals`: the caller's object id is listed, or one of the groups in its token
 * is. The older `jwtClaimChecks.allowedGroups` must hold besides. Throws `TokenRefused` with 403.
 */
export function checkAllowedPrincipals(claims: Claims, provider: EntraProvider): void {
  const { allowedIdentities, allowedGroups, claimGroups } = provider;
  const objectId = textClaim(claims, "oid");
  const groups = listClaim(claims, "groups");
  const isIn = (allowed: readonly string[]) => groups.some((group) => isListed(allowed, group));

  const isRestricted = allowedIdentities.length > 0 || allowedGroups.length > 0;
  if (isRestricted && !isListed(allowedIdentities, objectId) && !isIn(allowedGroups)) {
    throw notAllowed(
      `identities '${allowedIdentities.join("', '")}' or groups '${allowedGroups.join("', '")}'`,
      objectId,
      groups,
    );
  }
  if (claimGroups.length > 0 && !isIn(claimGroups)) {
    throw notAllowed(`groups '${claimGroups.join("', '")}'`, objectId, groups);
  }
}

function notAllowed(allowed: string, objectId: string | undefined, groups: readonly string[]): TokenRefused {
  return new TokenRefused(
    "PRINCIPAL_NOT_ALLOWED",
    403,
    `The caller with the object id '${objectId ?? ""}' and the token's groups '${groups.join("', '")}' is not among the allowed ${allowed}.`,
  );
}
