/** Which check a token failed. */
export type TokenRefusedCode =
  | "MALFORMED"
  | "ALGORITHM"
  | "KEYS_UNAVAILABLE"
  | "SIGNATURE"
  | "ISSUER"
  | "AUDIENCE"
  | "EXPIRED"
  | "NOT_YET_VALID"
  | "LIFETIME_MISSING"
  | "NO_PROVIDER"
  | "SESSION"
  | "TENANT_NOT_ALLOWED"
  | "APPLICATION_NOT_ALLOWED"
  | "PRINCIPAL_NOT_ALLOWED"
  | "SERVICE_PRINCIPAL_MISSING";

/** A credential that doesn't pass. The message is for the site's log; the caller is told only Azure's text. */
export class TokenRefused extends Error {
  readonly code: TokenRefusedCode;
  /** 401: not a credential. 403: a good one of somebody who may not call. */
  readonly status: 401 | 403;

  constructor(code: TokenRefusedCode, status: 401 | 403, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
