import type { Directory, DirectoryObject } from "../../entra/index.ts";
import type { ObjectId } from "../../platform/index.ts";
import type { Entity } from "../odata/filter.ts";
import type { Expansions } from "../odata/respond.ts";
import { renderAppRoleAssignment } from "./app-role-assignment.ts";
import { renderDirectoryObject } from "./directory-object.ts";

/** The relationships that `$expand` shows of a kind of objects ("Query parameters: expand"). */
export function expansionsOf(kind: DirectoryObject["kind"], directory: Directory): Expansions {
  const { applications, servicePrincipals, groups, appRoleAssignments } = directory;
  const objects = (ids: readonly ObjectId[] = []): readonly Entity[] =>
    ids.flatMap((id) => directory.find(id) ?? []).map(renderDirectoryObject);
  const memberOf = (id: string): readonly Entity[] =>
    objects(groups.list().flatMap((group) => (group.members.some((member) => member === id) ? [group.id] : [])));
  const appRoleAssignmentsOf = (id: string): readonly Entity[] =>
    appRoleAssignments.ofPrincipal(id).map((assignment) => renderAppRoleAssignment(assignment));

  switch (kind) {
    case "application":
      return { owners: (id) => objects(applications.get(id)?.owners) };
    case "servicePrincipal":
      return {
        owners: (id) => objects(servicePrincipals.get(id)?.owners),
        memberOf,
        appRoleAssignments: appRoleAssignmentsOf,
        appRoleAssignedTo: (id) =>
          appRoleAssignments.onResource(id).map((assignment) => renderAppRoleAssignment(assignment)),
      };
    case "group":
      return {
        owners: (id) => objects(groups.get(id)?.owners),
        members: (id) => objects(groups.get(id)?.members),
        memberOf,
        appRoleAssignments: appRoleAssignmentsOf,
      };
    case "user":
      return { memberOf, appRoleAssignments: appRoleAssignmentsOf };
  }
}
