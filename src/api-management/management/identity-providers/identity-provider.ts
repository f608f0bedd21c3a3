import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { keptType } from "../kept-type.ts";
import { validationError } from "../management-error.ts";
import { lastName } from "../resource-tree.ts";

const names = ["facebook", "google", "microsoft", "twitter", "aad", "aadB2C"] as const;

/**
 * Identity providers (API Management REST: "IdentityProvider"): whom the developer portal lets sign in, which isn't there. One
 * for each kind, under the kind's name.
 */
export function identityProviderType(context: ManagementContext): ResourceType {
  return keptType(context, {
    type: "Microsoft.ApiManagement/service/identityProviders",
    noun: "Identity provider",
    name: ["identityProviderName", 256],
    properties: z.object({
      clientId: z.string().min(1),
      clientSecret: z.string().min(1).optional(),
      clientLibrary: z.string().max(16).nullish(),
      signinTenant: z.string().nullish(),
      allowedTenants: z.array(z.string()).max(32).nullish(),
      authority: z.string().nullish(),
      signupPolicyName: z.string().min(1).nullish(),
      signinPolicyName: z.string().min(1).nullish(),
      profileEditingPolicyName: z.string().min(1).nullish(),
      passwordResetPolicyName: z.string().min(1).nullish(),
    }),
    secrets: ["clientSecret"],
    prepare(body, { id, verb }) {
      const kind = names.find((name) => name.toLowerCase() === lastName(id).toLowerCase());
      if (kind === undefined) {
        throw validationError({
          target: "identityProviderName",
          message: `'${lastName(id)}' is no identity provider: expected one of ${names.join(", ")}.`,
        });
      }
      if (verb === "put" && body.clientSecret === undefined) {
        throw validationError({ target: "clientSecret", message: "It is required." });
      }
      return { ...body, type: kind };
    },
  });
}
