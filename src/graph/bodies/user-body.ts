import { z } from "zod";

const text = z.string().max(64).nullable();
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
const optional = {
  givenName: text.optional(),
  surname: text.optional(),
  mail: z.email().nullable().optional(),
  userType: z.enum(["Member", "Guest"]).optional(),
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
