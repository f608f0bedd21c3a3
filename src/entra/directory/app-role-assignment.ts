import type { ObjectId } from "../../platform/index.ts";

/** The role that is no role: an assignment to the application alone ("appRoleAssignment resource type": appRoleId). */
export const DEFAULT_ACCESS_ROLE_ID = "00000000-0000-0000-0000-000000000000";

/** A principal has an app role of a resource. */
export interface AppRoleAssignment {
  /** Opaque; its case counts. */
  readonly id: string;
  readonly appRoleId: string;
  /** ISO 8601. */
  readonly createdDateTime: string;
  readonly principalId: ObjectId;
  readonly principalType: "ServicePrincipal" | "Group" | "User";
  readonly principalDisplayName: string;
  /** The resource's service principal. */
  readonly resourceId: ObjectId;
  readonly resourceDisplayName: string;
}

/** What it takes to assign a role. */
export interface AppRoleAssignmentDraft {
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
}
