import { badRequest } from "./arm-error.ts";
import { isWithin } from "./resource-id.ts";
import type { RoleDefinition } from "./role-definition.ts";

const TERM = /^\s*(?:(roleName|type) eq '((?:[^']|'')*)'|(atScopeAndBelow)\(\))\s*(?:$|and\s)/i;

/**
 * What `$filter` keeps of the roles at a scope (Authorization REST: "Role Definitions - List"). A list has the roles that can
 * be assigned at the scope; with `atScopeAndBelow()` also those of scopes below it. Throws Azure's 400.
 */
export function roleDefinitionFilter(filter: string | null, scope: string): (definition: RoleDefinition) => boolean {
  let rest = filter ?? "";
  let below = false;
  const wanted: { readonly property: "roleName" | "type"; readonly value: string }[] = [];
  while (rest.trim() !== "") {
    const term = TERM.exec(rest);
    if (term === null) {
      throw badRequest(
        `The filter '${filter}' is not supported: use roleName eq '…', type eq '…' or atScopeAndBelow(), joined by and.`,
        "InvalidFilter",
      );
    }
    const [text, property, value = ""] = term;
    if (property === undefined) below = true;
    else {
      wanted.push({
        property: property.toLowerCase() === "type" ? "type" : "roleName",
        value: value.replaceAll("''", "'").toLowerCase(),
      });
    }
    rest = rest.slice(text.length);
  }
  return (definition) =>
    definition.assignableScopes.some((at) => isWithin(scope, at) || (below && isWithin(at, scope))) &&
    wanted.every(({ property, value }) => definition[property].toLowerCase() === value);
}
