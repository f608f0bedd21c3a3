import type { Directory } from "../directory/directory.ts";
import type { ServicePrincipal } from "../directory/service-principal.ts";
import { notAssigned } from "../entra-errors.ts";

/**
 * Values of the roles that the client has on the resource. Only assignments to that very principal count, never those of a
 * group that holds it ("Add app roles to your application"); a role that was disabled later still counts (same page).
 * Throws AADSTS501051 when the resource requires an assignment and the client has none.
 */
export function checkAssignment(
  directory: Directory,
  client: ServicePrincipal,
  resource: ServicePrincipal,
): readonly string[] {
  const assignments = directory.appRoleAssignments
    .ofPrincipal(client.id)
    .filter((assignment) => assignment.resourceId === resource.id);
  if (resource.appRoleAssignmentRequired && assignments.length === 0) throw notAssigned(client, resource);
  const assigned = new Set(assignments.map((assignment) => assignment.appRoleId));
  return resource.appRoles.flatMap(({ id, value }) => (assigned.has(id.toLowerCase()) && value ? [value] : []));
}
