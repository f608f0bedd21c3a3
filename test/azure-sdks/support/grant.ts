import { randomUUID } from "node:crypto";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { owner, ownerObjectId, subscriptionId } from "./principals.ts";

/** Roles that let their holder at data, which owning the subscription doesn't ("Azure built-in roles"). */
const ROLES = {
  "Key Vault Secrets Officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
} as const;

/** Gives the owner a role on a resource or a group of them. It goes with that. */
export async function grantOwner(role: keyof typeof ROLES, scope: string): Promise<void> {
  await new AuthorizationManagementClient(owner, subscriptionId).roleAssignments.create(scope, randomUUID(), {
    roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`,
    principalId: await ownerObjectId(),
    principalType: "ServicePrincipal",
  });
}
