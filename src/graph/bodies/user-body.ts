import { z } from "zod";
import type { UserProperties } from "../../entra/index.ts";
import { PROFILE } from "../entities/user.ts";
import { mentioned } from "./read-body.ts";

const text = z.string().max(64).nullable();
const line = z.string().max(1024).nullish();
const lines = z.array(z.string().max(256)).max(250).optional();
const name = z.string().min(1).max(256);
const userPrincipalName = z.string().regex(/^[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9.-]+$/);
const mailNickname = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^@()\\[\]";:<>, ]+$/);
/** Taken and not kept: nobody signs in with a password here. */
const passwordProfile = z.strictObject({
  password: z.string().min(8).max(256),
  forceChangePasswordNextSignIn: z.boolean().optional(),
  forceChangePasswordNextSignInWithMfa: z.boolean().optional(),
});

/** Kept and shown. Most are a line of text. */
const profile = {
  ageGroup: line,
  businessPhones: lines,
  city: line,
  companyName: line,
  consentProvidedForMinor: line,
  country: line,
  department: line,
  employeeHireDate: line,
  employeeId: line,
  employeeOrgData: z.strictObject({ costCenter: line, division: line }).nullish(),
  employeeType: line,
  faxNumber: line,
  jobTitle: line,
  mobilePhone: line,
  officeLocation: line,
  onPremisesImmutableId: line,
  otherMails: lines,
  passwordPolicies: line,
  postalCode: line,
  preferredLanguage: line,
  showInAddressList: z.boolean().nullish(),
  state: line,
  streetAddress: line,
  usageLocation: line,
} satisfies Record<keyof typeof PROFILE, z.ZodType>;

const optional = {
  givenName: text.optional(),
  surname: text.optional(),
  mail: z.email().nullable().optional(),
  userType: z.enum(["Member", "Guest"]).optional(),
  ...profile,
};

/** What can be sent to make a user ("Create user"). */
export const userPostSchema = z.strictObject({
  accountEnabled: z.boolean(),
  displayName: name,
  mailNickname,
  userPrincipalName,
  passwordProfile,
  ...optional,
});

/** What can be changed of a user ("Update user"). */
export const userPatchSchema = z.strictObject({
  accountEnabled: z.boolean().optional(),
  displayName: name.optional(),
  mailNickname: mailNickname.optional(),
  userPrincipalName: userPrincipalName.optional(),
  passwordProfile: passwordProfile.partial().optional(),
  ...optional,
});

/** What a body says of a user whose profile was `before`. The password goes nowhere. */
export function toUserChanges(
  body: z.infer<typeof userPatchSchema>,
  before: UserProperties["profile"] = {},
): Partial<UserProperties> {
  const { accountEnabled, displayName, mailNickname, userPrincipalName, givenName, surname, mail, userType } = body;
  const told = Object.entries(body).filter(([key, value]) => Object.hasOwn(PROFILE, key) && value !== undefined);
  return {
    ...mentioned({ accountEnabled, displayName, mailNickname, userPrincipalName, givenName, surname, mail, userType }),
    ...(told.length > 0 && { profile: { ...before, ...Object.fromEntries(told) } }),
  };
}
