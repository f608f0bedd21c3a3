import { z } from "zod";
import type { Resource } from "../resource-manager/index.ts";

/** The resource type of user-assigned identities. */
export const USER_ASSIGNED_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities";

const propertiesSchema = z.object({ tenantId: z.string(), principalId: z.string(), clientId: z.string() });

/** Properties of a stored identity. */
export type UserAssignedIdentityProperties = Readonly<z.infer<typeof propertiesSchema>>;

/** The properties of a stored identity, as this room wrote them. */
export function readIdentityProperties(resource: Resource): UserAssignedIdentityProperties {
  return propertiesSchema.parse(resource.properties);
}
