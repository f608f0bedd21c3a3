import type { ObjectId } from "../../platform/index.ts";
import type { Tables } from "./tables.ts";

/** Removes a deleted object from groups, owners and app role assignments. Call it in the transaction of the delete. */
export function forgetObject(tables: Tables, id: ObjectId): void {
  const without = (ids: readonly ObjectId[]) => ids.filter((other) => other !== id);
  for (const [key, group] of [...tables.groups.entries()]) {
    if (group.members.includes(id) || group.owners.includes(id)) {
      tables.groups.put(key, { ...group, members: without(group.members), owners: without(group.owners) });
    }
  }
  for (const [key, application] of [...tables.applications.entries()]) {
    if (application.owners.includes(id)) {
      tables.applications.put(key, { ...application, owners: without(application.owners) });
    }
  }
  for (const [key, principal] of [...tables.servicePrincipals.entries()]) {
    if (principal.owners.includes(id)) {
      tables.servicePrincipals.put(key, { ...principal, owners: without(principal.owners) });
    }
  }
  for (const [key, grant] of [...tables.permissionGrants.entries()]) {
    if ([grant.clientId, grant.resourceId, grant.principalId].includes(id)) tables.permissionGrants.delete(key);
  }
  for (const [key, assignment] of [...tables.appRoleAssignments.entries()]) {
    if (assignment.principalId === id || assignment.resourceId === id) tables.appRoleAssignments.delete(key);
  }
}
