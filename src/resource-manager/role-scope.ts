import type { ResourceRequest } from "./resource-type.ts";
import type { RoleDefinition } from "./role-definition.ts";

/** The scope that a request on an authorization resource is about; `/` above all subscriptions. */
export function scopeOf({ target }: ResourceRequest): string {
  const { scope, subscriptionId, resourceGroup } = target;
  if (scope !== "") return scope;
  if (subscriptionId === undefined) return "/";
  const subscription = `/subscriptions/${subscriptionId}`;
  return resourceGroup === undefined ? subscription : `${subscription}/resourceGroups/${resourceGroup}`;
}

/** The full id of a role: under the subscription that was asked, whatever scope in it was. */
export function roleDefinitionId({ target }: ResourceRequest, { id }: RoleDefinition): string {
  const prefix = target.subscriptionId === undefined ? "" : `/subscriptions/${target.subscriptionId}`;
  return `${prefix}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}
