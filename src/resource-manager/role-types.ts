import type { Directory } from "../entra/index.ts";
import type { Clock } from "../platform/index.ts";
import type { AccessControl } from "./access-control.ts";
import { denyAssignmentsType } from "./deny-assignments-type.ts";
import { permissionsType } from "./permissions-type.ts";
import type { ResourceType } from "./resource-type.ts";
import { roleAssignmentsType } from "./role-assignments.ts";
import { roleDefinitionsType } from "./role-definitions-type.ts";

/** The types of `Microsoft.Authorization`. */
export function authorizationTypes(access: AccessControl, directory: Directory, clock: Clock): readonly ResourceType[] {
  return [
    roleAssignmentsType(access, directory, clock),
    roleDefinitionsType(access, clock),
    permissionsType(access),
    denyAssignmentsType,
  ];
}
