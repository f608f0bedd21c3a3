import { type FieldFault, validationError } from "../management-error.ts";
import type { DocumentFault } from "./document-faults.ts";

/** Refuses a document that has faults with API Management's 400, which names every place. */
export function refuseFaults(faults: readonly DocumentFault[]): void {
  if (faults.length > 0) throw validationError(...faults.map(asField));
}

function asField(fault: DocumentFault): FieldFault {
  if (fault.kind === "whole") return { target: "value", message: fault.message };
  const { target, line, column, message } = fault;
  return { target, message: `Error in element '${target}' on line ${line}, column ${column}: ${message}` };
}
