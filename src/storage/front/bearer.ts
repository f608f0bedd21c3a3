import { firstParty, TokenRejected, type TokenService, type VerifiedToken } from "../../entra/index.ts";
import type { AccessControl } from "../../resource-manager/index.ts";
import type { Account } from "../accounts/account.ts";
import { blobNeeds } from "./blob-needs.ts";
import type { Need } from "./needs.ts";
import { queueNeeds } from "./queue-needs.ts";
import {
  authenticationFailed,
  authorizationPermissionMismatch,
  invalidAuthenticationInfo,
  type StorageError,
  type StorageService,
} from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";
import { tableNeeds } from "./table-needs.ts";

/** The audience of v2 tokens. */
const STORAGE_APPLICATION = firstParty.storage.appId;

/** The oldest api-version in which a service takes tokens ("Authorize with Microsoft Entra ID (REST API)"). */
const OLDEST_VERSION: Readonly<Record<StorageService, string>> = {
  blob: "2017-11-09",
  queue: "2017-11-09",
  table: "2020-12-06",
};

const needsOf: Readonly<Record<StorageService, (request: StorageRequest) => readonly Need[]>> = {
  blob: blobNeeds,
  queue: queueNeeds,
  table: tableNeeds,
};

export interface BearerContext {
  readonly tokens: TokenService;
  readonly accessControl: AccessControl;
}

/** Lets a caller with a token through, or throws: the token must be for this account, and a role must give what is asked. */
export async function checkBearer(
  request: StorageRequest,
  account: Account,
  { tokens, accessControl }: BearerContext,
): Promise<void> {
  const version = request.headers["x-ms-version"] ?? "";
  if (version < OLDEST_VERSION[request.service]) {
    throw authenticationFailed("Authentication scheme Bearer is not supported in this version.");
  }
  if (request.scheme === "http") throw authenticationFailed("Authentication scheme Bearer is not supported over http.");
  const caller = await verify(request, tokens);
  for (const need of needsOf[request.service](request)) {
    const scope = `${account.id}${need.scope}`;
    if (!need.actions.some((action) => accessControl.isAllowed(caller.objectId, action, scope, need.plane))) {
      throw authorizationPermissionMismatch();
    }
  }
}

async function verify({ headers, account, service }: StorageRequest, tokens: TokenService): Promise<VerifiedToken> {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) throw invalidAuthenticationInfo("The Authorization header has no token.");
  const own = `https://${account}.${service}.core.windows.net`;
  const audiences = ["https://storage.azure.com", "https://storage.azure.com/", own, `${own}/`, STORAGE_APPLICATION];
  try {
    return await tokens.verify(token, { audiences });
  } catch (error) {
    if (error instanceof TokenRejected) throw refusal(error);
    throw error;
  }
}

function refusal({ code, message }: TokenRejected): StorageError {
  switch (code) {
    case "AUDIENCE":
      return invalidAuthenticationInfo("Audience validation failed. Audience did not match.");
    case "ISSUER":
      return invalidAuthenticationInfo("Issuer validation failed. Issuer did not match.");
    case "SIGNATURE":
      return invalidAuthenticationInfo("Signature validation failed. Signature verification failed.");
    case "EXPIRED":
      return invalidAuthenticationInfo("Lifetime validation failed. The token is expired.");
    case "NOT_YET_VALID":
      return invalidAuthenticationInfo("Lifetime validation failed. The token is not yet valid.");
    default:
      return invalidAuthenticationInfo(message);
  }
}
