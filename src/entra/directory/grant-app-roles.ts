import type { ObjectId } from "../../platform/index.ts";
import type { Directory } from "./directory.ts";
import { DirectoryError } from "./directory-error.ts";

/**
 * Assigns app roles by value to a principal, as an administrator who consents does. What is assigned already stays.
 * Throws `DirectoryError` when the resource has no such role.
 */
export function grantAppRoles(
  directory: Directory,
  grant: { readonly principal: ObjectId; readonly resourceAppId: string; readonly values: readonly string[] },
): void {
  const resource = directory.servicePrincipals.findByAppId(grant.resourceAppId);
  for (const value of grant.values) {
    const role = resource?.appRoles.find((candidate) => candidate.value === value);
    if (resource === undefined || role === undefined) {
      throw new DirectoryError(
        "PERMISSION_NOT_FOUND",
        `Application '${grant.resourceAppId}' has no app role '${value}' to grant.`,
      );
    }
    const held = directory.appRoleAssignments.ofPrincipal(grant.principal);
    if (held.some(({ resourceId, appRoleId }) => resourceId === resource.id && appRoleId === role.id)) continue;
    directory.appRoleAssignments.create({ principalId: grant.principal, resourceId: resource.id, appRoleId: role.id });
  }
}
