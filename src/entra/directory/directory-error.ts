/**
 * What the directory can say no with. Microsoft Graph shows each as an error code of its own; `NOT_FOUND` is a missing
 * object, `REFERENCE_NOT_FOUND` a missing member, owner or assignment of an object that is there.
 */
export type DirectoryErrorCode =
  | "NOT_FOUND"
  | "REFERENCE_NOT_FOUND"
  | "REFERENCE_EXISTS"
  | "KEY_TAKEN"
  | "SERVICE_PRINCIPAL_EXISTS"
  | "NO_BACKING_APPLICATION"
  | "ENABLED_PERMISSION"
  | "PERMISSION_NOT_FOUND"
  | "PERMISSION_EXISTS"
  | "FEDERATED_CREDENTIAL_EXISTS"
  | "INVALID_VALUE"
  | "NOT_ALLOWED";

/** The directory refuses a change. The message is worded as Microsoft Graph words it. */
export class DirectoryError extends Error {
  readonly code: DirectoryErrorCode;

  constructor(code: DirectoryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** No object has the id. */
export function objectNotFound(id: string): DirectoryError {
  return new DirectoryError(
    "NOT_FOUND",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}
