import type { ObjectId } from "../../platform/index.ts";

/** What a caller decides on a group ("group resource type" of Microsoft Graph). */
export interface GroupProperties {
  readonly displayName: string;
  readonly description: string | null;
  readonly mailNickname: string;
  readonly securityEnabled: boolean;
}

/** A security group with assigned members. Mail groups, Microsoft 365 groups and dynamic membership are not supported. */
export interface Group extends GroupProperties {
  readonly id: ObjectId;
  /** ISO 8601. */
  readonly createdDateTime: string;
  readonly members: readonly ObjectId[];
  readonly owners: readonly ObjectId[];
}

/** What it takes to make a group. */
export interface GroupDraft {
  readonly displayName: string;
  readonly mailNickname: string;
  readonly description?: string | null;
  readonly id?: ObjectId;
  readonly members?: readonly ObjectId[];
  readonly owners?: readonly ObjectId[];
}
