import { type Clock, epochSeconds, type OpenIdConfiguration, type OpenIdConfigurations } from "../../platform/index.ts";
import { checkAlgorithm } from "./checks/check-algorithm.ts";
import { checkAllowedApplications } from "./checks/check-allowed-applications.ts";
import { checkAllowedPrincipals } from "./checks/check-allowed-principals.ts";
import { checkAllowedTenants } from "./checks/check-allowed-tenants.ts";
import { checkAudience } from "./checks/check-audience.ts";
import { checkClientServicePrincipal } from "./checks/check-client-service-principal.ts";
import { checkIssuer } from "./checks/check-issuer.ts";
import { checkLifetime } from "./checks/check-lifetime.ts";
import { checkSignature } from "./checks/check-signature.ts";
import type { Claims } from "./checks/claims.ts";
import type { EntraProvider } from "./configuration.ts";
import { issuerMetadata } from "./issuer-metadata.ts";
import { TokenRefused } from "./token-refused.ts";

export interface TokenValidation {
  readonly openIdConfigurations: Pick<OpenIdConfigurations, "get">;
  readonly clock: Clock;
  /** Host name of Entra ID: `login.microsoftonline.com`. */
  readonly loginHost: string;
}

/** A token that passed every check. */
export interface ValidToken {
  readonly claims: Claims;
  /** Seconds since the epoch from when on it no longer passes. */
  readonly expiresAt: number;
}

/**
 * Runs a bearer token through every check, in order: what it is (401), then who may call (403). Throws `TokenRefused`.
 */
export async function validateToken(
  token: string,
  provider: EntraProvider,
  context: TokenValidation,
): Promise<ValidToken> {
  const { keyId } = checkAlgorithm(token);
  const metadata = issuerMetadata(provider.issuer, context.loginHost);
  const openId = await openIdConfiguration(metadata.url, keyId, context.openIdConfigurations);
  const claims = await checkSignature(token, openId.keys);
  checkIssuer(claims, metadata.issuer === "any" ? undefined : openId.issuer);
  checkAudience(claims, provider.audiences);
  const { expiresAt } = checkLifetime(claims, epochSeconds(context.clock));

  checkAllowedTenants(claims, provider);
  checkClientServicePrincipal(claims, provider);
  checkAllowedApplications(claims, provider);
  checkAllowedPrincipals(claims, provider);
  return { claims, expiresAt };
}

/** Without keys nothing can be checked, so the token is refused. */
async function openIdConfiguration(
  url: string,
  keyId: string,
  configurations: Pick<OpenIdConfigurations, "get">,
): Promise<OpenIdConfiguration> {
  try {
    return await configurations.get(url, keyId);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TokenRefused(
      "KEYS_UNAVAILABLE",
      401,
      `IDX20803: Unable to obtain configuration from '${url}': ${reason}`,
    );
  }
}
