import { decodeJwt } from "jose";
import { firstParty, TokenRejected, type TokenService, type VerifiedToken } from "../../entra/index.ts";
import { type KeyVaultError, unauthorized } from "./key-vault-error.ts";

/** Key Vault's own identifiers; the client id is the audience of v2 tokens. */
const AUDIENCES = ["https://vault.azure.net", "https://vault.azure.net/", firstParty.keyVault.appId];

/** The caller behind the `Authorization` header. Throws Key Vault's 401. */
export async function authenticate(authorization: string | null, tokens: TokenService): Promise<VerifiedToken> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw unauthorized("AKV10000: Request is missing a Bearer or PoP token.");
  try {
    return await tokens.verify(token, { audiences: AUDIENCES });
  } catch (error) {
    if (error instanceof TokenRejected) throw refusal(error, token);
    throw error;
  }
}

/** The header that goes with every 401: where to get a token, and for which resource. */
export function challenge(tenantId: string): string {
  return `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://vault.azure.net"`;
}

function refusal(rejected: TokenRejected, token: string): KeyVaultError {
  switch (rejected.code) {
    case "AUDIENCE":
      return unauthorized(
        `AKV10022: Invalid audience. Expected https://vault.azure.net, found: ${String(decodeJwt(token).aud)}.`,
      );
    case "SIGNATURE":
      return unauthorized("AKV10046: Unable to resolve the key used for signature validation.");
    case "ISSUER":
      return unauthorized(`AKV10032: Invalid issuer. ${rejected.message}`);
    case "EXPIRED":
      return unauthorized(`[TokenExpired] Error validating token: ${rejected.message}`);
    default:
      return unauthorized(`[BearerReadAccessTokenFailed] Error validating token: ${rejected.message}`);
  }
}
