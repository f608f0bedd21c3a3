import type { Permission, RoleDefinition } from "../role-definition.ts";

/** What most built-in roles of a service also give: to see roles and groups, and to deploy, watch and ask for support. */
export const COMMON_ACTIONS: readonly string[] = [
  "Microsoft.Authorization/*/read",
  "Microsoft.Insights/alertRules/*",
  "Microsoft.Resources/deployments/*",
  "Microsoft.Resources/subscriptions/resourceGroups/read",
  "Microsoft.Support/*",
];

/** A built-in role, with the id that it has in every tenant. */
export function builtInRole(
  id: string,
  roleName: string,
  description: string,
  actions: readonly string[],
  rest: Partial<Omit<Permission, "actions">> = {},
): RoleDefinition {
  const permission = { actions, notActions: [], dataActions: [], notDataActions: [], ...rest };
  return { id, roleName, type: "BuiltInRole", description, assignableScopes: ["/"], permissions: [permission] };
}
