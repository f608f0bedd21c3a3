import { type ManagementError, validationError } from "../../management-error.ts";

/** API Management's 400 for a definition that it can't read. */
export function definitionFault(message: string): ManagementError {
  return validationError({ target: "value", message: `Parsing error(s): ${message}` });
}
