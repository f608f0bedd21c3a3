import type { GroupProperties } from "../model.ts";

const builtIn = { builtIn: true, type: "system" } as const;

/** The groups that every service has, by their names ("How to create and use groups in Azure API Management"). */
export const builtInGroups: Readonly<Record<string, Omit<GroupProperties, "etag">>> = {
  administrators: {
    ...builtIn,
    displayName: "Administrators",
    description: "Manage the service and everything in it.",
  },
  developers: {
    ...builtIn,
    displayName: "Developers",
    description: "Users who are signed in to the developer portal.",
  },
  guests: { ...builtIn, displayName: "Guests", description: "Visitors of the developer portal who aren't signed in." },
};
