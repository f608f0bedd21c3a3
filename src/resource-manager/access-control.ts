import type { DocumentTable, ObjectId, ResourceId, Store } from "../platform/index.ts";
import { resourceKey } from "../platform/index.ts";
import { isWithin } from "./resource-id.ts";
import { grants, type Permission } from "./role-definition.ts";
import { openRoleDefinitions, type RoleDefinitions } from "./role-definitions.ts";

/** Somebody has a role at a scope and below it. */
export interface RoleAssignment {
  /** `{scope}/providers/Microsoft.Authorization/roleAssignments/{name}`. */
  readonly id: ResourceId;
  readonly name: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: ObjectId;
  readonly principalType: "ServicePrincipal" | "Group" | "User";
  readonly description: string;
  /** ISO 8601. */
  readonly createdOn: string;
  readonly createdBy: ObjectId;
  /** When and by whom its description was changed; absent while it is as it was made. */
  readonly updatedOn?: string;
  readonly updatedBy?: ObjectId;
}

/** Azure role-based access control on both planes. Nothing without an assignment. */
export interface AccessControl {
  /** The roles that there are. */
  readonly roles: RoleDefinitions;
  /**
   * True if an assignment to the principal, or to a group that holds it, gives `operation` at `scope`.
   * `plane` chooses between a role's actions and its data actions ("Understand Azure role definitions").
   */
  isAllowed(principalId: ObjectId, operation: string, scope: string, plane: "control" | "data"): boolean;
  /** True if the principal, or a group that holds it, has any role at `scope`, above it or below it. */
  hasRoleAround(principalId: ObjectId, scope: string): boolean;
  /** What the roles that the principal has at `scope`, by itself or by a group, permit there. */
  permissions(principalId: ObjectId, scope: string): readonly Permission[];
  assignments(): IterableIterator<RoleAssignment>;
  get(id: string): RoleAssignment | undefined;
  assign(assignment: RoleAssignment): void;
  /** True if it was there. */
  unassign(id: string): boolean;
}

/** `groupsOf` gives the ids of the groups that hold a principal, at any depth. */
export function createAccessControl(
  store: Store,
  groupsOf: (principal: ObjectId) => ReadonlySet<ObjectId>,
): AccessControl {
  const roles = openRoleDefinitions(store);
  const table: DocumentTable<RoleAssignment> = store.documents("role_assignments");

  function* assignmentsOf(principalId: ObjectId): Iterable<RoleAssignment> {
    const groups = groupsOf(principalId);
    for (const assignment of table.values()) {
      if (assignment.principalId === principalId || groups.has(assignment.principalId)) yield assignment;
    }
  }

  /** Of each role at `scope` what it permits. */
  function* permissionsAt(principalId: ObjectId, scope: string): Iterable<readonly Permission[]> {
    for (const assignment of assignmentsOf(principalId)) {
      if (!isWithin(scope, assignment.scope)) continue;
      const role = roles.find(assignment.roleDefinitionId);
      if (role !== undefined) yield role.permissions;
    }
  }

  return {
    roles,
    isAllowed(principalId, operation, scope, plane) {
      for (const permissions of permissionsAt(principalId, scope)) {
        if (grants(permissions, operation, plane)) return true;
      }
      return false;
    },
    permissions: (principalId, scope) => [...permissionsAt(principalId, scope)].flat(),
    hasRoleAround(principalId, scope) {
      for (const assignment of assignmentsOf(principalId)) {
        if (isWithin(scope, assignment.scope) || isWithin(assignment.scope, scope)) return true;
      }
      return false;
    },
    assignments: () => table.values(),
    get: (id) => table.get(resourceKey(id)),
    assign: (assignment) => table.put(resourceKey(assignment.id), assignment),
    unassign: (id) => table.delete(resourceKey(id)),
  };
}
