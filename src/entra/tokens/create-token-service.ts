import type { Clock } from "../../platform/index.ts";
import type { Directory } from "../directory/directory.ts";
import { issueAppToken } from "./issue-app-token.ts";
import { issueUserToken } from "./issue-user-token.ts";
import type { SigningKey } from "./signing-key.ts";
import type { TokenService } from "./token-service.ts";
import { verifyToken } from "./verify-token.ts";

/** What a token service works with. */
export interface TokenServiceOptions {
  readonly directory: Directory;
  readonly signingKey: SigningKey;
  readonly clock: Clock;
  /** Seconds since the epoch: `xms_tcdt`. */
  readonly tenantCreatedOn: number;
}

/** The token service of the tenant whose directory and key are given. */
export function createTokenService(options: TokenServiceOptions): TokenService {
  const { signingKey, clock } = options;
  const verifier = { tenantId: options.directory.tenantId, signingKey, clock };
  return {
    issueAppToken: (request) => issueAppToken(options, request),
    issueUserToken: (request) => issueUserToken(options, request),
    verify: (token, { audiences }) => verifyToken(verifier, token, audiences),
  };
}
