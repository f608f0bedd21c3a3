import type { ObjectId } from "../platform/index.ts";
import type { RoleAssignment } from "./access-control.ts";
import { badRequest } from "./arm-error.ts";
import { isWithin } from "./resource-id.ts";

const TERM = /^\s*(?:(atScope|atScopeAndBelow)\(\)|principalId eq '([^']*)'|assignedTo\('([^']*)'\))\s*(?:$|and\s)/i;

/**
 * What `$filter` keeps of the role assignments that are at, above or below `scope` ("List Azure role assignments using the REST
 * API"): `atScope()` those at it or above, `principalId eq '…'` a principal's own, `assignedTo('…')` also those that it has by
 * its groups, at any depth. Terms may be joined by `and`. Throws Azure's 400.
 */
export function roleAssignmentFilter(
  filter: string | null,
  scope: string,
  groupsOf: (principal: ObjectId) => ReadonlySet<ObjectId>,
): (assignment: RoleAssignment) => boolean {
  let rest = filter ?? "";
  const tests: ((assignment: RoleAssignment) => boolean)[] = [];
  while (rest.trim() !== "") {
    const term = TERM.exec(rest);
    if (term === null) {
      throw badRequest(
        `The filter '${filter}' is not supported: use atScope(), principalId eq '…' or assignedTo('…'), joined by and.`,
        "InvalidFilter",
      );
    }
    const [text, at, principal, assignee] = term;
    if (at?.toLowerCase() === "atscope") tests.push((assignment) => isWithin(scope, assignment.scope));
    if (principal !== undefined) tests.push(({ principalId }) => isSameId(principalId, principal));
    if (assignee !== undefined) {
      const id = assignee.toLowerCase() as ObjectId;
      const groups = groupsOf(id);
      tests.push(({ principalId }) => isSameId(principalId, id) || groups.has(principalId));
    }
    rest = rest.slice(text.length);
  }
  return (assignment) =>
    (isWithin(scope, assignment.scope) || isWithin(assignment.scope, scope)) &&
    tests.every((holds) => holds(assignment));
}

function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
