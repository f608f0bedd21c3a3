import { validationError } from "../management-error.ts";
import { PolicyDocumentError } from "../ports.ts";

/** Runs a check of the policy compiler; what it finds becomes API Management's 400, which names every place. */
export function refuseFaults(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error;
    throw validationError(
      ...error.errors.map(({ target, line, column, message }) => ({
        target,
        message: `Error in element '${target}' on line ${line}, column ${column}: ${message}`,
      })),
    );
  }
}
