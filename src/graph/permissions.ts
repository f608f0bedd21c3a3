import type { DirectoryObject } from "../entra/index.ts";
import type { GraphCaller } from "./authenticate.ts";
import { insufficientPrivileges } from "./graph-error.ts";

/** All of these sets must be met, each by any one of its application permissions. */
export type Permission = readonly (readonly string[])[];

const DIRECTORY_READ = ["Directory.Read.All", "Directory.ReadWrite.All"];
const APPLICATION_READ = ["Application.Read.All", "Application.ReadWrite.All", ...DIRECTORY_READ];

/** What each kind of operation takes: the permission tables on Microsoft Graph's reference pages. */
export const permissions = {
  readApplications: [APPLICATION_READ],
  writeApplications: [["Application.ReadWrite.All", "Directory.ReadWrite.All"]],
  /** "Grant an appRoleAssignment for a service principal": both are needed. */
  writeAppRoleAssignments: [["AppRoleAssignment.ReadWrite.All"], APPLICATION_READ],
  readGroups: [
    ["GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All", ...DIRECTORY_READ],
  ],
  writeGroups: [["Group.ReadWrite.All", "Directory.ReadWrite.All"]],
  writeGroupMembers: [["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"]],
  readDirectory: [[...DIRECTORY_READ]],
  writeDirectory: [["Directory.ReadWrite.All"]],
  writeUsers: [["User.ReadWrite.All", "Directory.ReadWrite.All"]],
  readUsers: [["User.Read.All", "User.ReadWrite.All", ...DIRECTORY_READ]],
  /** "Delete a user", and what becomes of it then: writing the directory is not enough. */
  deleteUsers: [["User.ReadWrite.All"]],
  readDomains: [["Domain.Read.All", "Domain.ReadWrite.All", ...DIRECTORY_READ]],
  readOrganization: [["Organization.Read.All", ...DIRECTORY_READ]],
} as const satisfies Readonly<Record<string, Permission>>;

/** What it takes to read an object of a kind. */
export function readPermission(kind: DirectoryObject["kind"]): Permission {
  if (kind === "group") return permissions.readGroups;
  if (kind === "user") return permissions.readUsers;
  return permissions.readApplications;
}

/** Throws `GraphError` (403) unless the caller's token carries the permission. */
export function requirePermission(caller: GraphCaller, permission: Permission): void {
  if (!isPermitted(caller, permission)) throw insufficientPrivileges();
}

/** Whether the caller's token carries the permission. */
export function isPermitted(caller: GraphCaller, permission: Permission): boolean {
  return permission.every((anyOf) => anyOf.some((role) => caller.roles.has(role)));
}
