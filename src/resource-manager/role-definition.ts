/** What a role permits: each list holds operations, in which `*` stands for any text ("Understand Azure role definitions"). */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A role: a built-in one, or one that somebody made. */
export interface RoleDefinition {
  /** A GUID; of a built-in role the one that it has in every tenant. */
  readonly id: string;
  readonly roleName: string;
  readonly type: "BuiltInRole" | "CustomRole";
  readonly description: string;
  /** Where it can be assigned, and below. */
  readonly assignableScopes: readonly string[];
  readonly permissions: readonly Permission[];
  /** Who made and changed a custom role, and when (ISO 8601). */
  readonly createdOn?: string;
  readonly updatedOn?: string;
  readonly createdBy?: string;
  readonly updatedBy?: string;
}

/**
 * True if a role gives `operation` on a plane. A permission of a role takes away by its own exclusions only, so what another
 * one gives stays ("Understand Azure role definitions": NotActions is no deny rule).
 */
export function grants(permissions: readonly Permission[], operation: string, plane: "control" | "data"): boolean {
  return permissions.some((permission) => {
    const [given, withheld] =
      plane === "control"
        ? [permission.actions, permission.notActions]
        : [permission.dataActions, permission.notDataActions];
    const isCovered = (pattern: string) => covers(pattern, operation);
    return given.some(isCovered) && !withheld.some(isCovered);
  });
}

/**
 * True if `pattern`, in which `*` stands for any text, covers `operation`; case doesn't count. A `*` between two slashes may
 * also stand for nothing at all: a Managed Identity Operator assigns identities by `userAssignedIdentities/*\/assign/action`
 * alone, though the operation is `userAssignedIdentities/assign/action` ("Azure built-in roles").
 */
export function covers(pattern: string, operation: string): boolean {
  const [wanted, text] = [pattern.toLowerCase(), operation.toLowerCase()];
  return fits(wanted, text) || (wanted.includes("/*/") && fits(wanted.replaceAll("/*/", "/"), text));
}

function fits(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const [index, part] of rest.entries()) {
    if (index === rest.length - 1) return text.length - part.length >= position && text.endsWith(part);
    const found = text.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return true;
}
