export type BackendErrorCode = "TIMEOUT" | "CONNECTION_FAILURE" | "CALLER_GONE";

/** The backend gave no answer, or nobody waited for it. */
export class BackendError extends Error {
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
