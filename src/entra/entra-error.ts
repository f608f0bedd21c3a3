/** The OAuth error names that Entra ID answers with at the token endpoint. */
export type OAuthErrorName =
  | "invalid_client"
  | "invalid_grant"
  | "invalid_instance"
  | "invalid_request"
  | "invalid_resource"
  | "invalid_scope"
  | "invalid_tenant"
  | "unauthorized_client"
  | "unsupported_grant_type";

/** A refusal of Entra ID. One function per error makes them, in `entra-errors.ts`. */
export class EntraError extends Error {
  /** HTTP status: 401 for `invalid_client`, else 400. */
  readonly status: number;
  readonly error: OAuthErrorName;
  /** The number after `AADSTS`. */
  readonly errorCode: number;
  /** `AADSTS501051: …`, without trace ids and time. */
  readonly description: string;

  constructor(error: OAuthErrorName, errorCode: number, text: string) {
    const description = `AADSTS${errorCode}: ${text}`;
    super(description);
    this.status = error === "invalid_client" ? 401 : 400;
    this.error = error;
    this.errorCode = errorCode;
    this.description = description;
  }
}
