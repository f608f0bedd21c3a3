import { expect, test } from "vitest";
import { managedIdentities, resourceLabel } from "./managed-identities.ts";

const GROUP = "/subscriptions/1/resourceGroups/rg/providers";
const identity = {
  id: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-b`,
  name: "id-b",
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  properties: { principalId: "principal-b", clientId: "client-b" },
};
const site = {
  id: `${GROUP}/Microsoft.Web/sites/a-site`,
  name: "a-site",
  type: "Microsoft.Web/sites",
  identity: {
    type: "SystemAssigned, UserAssigned",
    principalId: "principal-site",
    userAssignedIdentities: { [identity.id.toLowerCase()]: { principalId: "principal-b", clientId: "client-b" } },
  },
  properties: {},
};

test("an identity tells what uses it, and a resource with one of its own is listed by its name", () => {
  expect(managedIdentities([identity], [site, { ...identity, properties: {} }])).toEqual([
    {
      kind: "system-assigned",
      principalId: "principal-site",
      clientId: "",
      name: "a-site",
      resourceId: site.id,
      usedBy: [site.id],
    },
    {
      kind: "user-assigned",
      principalId: "principal-b",
      clientId: "client-b",
      name: "id-b",
      resourceId: identity.id,
      usedBy: [site.id],
    },
  ]);
});

test.each([
  [site.id, "a-site (Microsoft.Web/sites)"],
  [`${site.id}/slots/test`, "test (Microsoft.Web/sites/slots)"],
])("%s is %s for people", (id, label) => {
  expect(resourceLabel(id)).toBe(label);
});
