import { DEFAULT_ACCESS_ROLE_ID, type Directory } from "../../entra/index.ts";
import type { AppRoleHolder, PrincipalKind } from "../contract/checks.ts";

type Principal = AppRoleHolder["principal"];

/**
 * Who has, or seems to have, each app role of an application: those assigned, and whoever is in a group that is ("Add app roles to your
 * application": only people who are direct members get a group's roles, service principals never). Undefined if there is no such application.
 */
export function appRoleHolders(directory: Directory, appId: string): readonly AppRoleHolder[] | undefined {
  const resource = directory.servicePrincipals.findByAppId(appId);
  if (resource === undefined) return undefined;
  return directory.appRoleAssignments.onResource(resource.id).flatMap(({ appRoleId, principalId }) => {
    const found = resource.appRoles.find(({ id }) => id.toLowerCase() === appRoleId.toLowerCase());
    const isDefault = appRoleId === DEFAULT_ACCESS_ROLE_ID;
    const role = {
      id: appRoleId,
      value: found?.value ?? "",
      displayName: found?.displayName ?? (isDefault ? "Default access" : "A role that is gone"),
    };
    const principal = principalOf(directory, principalId);
    if (principal === undefined) return [];
    const own: AppRoleHolder = {
      role,
      principal,
      counts: principal.kind !== "group",
      reason:
        principal.kind === "group"
          ? "A group has no tokens; what counts is who is in it."
          : "The role is assigned to it directly, and in every token that is issued from now on.",
    };
    return [
      own,
      ...membersOf(directory, principal).map(({ member, isDirect }) => inherited(role, principal, member, isDirect)),
    ];
  });
}

function inherited(role: AppRoleHolder["role"], group: Principal, member: Principal, isDirect: boolean): AppRoleHolder {
  const { id, displayName } = group;
  const counts = member.kind === "user" && isDirect;
  return { role, principal: member, throughGroup: { id, displayName }, counts, reason: reasonOf(member, isDirect) };
}

function reasonOf({ kind }: Principal, isDirect: boolean): string {
  if (kind === "group") return "A group within the group: it, and whoever is in it, gets nothing.";
  if (kind !== "user")
    return "A service principal never gets the app role of a group that it is in; assign the role to it directly.";
  return isDirect
    ? "People get the app roles of the groups of which they are direct members."
    : "The person is in a group within the group: only direct members get its app roles.";
}

function membersOf(
  directory: Directory,
  group: Principal,
): readonly { readonly member: Principal; readonly isDirect: boolean }[] {
  if (group.kind !== "group") return [];
  const found: { member: Principal; isDirect: boolean }[] = [];
  const seen = new Set<string>([group.id]);
  const visit = (groupId: string, isDirect: boolean): void => {
    for (const id of directory.groups.get(groupId)?.members ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      const member = principalOf(directory, id);
      if (member === undefined) continue;
      found.push({ member, isDirect });
      if (member.kind === "group") visit(id, false);
    }
  };
  visit(group.id, true);
  return found;
}

/** What an object id stands for; undefined for what can hold no role. */
export function principalOf(directory: Directory, id: string): Principal | undefined {
  const { servicePrincipals, users, groups } = directory;
  const application = servicePrincipals.get(id);
  if (application !== undefined) {
    const kind: PrincipalKind =
      application.servicePrincipalType === "ManagedIdentity" ? "managed identity" : "application";
    return { id, displayName: application.displayName, kind };
  }
  const user = users.get(id);
  if (user !== undefined) return { id, displayName: user.displayName, kind: "user" };
  const group = groups.get(id);
  return group === undefined ? undefined : { id, displayName: group.displayName, kind: "group" };
}
