import type { RoleDefinition } from "../role-definition.ts";
import { generalRoles } from "./general-roles.ts";
import { keyVaultRoles } from "./key-vault-roles.ts";
import { serviceRoles } from "./service-roles.ts";
import { storageRoles } from "./storage-roles.ts";

/** The built-in roles that Gatehouse knows, with the ids and permissions that they have in Azure ("Azure built-in roles"). */
export const builtInRoles: readonly RoleDefinition[] = [
  ...generalRoles,
  ...keyVaultRoles,
  ...storageRoles,
  ...serviceRoles,
];
