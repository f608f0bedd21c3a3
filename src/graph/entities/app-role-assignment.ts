import type { AppRoleAssignment } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { entityType } from "./entity-types.ts";

/** An app role assignment as Graph shows it ("appRoleAssignment resource type"). */
export function renderAppRoleAssignment(assignment: AppRoleAssignment): Entity {
  return { ...assignment, deletedDateTime: null };
}

/** What can be selected and filtered of an assignment. */
export const appRoleAssignmentType = entityType("appRoleAssignment", [
  "id",
  "deletedDateTime",
  "appRoleId",
  "createdDateTime",
  "principalDisplayName",
  "principalId",
  "principalType",
  "resourceDisplayName",
  "resourceId",
]);
