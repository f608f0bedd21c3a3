import { randomBytes } from "node:crypto";
import { type AppRoleAssignment, type AppRoleAssignmentDraft, DEFAULT_ACCESS_ROLE_ID } from "./app-role-assignment.ts";
import type { AppRoleAssignments, DirectoryObject } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import type { ServicePrincipal } from "./service-principal.ts";
import { type DirectoryContext, timestamp } from "./tables.ts";

/** Opens the tenant's app role assignments. */
export function openAppRoleAssignments(context: DirectoryContext): AppRoleAssignments {
  const { tables, clock } = context;
  const table = tables.appRoleAssignments;

  return {
    get: (id) => table.get(id),
    ofPrincipal: (principalId) => byId(table.values(), ({ principalId: id }) => id === principalId.toLowerCase()),
    onResource: (resourceId) => byId(table.values(), ({ resourceId: id }) => id === resourceId.toLowerCase()),
    create(draft) {
      const resource = tables.servicePrincipals.get(draft.resourceId.toLowerCase());
      if (resource === undefined) throw objectNotFound(draft.resourceId);
      const principal = context.find(draft.principalId);
      if (principal === undefined) throw objectNotFound(draft.principalId);
      const assignment = newAssignment(draft, principal, resource, timestamp(clock));
      for (const other of table.values()) {
        if (isSame(other, assignment)) {
          throw new DirectoryError("PERMISSION_EXISTS", "Permission being assigned already exists on the object");
        }
      }
      table.put(assignment.id, assignment);
      return assignment;
    },
    delete: (id) => table.delete(id),
  };
}

function byId(
  all: IterableIterator<AppRoleAssignment>,
  matches: (assignment: AppRoleAssignment) => boolean,
): readonly AppRoleAssignment[] {
  return [...all].filter(matches).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isSame(a: AppRoleAssignment, b: AppRoleAssignment): boolean {
  return a.principalId === b.principalId && a.resourceId === b.resourceId && a.appRoleId === b.appRoleId;
}

function newAssignment(
  draft: AppRoleAssignmentDraft,
  principal: DirectoryObject,
  resource: ServicePrincipal,
  createdDateTime: string,
): AppRoleAssignment {
  const principalType = assignableType(principal);
  const appRoleId = draft.appRoleId.toLowerCase();
  requireAssignableRole(appRoleId, principalType, resource);
  return {
    id: randomBytes(32).toString("base64url"),
    appRoleId,
    createdDateTime,
    principalId: principal.object.id,
    principalType,
    principalDisplayName: principal.object.displayName,
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
  };
}

function assignableType({ kind, object }: DirectoryObject): AppRoleAssignment["principalType"] {
  if (kind === "servicePrincipal") return "ServicePrincipal";
  if (kind === "group") return "Group";
  if (kind === "user") return "User";
  throw new DirectoryError(
    "INVALID_VALUE",
    `Not a valid reference update: '${object.id}' is an application, not a principal.`,
  );
}

/**
 * The role must be one of the resource's, enabled, and meant for that kind of principal ("Add app roles to your
 * application"). Access without a role can be given only where there is no such role to give ("appRoleAssignment resource
 * type": appRoleId).
 */
function requireAssignableRole(
  appRoleId: string,
  principalType: AppRoleAssignment["principalType"],
  resource: ServicePrincipal,
): void {
  const memberType = principalType === "ServicePrincipal" ? "Application" : "User";
  const assignable = resource.appRoles.filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled && allowedMemberTypes.includes(memberType),
  );
  if (appRoleId === DEFAULT_ACCESS_ROLE_ID && assignable.length === 0) return;
  if (assignable.some((role) => role.id.toLowerCase() === appRoleId)) return;
  throw new DirectoryError(
    "PERMISSION_NOT_FOUND",
    `Permission being assigned was not found on application '${resource.appId}'.`,
  );
}
