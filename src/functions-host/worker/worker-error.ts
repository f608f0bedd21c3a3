/**
 * An error of the worker rather than of the app. `@azure/functions` reads the flag, and the name of a `RangeError`, to word its own
 * messages (azure-functions-nodejs-library: errors).
 */
export class WorkerError extends Error {
  override readonly name = "WorkerError";
  readonly isAzureFunctionsSystemError = true;
}

/** A hook name that the worker doesn't have. */
export class UnknownHookError extends RangeError {
  override readonly name = "RangeError";
  readonly isAzureFunctionsSystemError = true;
}
