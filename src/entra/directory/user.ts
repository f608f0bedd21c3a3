import type { ObjectId } from "../../platform/index.ts";

/** What is decided on a user ("user resource type" of Microsoft Graph). */
export interface UserProperties {
  readonly displayName: string;
  /** Ends in the tenant's domain: `ada@gatehouse.onmicrosoft.com`. Compared ignoring case. */
  readonly userPrincipalName: string;
  readonly accountEnabled: boolean;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  /** Absent for users of older states. */
  readonly mailNickname?: string;
  /** What else is told of the person, by Graph's names: `jobTitle`, `city`. Nothing here goes by it. */
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly userType: "Member" | "Guest";
}

/** A person in the directory. Users have no password: nobody signs in with one. */
export interface User extends UserProperties {
  readonly id: ObjectId;
  /** ISO 8601. */
  readonly createdDateTime: string;
}

/** What it takes to make a user. */
export interface UserDraft extends Partial<UserProperties> {
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly id?: ObjectId;
}
