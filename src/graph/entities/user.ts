import type { User } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { entityType } from "./entity-types.ts";

/** What can be told of a person, and what is shown until it is ("user resource type"). */
export const PROFILE = {
  ageGroup: null,
  businessPhones: [],
  city: null,
  companyName: null,
  consentProvidedForMinor: null,
  country: null,
  department: null,
  employeeHireDate: null,
  employeeId: null,
  employeeOrgData: null,
  employeeType: null,
  faxNumber: null,
  jobTitle: null,
  mobilePhone: null,
  officeLocation: null,
  onPremisesImmutableId: null,
  otherMails: [],
  passwordPolicies: null,
  postalCode: null,
  preferredLanguage: null,
  showInAddressList: null,
  state: null,
  streetAddress: null,
  usageLocation: null,
} as const;

/** A user as Graph shows it ("user resource type"). */
export function renderUser({ profile, mailNickname, ...user }: User): Entity {
  return { ...PROFILE, ...profile, mailNickname: mailNickname ?? null, ...user };
}

/** What can be selected and filtered of a user. */
export const userType = entityType("user", [
  "id",
  "accountEnabled",
  "createdDateTime",
  "displayName",
  "givenName",
  "mail",
  "mailNickname",
  "surname",
  "userPrincipalName",
  "userType",
  ...Object.keys(PROFILE),
]);
