import { type Entra, firstParty, TokenRejected, type TokenRejectedCode } from "../entra/index.ts";
import type { ObjectId } from "../platform/index.ts";
import { notAuthenticated } from "./graph-error.ts";

/** Who calls, and the application permissions in its token. */
export interface GraphCaller {
  readonly objectId: ObjectId;
  readonly roles: ReadonlySet<string>;
}

const AUDIENCES = ["https://graph.microsoft.com", "https://graph.microsoft.com/", firstParty.microsoftGraph.appId];

const MESSAGES: Readonly<Record<TokenRejectedCode, string>> = {
  MALFORMED: "CompactToken parsing failed with error code: 80049217",
  SIGNATURE: "Access token validation failure. Invalid signature.",
  ISSUER: "Access token validation failure. Invalid issuer.",
  AUDIENCE: "Access token validation failure. Invalid audience.",
  EXPIRED: "Lifetime validation failed, the token is expired.",
  NOT_YET_VALID: "Lifetime validation failed, the token is not yet valid.",
};

/** The caller behind a bearer token for Microsoft Graph. Throws `GraphError` (401). */
export async function authenticate(entra: Entra, authorization: string | undefined): Promise<GraphCaller> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw notAuthenticated("Access token is empty.");
  try {
    const { objectId, claims } = await entra.tokens.verify(token, { audiences: AUDIENCES });
    const roles = Array.isArray(claims.roles) ? claims.roles : [];
    return { objectId, roles: new Set(roles.filter((role) => typeof role === "string")) };
  } catch (error) {
    if (error instanceof TokenRejected) throw notAuthenticated(MESSAGES[error.code]);
    throw error;
  }
}
