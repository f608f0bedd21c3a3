import type { DirectoryError, DirectoryErrorCode } from "../entra/index.ts";

/** An answer of Microsoft Graph that is an error: its status, its code, and its words. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** 400 of the directory. */
export function badRequest(message: string): GraphError {
  return new GraphError(400, "Request_BadRequest", message);
}

/** 400 of the gateway in front of the directory: for paths, queries and bodies that it can't read. */
export function unreadable(message: string): GraphError {
  return new GraphError(400, "BadRequest", message);
}

/** 400 for a query that is OData, but that isn't answered here. */
export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, "Request_UnsupportedQuery", message);
}

/** 404: no object has the id. */
export function resourceNotFound(id: string): GraphError {
  return new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** 401: the token is missing or refused. */
export function notAuthenticated(message: string): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", message);
}

/** 403: the token lacks the permission, or the object isn't the tenant's to change. */
export function insufficientPrivileges(): GraphError {
  return new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}

/** 405: the path is there, not with this method. */
export function methodNotAllowed(): GraphError {
  return new GraphError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
}

const ANSWERS: Readonly<Record<DirectoryErrorCode, readonly [status: number, code: string]>> = {
  NOT_FOUND: [404, "Request_ResourceNotFound"],
  REFERENCE_NOT_FOUND: [404, "Request_ResourceNotFound"],
  REFERENCE_EXISTS: [400, "Request_BadRequest"],
  KEY_TAKEN: [400, "Request_BadRequest"],
  SERVICE_PRINCIPAL_EXISTS: [409, "Request_MultipleObjectsWithSameKeyValue"],
  NO_BACKING_APPLICATION: [400, "Request_BadRequest"],
  ENABLED_PERMISSION: [400, "CannotDeleteOrUpdateEnabledEntitlement"],
  PERMISSION_NOT_FOUND: [400, "Request_BadRequest"],
  PERMISSION_EXISTS: [400, "Request_BadRequest"],
  FEDERATED_CREDENTIAL_EXISTS: [409, "Request_MultipleObjectsWithSameKeyValue"],
  INVALID_VALUE: [400, "Request_BadRequest"],
  NOT_ALLOWED: [403, "Authorization_RequestDenied"],
};

/** What Graph answers when the directory refuses. */
export function fromDirectoryError(error: DirectoryError): GraphError {
  const [status, code] = ANSWERS[error.code];
  return new GraphError(status, code, error.message);
}
