import { type AppRole, DEFAULT_ACCESS_ROLE_ID } from "./directory.ts";

/** A role by what stands in tokens, else by its id: `Private.Example (Call the private function app)`. */
export function roleName(roleId: string, roles: readonly AppRole[]): string {
  if (roleId === DEFAULT_ACCESS_ROLE_ID) return "Default access (no role)";
  const role = roles.find(({ id }) => id.toLowerCase() === roleId.toLowerCase());
  if (role === undefined) return roleId;
  return role.value === null || role.value === "" ? role.displayName : `${role.value} (${role.displayName})`;
}
