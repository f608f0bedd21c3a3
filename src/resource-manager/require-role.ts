import type { AccessControl } from "./access-control.ts";
import { ArmError } from "./arm-error.ts";
import type { Caller } from "./resource-type.ts";

/** Throws Resource Manager's 403 unless the caller may do `operation` at `scope`. */
export function requireRole(access: AccessControl, caller: Caller, operation: string, scope: string): void {
  if (access.isAllowed(caller.objectId, operation, scope, "control")) return;
  throw new ArmError(
    403,
    "AuthorizationFailed",
    `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${operation}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}
