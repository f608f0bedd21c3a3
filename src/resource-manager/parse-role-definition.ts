import { z } from "zod";
import { badRequest } from "./arm-error.ts";
import { parseBody } from "./parse-body.ts";
import { parseResourceId } from "./resource-id.ts";
import type { Permission, RoleDefinition } from "./role-definition.ts";

const operations = z.array(z.string()).nullish();
const none = z.null().or(z.literal("")).optional();
const bodySchema = z.object({
  properties: z.object({
    // The lengths are those of "Azure custom roles": custom role properties.
    roleName: z.string().min(1).max(512),
    description: z.string().max(2048).nullish(),
    type: z.literal("CustomRole").nullish(),
    assignableScopes: z.array(z.string()).min(1),
    permissions: z.array(
      z.object({
        actions: operations,
        notActions: operations,
        dataActions: operations,
        notDataActions: operations,
        condition: none,
        conditionVersion: none,
      }),
    ),
  }),
});

/** What the body of a PUT says of a custom role. Throws Azure's 400; conditions are refused. */
export function parseRoleDefinition(
  body: unknown,
): Pick<RoleDefinition, "roleName" | "description" | "assignableScopes" | "permissions"> {
  const { properties } = parseBody(bodySchema, body);
  for (const scope of properties.assignableScopes) checkAssignableScope(scope);
  return {
    roleName: properties.roleName,
    description: properties.description ?? "",
    assignableScopes: properties.assignableScopes,
    permissions: properties.permissions.map(
      ({ actions, notActions, dataActions, notDataActions }): Permission => ({
        actions: checkOperations(actions ?? [], "InvalidActionOrNotAction"),
        notActions: checkOperations(notActions ?? [], "InvalidActionOrNotAction"),
        dataActions: checkOperations(dataActions ?? [], "InvalidDataActionOrNotDataAction"),
        notDataActions: checkOperations(notDataActions ?? [], "InvalidDataActionOrNotDataAction"),
      }),
    ),
  };
}

/** A custom role is not for the root ("Understand Azure role definitions": AssignableScopes), and takes no wildcard. */
function checkAssignableScope(scope: string): void {
  const parsed = scope.startsWith("/") && !scope.includes("*") ? parseResourceId(scope) : undefined;
  const isItem =
    parsed !== undefined && (parsed.type === "" || parsed.type.split("/").length === parsed.names.length + 1);
  if (isItem && parsed.subscriptionId !== undefined) return;
  throw badRequest(
    `The assignable scope '${scope}' is not valid. Expected a subscription, a resource group or a resource, without a wildcard; management groups are not supported.`,
    "InvalidAssignableScope",
  );
}

/**
 * Only the form is checked: Azure also knows every operation of every provider, while a role may well name providers that
 * this cloud doesn't have.
 */
function checkOperations(patterns: readonly string[], code: string): readonly string[] {
  for (const pattern of patterns) {
    if (/^(?:\*|[\w.*-]+(?:\/[\w.$*-]+)+)$/.test(pattern)) continue;
    throw badRequest(`'${pattern}' does not match any of the actions supported by the providers.`, code);
  }
  return patterns;
}
