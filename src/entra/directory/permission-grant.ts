import type { ObjectId } from "../../platform/index.ts";

/** What it takes to grant a delegated permission ("oAuth2PermissionGrant resource type"). */
export interface PermissionGrantDraft {
  /** The service principal that may act for somebody. */
  readonly clientId: string;
  readonly consentType: "AllPrincipals" | "Principal";
  /** The user it may act for; null for all of them. */
  readonly principalId: string | null;
  /** The service principal of the resource. */
  readonly resourceId: string;
  /** Values of scopes, with blanks between them. */
  readonly scope: string;
}

/** A client may act for users at a resource, with these scopes. */
export interface PermissionGrant extends PermissionGrantDraft {
  readonly id: string;
  readonly clientId: ObjectId;
  readonly principalId: ObjectId | null;
  readonly resourceId: ObjectId;
}
