/** `context.LastError.Reason` values of the policies that validate tokens. */
export type TokenFailureReason =
  | "TokenNotPresent"
  | "TokenSignatureInvalid"
  | "TokenSignatureKeyNotFound"
  | "TokenAudienceNotAllowed"
  | "TokenIssuerNotAllowed"
  | "TokenExpired"
  | "TokenClaimNotFound"
  | "TokenClaimValueNotAllowed"
  | "JwtInvalid";

/**
 * Why a token was not accepted, for `LastError` and the trace; the caller is told less. Reasons are those of the table in
 * "Error handling in API Management policies"; older gateways were seen with other spellings (`TokenClaimValueMismatch`).
 */
export class TokenFailure extends Error {
  readonly reason: TokenFailureReason;

  constructor(reason: TokenFailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
