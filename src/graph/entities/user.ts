import type { User } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { entityType } from "./entity-types.ts";

/** A user as Graph shows it ("user resource type"). */
export function renderUser(user: User): Entity {
  return {
    ...user,
    mailNickname: user.mailNickname ?? null,
    businessPhones: [],
    jobTitle: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
  };
}

/** What can be selected and filtered of a user. */
export const userType = entityType("user", [
  "id",
  "accountEnabled",
  "businessPhones",
  "createdDateTime",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mailNickname",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "userType",
]);
