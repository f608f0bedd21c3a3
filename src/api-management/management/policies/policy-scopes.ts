import { API_POLICIES, GLOBAL_POLICIES, OPERATION_POLICIES, PRODUCT_POLICIES } from "../model.ts";
import { lastName } from "../resource-tree.ts";

/** The resource types of policy documents, with their scopes. */
export const policyScopes = [
  [GLOBAL_POLICIES, "global"],
  [PRODUCT_POLICIES, "product"],
  [API_POLICIES, "api"],
  [OPERATION_POLICIES, "operation"],
] as const;

/** Whether the id has the one name that a policy may have. */
export function isPolicyName(id: string): boolean {
  return lastName(id).toLowerCase() === "policy";
}
