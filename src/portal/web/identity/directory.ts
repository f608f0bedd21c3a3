import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { graph, graphList } from "../azure/graph.ts";

export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string | null;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly string[];
}

export interface Scope {
  readonly id: string;
  readonly value: string | null;
  readonly adminConsentDisplayName: string | null;
  readonly isEnabled: boolean;
  readonly type: string;
}

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly identifierUris: readonly string[];
  readonly signInAudience: string;
  readonly appRoles: readonly AppRole[];
  readonly api: {
    readonly requestedAccessTokenVersion: number | null;
    readonly oauth2PermissionScopes: readonly Scope[];
  };
}

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly servicePrincipalType: string;
  readonly accountEnabled: boolean;
  readonly appOwnerOrganizationId: string | null;
  readonly appRoleAssignmentRequired: boolean;
  readonly appRoles: readonly AppRole[];
  readonly servicePrincipalNames: readonly string[];
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
}

export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly accountEnabled: boolean;
}

/** An object among others; what it is, is in its annotation. */
export interface DirectoryObject {
  readonly "@odata.type": string;
  readonly id: string;
  readonly displayName?: string;
  readonly servicePrincipalType?: string;
}

export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string | null;
  readonly principalId: string;
  readonly principalType: "ServicePrincipal" | "Group" | "User";
  readonly principalDisplayName: string;
  readonly resourceId: string;
  readonly resourceDisplayName: string;
}

/** The role that is no role: access to the application alone ("appRoleAssignment resource type": appRoleId). */
export const DEFAULT_ACCESS_ROLE_ID = "00000000-0000-0000-0000-000000000000";

const SELECTED = {
  applications: "id,appId,displayName,identifierUris,signInAudience,appRoles,api",
  servicePrincipals:
    "id,appId,displayName,servicePrincipalType,accountEnabled,appOwnerOrganizationId,appRoleAssignmentRequired,appRoles,servicePrincipalNames",
  groups: "id,displayName,description",
  users: "id,displayName,userPrincipalName,mail,accountEnabled",
} as const;

type Collection = keyof typeof SELECTED;

function useCollection<Item extends { readonly displayName: string }>(collection: Collection) {
  return useQuery({
    queryKey: ["graph", collection],
    queryFn: async ({ signal }) => {
      const found = await graphList<Item>(`/${collection}?$select=${SELECTED[collection]}&$top=999`, signal);
      return found.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
    },
  });
}

/** Every app registration of the tenant. */
export const useApplications = (): UseQueryResult<readonly Application[]> => useCollection<Application>("applications");

/** Every service principal: of the tenant's own applications, of Microsoft's, and of managed identities. */
export const useServicePrincipals = (): UseQueryResult<readonly ServicePrincipal[]> =>
  useCollection<ServicePrincipal>("servicePrincipals");

export const useGroups = (): UseQueryResult<readonly Group[]> => useCollection<Group>("groups");

export const useUsers = (): UseQueryResult<readonly User[]> => useCollection<User>("users");

/** What Graph lists below an object: members of a group, groups of a user, app role assignments of either end. */
export function useRelated<Item>(collection: Collection, id: string | undefined, relation: string) {
  return useQuery({
    queryKey: ["graph", collection, id, relation],
    queryFn: ({ signal }) => graphList<Item>(`/${collection}/${id}/${relation}`, signal),
    enabled: id !== undefined && id !== "",
  });
}

export const useMembers = (groupId: string): UseQueryResult<readonly DirectoryObject[]> =>
  useRelated<DirectoryObject>("groups", groupId, "members");

export const useMemberOf = (
  collection: "servicePrincipals" | "users",
  id: string,
): UseQueryResult<readonly DirectoryObject[]> => useRelated<DirectoryObject>(collection, id, "memberOf");

/** What a principal may do elsewhere. */
export const useAppRoleAssignments = (
  collection: "servicePrincipals" | "groups" | "users",
  id: string,
): UseQueryResult<readonly AppRoleAssignment[]> => useRelated<AppRoleAssignment>(collection, id, "appRoleAssignments");

/** Who may do what at an application: `id` of its service principal. */
export const useAppRoleAssignedTo = (id: string | undefined): UseQueryResult<readonly AppRoleAssignment[]> =>
  useRelated<AppRoleAssignment>("servicePrincipals", id, "appRoleAssignedTo");

/** What a new assignment is made of, and what Graph is sent. */
export interface AssignmentDraft {
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
}

export async function assignAppRole(draft: AssignmentDraft): Promise<AppRoleAssignment> {
  const path = `/servicePrincipals/${draft.resourceId}/appRoleAssignedTo`;
  return (await graph<AppRoleAssignment>(path, { method: "POST", body: draft })).body;
}

export async function removeAssignment({ id, resourceId }: AppRoleAssignment): Promise<void> {
  await graph(`/servicePrincipals/${resourceId}/appRoleAssignedTo/${encodeURIComponent(id)}`, { method: "DELETE" });
}
