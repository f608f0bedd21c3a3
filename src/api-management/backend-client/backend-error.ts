export type BackendErrorCode = "TIMEOUT" | "CONNECTION_FAILURE";

/** The backend gave no answer. */
export class BackendError extends Error {
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
