import type { AppRole } from "./application.ts";

function applicationRole(id: string, value: string, displayName: string): AppRole {
  return { id, value, displayName, description: displayName, allowedMemberTypes: ["Application"], isEnabled: true };
}

/** The application permissions of Microsoft Graph that Gatehouse's Graph checks ("Microsoft Graph permissions reference"). */
export const microsoftGraphRoles: readonly AppRole[] = [
  applicationRole("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "Application.Read.All", "Read all applications"),
  applicationRole(
    "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
    "Application.ReadWrite.All",
    "Read and write all applications",
  ),
  applicationRole(
    "06b708a9-e830-4db3-a914-8e69da51d44f",
    "AppRoleAssignment.ReadWrite.All",
    "Manage app permission grants and app role assignments",
  ),
  applicationRole("7ab1d382-f21e-4acd-a863-ba3e13f7da61", "Directory.Read.All", "Read directory data"),
  applicationRole("19dbc75e-c2e2-444c-a770-ec69d8559fc7", "Directory.ReadWrite.All", "Read and write directory data"),
  applicationRole("5b567255-7703-4780-807c-7be8301ae99b", "Group.Read.All", "Read all groups"),
  applicationRole("62a82d76-70ea-41e2-9197-370581804d09", "Group.ReadWrite.All", "Read and write all groups"),
  applicationRole("98830695-27a2-44f7-8c18-0c3ebc9698f6", "GroupMember.Read.All", "Read all group memberships"),
  applicationRole(
    "dbaae8cf-10b5-4b86-a4a1-f871c94c6695",
    "GroupMember.ReadWrite.All",
    "Read and write all group memberships",
  ),
  applicationRole("498476ce-e0fe-48b0-b801-37ba7e2685c6", "Organization.Read.All", "Read organization information"),
  applicationRole(
    "741f803b-c850-494e-b5df-cde7c675a1ca",
    "User.ReadWrite.All",
    "Read and write all users' full profiles",
  ),
  applicationRole("df021288-bdef-4463-88db-98f22de89214", "User.Read.All", "Read all users' full profiles"),
];
