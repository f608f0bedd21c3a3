import { TokenRejected, type TokenService } from "../entra/index.ts";
import { ArmError } from "./arm-error.ts";
import type { Caller } from "./resource-type.ts";

/** Audiences that Resource Manager takes (its own 401 for a wrong audience lists them). */
export const resourceManagerAudiences = [
  "https://management.core.windows.net/",
  "https://management.core.windows.net",
  "https://management.azure.com/",
  "https://management.azure.com",
] as const;

/** The caller behind the `Authorization` header. Throws the 401 that Resource Manager gives. */
export async function authenticate(authorization: string | null, tokens: TokenService): Promise<Caller> {
  if (authorization === null) {
    throw new ArmError(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw new ArmError(
      401,
      "AuthenticationFailedInvalidHeader",
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    );
  }
  try {
    const { objectId, clientId, tenantId } = await tokens.verify(token, { audiences: resourceManagerAudiences });
    return { objectId, clientId, tenantId };
  } catch (error) {
    if (!(error instanceof TokenRejected)) throw error;
    throw refusal(error);
  }
}

function refusal(rejected: TokenRejected): ArmError {
  switch (rejected.code) {
    case "EXPIRED":
      return new ArmError(401, "ExpiredAuthenticationToken", `The access token has expired. ${rejected.message}`);
    case "AUDIENCE":
      return new ArmError(
        401,
        "InvalidAuthenticationTokenAudience",
        `The access token has been obtained for the wrong audience or resource. It should exactly match with one of the allowed audiences '${resourceManagerAudiences.join("','")}'.`,
      );
    default:
      return new ArmError(401, "InvalidAuthenticationToken", "The access token is invalid.");
  }
}

/** The challenge that goes with a 401 ("azure-sdk: bearer challenge of Resource Manager"). */
export function challenge(tenantId: string, error: ArmError): string {
  return (
    `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", ` +
    `error_description="${error.message.replaceAll('"', "'")}"`
  );
}
