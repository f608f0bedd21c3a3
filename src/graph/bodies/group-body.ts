import { z } from "zod";
import { bindSchema } from "./reference.ts";

/** Only security groups with assigned members: mail, Microsoft 365 groups and membership rules are refused. */
const securityGroupOnly = {
  id: z.guid().optional(),
  groupTypes: z.array(z.never()).optional(),
  isAssignableToRole: z.literal(false).nullable().optional(),
  mailEnabled: z.literal(false).optional(),
  membershipRule: z.null().optional(),
  resourceBehaviorOptions: z.array(z.never()).optional(),
  resourceProvisioningOptions: z.array(z.never()).optional(),
  securityEnabled: z.literal(true).optional(),
};

const displayName = z.string().min(1).max(256);
const mailNickname = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^@()\\[\]";:<>, ]+$/);
const description = z.string().max(1024).nullable();

/** What can be changed of a group. */
export const groupPatchSchema = z.strictObject({
  ...securityGroupOnly,
  displayName: displayName.optional(),
  mailNickname: mailNickname.optional(),
  description: description.optional(),
});

/** What can be sent to make a group. */
export const groupPostSchema = z.strictObject({
  ...securityGroupOnly,
  displayName,
  mailNickname,
  mailEnabled: z.literal(false),
  securityEnabled: z.literal(true),
  description: description.optional(),
  "members@odata.bind": bindSchema.optional(),
  "owners@odata.bind": bindSchema.optional(),
});
