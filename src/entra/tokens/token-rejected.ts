/** Why a token is refused. */
export type TokenRejectedCode = "MALFORMED" | "SIGNATURE" | "ISSUER" | "AUDIENCE" | "EXPIRED" | "NOT_YET_VALID";

/** A token is not one of this tenant's, not valid now, or not for the one who checks it. */
export class TokenRejected extends Error {
  readonly code: TokenRejectedCode;

  constructor(code: TokenRejectedCode, message: string) {
    super(message);
    this.code = code;
  }
}
