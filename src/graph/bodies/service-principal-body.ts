import { z } from "zod";
import type { ServicePrincipalProperties } from "../../entra/index.ts";
import { keyCredentialsSchema } from "./key-credentials.ts";
import { mentioned } from "./read-body.ts";
import { bindSchema } from "./reference.ts";

const text = z.string().max(1024).nullable();

/** What can be changed of a service principal. */
export const servicePrincipalPatchSchema = z.strictObject({
  id: z.guid().optional(),
  accountEnabled: z.boolean().optional(),
  alternativeNames: z.array(z.string()).optional(),
  appRoleAssignmentRequired: z.boolean().optional(),
  description: text.optional(),
  keyCredentials: keyCredentialsSchema.optional(),
  loginUrl: text.optional(),
  notes: text.optional(),
  notificationEmailAddresses: z.array(z.string()).optional(),
  preferredSingleSignOnMode: text.optional(),
  samlSingleSignOnSettings: z
    .strictObject({ relayState: text.default(null) })
    .nullable()
    .optional(),
  tags: z.array(z.string().max(256)).optional(),
});

/** What can be sent to make a service principal. */
export const servicePrincipalPostSchema = servicePrincipalPatchSchema.omit({ keyCredentials: true }).extend({
  appId: z.guid(),
  "owners@odata.bind": bindSchema.optional(),
});

/** What a body changes. */
export function toServicePrincipalChanges(
  body: z.infer<typeof servicePrincipalPatchSchema>,
): Partial<ServicePrincipalProperties> {
  const { id: _, keyCredentials: __, ...changes } = body;
  return mentioned(changes);
}
