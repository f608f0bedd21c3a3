import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { OpenIdConfiguration, OpenIdConfigurations } from "../../platform/index.ts";

export const TENANT = "11111111-1111-1111-1111-111111111111";
export const V1_ISSUER = `https://sts.windows.net/${TENANT}/`;
export const V2_ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`;

/** A tenant's signing key, for tests: signs what it is asked to. */
export interface TokenSigner {
  /** A token with these claims and RS256. */
  sign(claims: JWTPayload): Promise<string>;
  readonly keyId: string;
  /** The public key as text, which an attacker knows. */
  readonly publicKey: string;
  /** The provider's metadata as a relying party gets it. */
  configuration(issuer: string): OpenIdConfiguration;
}

export async function createTokenSigner(keyId = "key-1"): Promise<TokenSigner> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: keyId, use: "sig" }] });
  return {
    keyId,
    publicKey: await exportSPKI(publicKey),
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "JWT", kid: keyId }).sign(privateKey),
    configuration: (issuer) => ({ issuer, keys, hasKey: (id) => id === keyId }),
  };
}

/** The metadata of Entra ID in both versions, of the tenant and of `common`; any other address can't be reached. */
export function entraConfigurations(signer: TokenSigner): Pick<OpenIdConfigurations, "get"> {
  const issuers = new Map([
    [
      "https://login.microsoftonline.com/common/.well-known/openid-configuration",
      "https://sts.windows.net/{tenantid}/",
    ],
    [
      "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
      "https://login.microsoftonline.com/{tenantid}/v2.0",
    ],
    [`${V1_ISSUER}.well-known/openid-configuration`, V1_ISSUER],
    [`https://login.microsoftonline.com/${TENANT}/.well-known/openid-configuration`, V1_ISSUER],
    [`${V2_ISSUER}/.well-known/openid-configuration`, V2_ISSUER],
  ]);
  return {
    async get(url) {
      const issuer = issuers.get(url);
      if (issuer === undefined) throw new Error(`${url} can't be reached.`);
      return signer.configuration(issuer);
    },
  };
}
