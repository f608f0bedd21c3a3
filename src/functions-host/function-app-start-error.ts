import type { FunctionAppStartErrorCode } from "./protocol.ts";

/** The app can't be started. The message says what was found, what was expected, and what to do. */
export class FunctionAppStartError extends Error {
  override readonly name = "FunctionAppStartError";
  readonly code: FunctionAppStartErrorCode;

  constructor(code: FunctionAppStartErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
