import { describe, expect, test } from "vitest";
import { assignmentChoice, azRest } from "./assignment-choice.ts";
import { type AppRole, DEFAULT_ACCESS_ROLE_ID, type ServicePrincipal } from "./directory.ts";

const role = (id: string, value: string, changes: Partial<AppRole> = {}): AppRole => ({
  id,
  value,
  displayName: `May ${value}`,
  description: null,
  isEnabled: true,
  allowedMemberTypes: ["Application"],
  ...changes,
});

const principal = (name: string, appRoles: readonly AppRole[] = []): ServicePrincipal => ({
  id: `object-${name}`,
  appId: `client-${name}`,
  displayName: name,
  servicePrincipalType: "Application",
  accountEnabled: true,
  appOwnerOrganizationId: null,
  appRoleAssignmentRequired: false,
  appRoles,
  servicePrincipalNames: [],
});

const read = role("role-read", "Orders.Read");
const caller = principal("caller");
const orders = principal("orders", [
  read,
  role("role-off", "Orders.Off", { isEnabled: false }),
  role("role-people", "Orders.People", { allowedMemberTypes: ["User"] }),
]);
const principals = [caller, orders];
const draft = { principalId: "object-caller", resourceId: "object-orders", appRoleId: "role-read" };

describe("what is named for an assignment", () => {
  test.each([
    { principal: "object-caller", application: "object-orders", role: "role-read" },
    { principal: "client-caller", application: "client-orders", role: "Orders.Read" },
    { principal: "OBJECT-CALLER", application: "CLIENT-ORDERS", role: "ROLE-READ" },
  ])("is found by object id, client id, role id and value: $principal $application $role", (wish) => {
    expect(assignmentChoice(wish, principals).draft).toEqual(draft);
  });

  test.each(["", "Orders.Off", "role-people", "orders.read"])(
    "isn't found for the role '%s', which no service principal may have",
    (wanted) => {
      const choice = assignmentChoice(
        { principal: "object-caller", application: "object-orders", role: wanted },
        principals,
      );
      expect(choice.draft).toBeUndefined();
      expect(choice.roles).toEqual([read]);
    },
  );

  test("is the default access where the application has no role to give", () => {
    const wish = { principal: "object-caller", application: "object-caller", role: DEFAULT_ACCESS_ROLE_ID };
    expect(assignmentChoice(wish, principals).draft?.appRoleId).toBe(DEFAULT_ACCESS_ROLE_ID);
  });

  test("is nothing without an application", () => {
    const choice = assignmentChoice({ principal: "other", application: "", role: "Orders.Read" }, principals);
    expect(choice).toMatchObject({ principal: undefined, application: undefined, roles: [], draft: undefined });
  });
});

test("the command has the request's URL and body", () => {
  const [, url, body] = azRest(draft).split(" \\\n  ");
  expect(url).toBe('--url "https://graph.microsoft.com/v1.0/servicePrincipals/object-orders/appRoleAssignedTo"');
  expect(JSON.parse(/^--body '(.*)'$/.exec(body ?? "")?.[1] ?? "")).toEqual(draft);
});
