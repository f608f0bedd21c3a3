import type { DocumentTable, ObjectId, ResourceId, Store } from "../platform/index.ts";
import { resourceKey } from "../platform/index.ts";
import { isWithin } from "./resource-id.ts";
import { findRole, type RoleDefinition } from "./role-definitions.ts";

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
}

/** Azure role-based access control on both planes. Nothing without an assignment. */
export interface AccessControl {
  /**
   * True if an assignment to the principal, or to a group that holds it, gives `operation` at `scope`.
   * `plane` chooses between a role's actions and its data actions ("Understand Azure role definitions").
   */
  isAllowed(principalId: ObjectId, operation: string, scope: string, plane: "control" | "data"): boolean;
  /** True if the principal, or a group that holds it, has any role at `scope`, above it or below it. */
  hasRoleAround(principalId: ObjectId, scope: string): boolean;
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
  const table: DocumentTable<RoleAssignment> = store.documents("role_assignments");

  function* assignmentsOf(principalId: ObjectId): Iterable<RoleAssignment> {
    const groups = groupsOf(principalId);
    for (const assignment of table.values()) {
      if (assignment.principalId === principalId || groups.has(assignment.principalId)) yield assignment;
    }
  }

  return {
    isAllowed(principalId, operation, scope, plane) {
      for (const assignment of assignmentsOf(principalId)) {
        if (!isWithin(scope, assignment.scope)) continue;
        const role = findRole(assignment.roleDefinitionId);
        if (role !== undefined && grants(role, operation, plane)) return true;
      }
      return false;
    },
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

function grants(role: RoleDefinition, operation: string, plane: "control" | "data"): boolean {
  const [given, withheld] =
    plane === "control" ? [role.actions, role.notActions] : [role.dataActions, role.notDataActions];
  return given.some((pattern) => covers(pattern, operation)) && !withheld.some((pattern) => covers(pattern, operation));
}

/** True if `pattern`, in which `*` stands for any text, covers `operation`; case doesn't count. */
export function covers(pattern: string, operation: string): boolean {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const text = operation.toLowerCase();
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const [index, part] of rest.entries()) {
    if (index === rest.length - 1) return text.length - part.length >= position && text.endsWith(part);
    const found = text.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return true;
}
