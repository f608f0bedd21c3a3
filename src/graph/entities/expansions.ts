import type { Directory, DirectoryObject } from "../../entra/index.ts";
import type { ObjectId } from "../../platform/index.ts";
import type { Expansions, Relationship } from "../odata/respond.ts";
import { type Permission, permissions } from "../permissions.ts";
import { renderAppRoleAssignment } from "./app-role-assignment.ts";
import { renderVisible } from "./directory-object.ts";

const { readApplications, readGroups } = permissions;

/** The relationships that `$expand` shows of a kind of objects ("Query parameters: expand"). */
export function expansionsOf(kind: DirectoryObject["kind"], directory: Directory): Expansions {
  const { applications, servicePrincipals, groups, appRoleAssignments } = directory;
  const objects = (read: Permission, idsOf: (id: string) => readonly ObjectId[] | undefined): Relationship => ({
    read,
    of: (id, caller) =>
      (idsOf(id) ?? [])
        .flatMap((related) => directory.find(related) ?? [])
        .map((found) => renderVisible(caller, found)),
  });
  const memberOf = objects(readGroups, (id) =>
    groups.list().flatMap((group) => (group.members.some((member) => member === id) ? [group.id] : [])),
  );
  const assignments: Relationship = {
    read: readApplications,
    of: (id) => appRoleAssignments.ofPrincipal(id).map(renderAppRoleAssignment),
  };

  switch (kind) {
    case "application":
      return { owners: objects(readApplications, (id) => applications.get(id)?.owners) };
    case "servicePrincipal":
      return {
        owners: objects(readApplications, (id) => servicePrincipals.get(id)?.owners),
        memberOf,
        appRoleAssignments: assignments,
        appRoleAssignedTo: {
          read: readApplications,
          of: (id) => appRoleAssignments.onResource(id).map(renderAppRoleAssignment),
        },
      };
    case "group":
      return {
        owners: objects(readGroups, (id) => groups.get(id)?.owners),
        members: objects(readGroups, (id) => groups.get(id)?.members),
        memberOf,
        appRoleAssignments: assignments,
      };
    case "user":
      return { memberOf, appRoleAssignments: assignments };
  }
}
