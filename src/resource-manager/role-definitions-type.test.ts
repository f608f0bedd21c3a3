import { beforeEach, describe, expect, test } from "vitest";
import {
  GROUP,
  OWNER,
  READER,
  SUBSCRIPTION,
  startAuthorization,
  type TestAuthorization,
} from "./testing/test-authorization.ts";

const NAME = "aaaaaaaa-0000-0000-0000-000000000001";
const DEFINITIONS = "providers/Microsoft.Authorization/roleDefinitions";
const at = (scope: string, name = NAME) => `${scope}/${DEFINITIONS}/${name}`;
const PERMISSION = {
  actions: ["Microsoft.Web/sites/*"],
  notActions: ["Microsoft.Web/sites/delete"],
  dataActions: ["Microsoft.KeyVault/vaults/secrets/*"],
  notDataActions: ["Microsoft.KeyVault/vaults/secrets/*/action"],
};
const definition = (changes: object = {}) => ({
  properties: {
    roleName: "Site Keeper",
    description: "Keeps sites.",
    type: "CustomRole",
    assignableScopes: [GROUP],
    permissions: [PERMISSION],
    ...changes,
  },
});

let cloud: TestAuthorization;
beforeEach(async () => {
  cloud = await startAuthorization();
});

/** The names of the roles that a list with a filter has. */
async function listed(scope: string, filter?: string): Promise<readonly string[]> {
  const query = filter === undefined ? "" : `?$filter=${encodeURIComponent(filter)}`;
  const { body } = await cloud.call("GET", `${scope}/${DEFINITIONS}${query}`);
  const { value } = body as { value: readonly { properties: { roleName: string } }[] };
  return value.map(({ properties }) => properties.roleName);
}

describe("custom roles", () => {
  test("are made, read, changed and deleted", async () => {
    const made = await cloud.call("PUT", at(GROUP), definition());
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: at(SUBSCRIPTION),
        name: NAME,
        type: "Microsoft.Authorization/roleDefinitions",
        properties: { ...definition().properties, createdBy: cloud.owner, updatedBy: cloud.owner },
      },
    });
    expect(await cloud.call("GET", at(SUBSCRIPTION, NAME.toUpperCase()))).toMatchObject({
      status: 200,
      body: made.body,
    });
    const changed = await cloud.call("PUT", at(GROUP), definition({ description: "Other." }));
    expect(changed).toMatchObject({ status: 201, body: { properties: { description: "Other." } } });
    expect(await cloud.call("DELETE", at(GROUP))).toMatchObject({ status: 200, body: { name: NAME } });
    expect((await cloud.call("DELETE", at(GROUP))).status).toBe(204);
    expect(await cloud.call("GET", at(GROUP))).toMatchObject({
      status: 404,
      body: { error: { code: "RoleDefinitionDoesNotExist" } },
    });
  });

  test.each<[string, "control" | "data", boolean]>([
    ["Microsoft.Web/sites/write", "control", true],
    ["Microsoft.Web/sites/config/list/action", "control", true],
    ["Microsoft.Web/sites/delete", "control", false],
    ["Microsoft.Web/serverFarms/read", "control", false],
    ["Microsoft.KeyVault/vaults/secrets/delete", "data", true],
    ["Microsoft.KeyVault/vaults/secrets/getSecret/action", "data", false],
    ["Microsoft.KeyVault/vaults/secrets/delete", "control", false],
  ])("give %s on the %s plane or not: %s", async (operation, plane, allowed) => {
    await cloud.call("PUT", at(GROUP), definition());
    const principal = cloud.createPrincipal("someone");
    cloud.assign(principal, NAME, GROUP);
    expect(cloud.access.isAllowed(principal, operation, GROUP, plane)).toBe(allowed);
  });

  test("give at once what a change adds, and keep what another permission of them gives", async () => {
    await cloud.call("PUT", at(GROUP), definition());
    const principal = cloud.createPrincipal("someone");
    cloud.assign(principal, NAME, GROUP);
    await cloud.call("PUT", at(GROUP), definition({ permissions: [PERMISSION, { actions: ["*/delete"] }] }));
    expect(cloud.access.isAllowed(principal, "Microsoft.Web/sites/delete", GROUP, "control")).toBe(true);
  });

  test("are not deleted while somebody has them", async () => {
    await cloud.call("PUT", at(GROUP), definition());
    cloud.assign(cloud.createPrincipal("someone"), NAME, GROUP);
    expect(await cloud.call("DELETE", at(GROUP))).toEqual({
      status: 400,
      body: {
        error: {
          code: "RoleDefinitionHasAssignments",
          message: "There are existing role assignments referencing role.",
        },
      },
    });
    expect((await cloud.call("GET", at(GROUP))).status).toBe(200);
  });

  test("are listed where they can be assigned, below, or by name and type", async () => {
    await cloud.call("PUT", at(GROUP), definition({ roleName: "Bob's and Al's" }));
    expect(await listed(GROUP, "type eq 'CustomRole'")).toEqual(["Bob's and Al's"]);
    expect(await listed(SUBSCRIPTION, "type eq 'CustomRole'")).toEqual([]);
    expect(await listed(SUBSCRIPTION, "atScopeAndBelow() and type eq 'CustomRole'")).toEqual(["Bob's and Al's"]);
    expect(await listed(GROUP, "roleName eq 'bob''s and al''s'")).toEqual(["Bob's and Al's"]);
    expect(await listed(GROUP, "roleName eq 'Reader' and type eq 'CustomRole'")).toEqual([]);
    expect(await listed(GROUP)).toEqual(expect.arrayContaining(["Owner", "Bob's and Al's"]));
    expect(await listed(GROUP, "type eq 'BuiltInRole'")).not.toContain("Bob's and Al's");
    expect((await cloud.call("GET", `${GROUP}/${DEFINITIONS}?$filter=principalId eq 'x'`)).status).toBe(400);
  });

  test("need the permission on every scope that they are for", async () => {
    const keeper = cloud.createPrincipal("keeper");
    cloud.assign(keeper, OWNER, GROUP);
    const wide = definition({ assignableScopes: [GROUP, SUBSCRIPTION] });
    const refusal = { status: 403, body: { error: { code: "AuthorizationFailed" } } };
    expect(await cloud.call("PUT", at(GROUP), wide, keeper)).toMatchObject(refusal);
    expect((await cloud.call("PUT", at(GROUP), wide)).status).toBe(201);
    expect(await cloud.call("PUT", at(GROUP), definition(), keeper)).toMatchObject(refusal);
    expect(await cloud.call("DELETE", at(GROUP), undefined, keeper)).toMatchObject(refusal);
  });

  test.each<[string, string, unknown, number, string]>([
    ["a name that is no GUID", "x", definition(), 400, "InvalidRoleDefinitionId"],
    ["no name to show", NAME, definition({ roleName: undefined }), 400, "InvalidRequestContent"],
    ["no scopes", NAME, definition({ assignableScopes: [] }), 400, "InvalidRequestContent"],
    ["the root as its scope", NAME, definition({ assignableScopes: ["/"] }), 400, "InvalidAssignableScope"],
    [
      "a wildcard in a scope",
      NAME,
      definition({ assignableScopes: [`${SUBSCRIPTION}/resourceGroups/*`] }),
      400,
      "InvalidAssignableScope",
    ],
    [
      "an action that is none",
      NAME,
      definition({ permissions: [{ actions: ["read"] }] }),
      400,
      "InvalidActionOrNotAction",
    ],
    [
      "a data action that is none",
      NAME,
      definition({ permissions: [{ dataActions: ["a b/read"] }] }),
      400,
      "InvalidDataActionOrNotDataAction",
    ],
    ["a condition", NAME, definition({ permissions: [{ condition: "@Resource[x]" }] }), 400, "InvalidRequestContent"],
    ["a built-in type", NAME, definition({ type: "BuiltInRole" }), 400, "InvalidRequestContent"],
    ["a built-in role's name", NAME, definition({ roleName: "reader" }), 409, "RoleDefinitionWithSameNameExists"],
    ["a custom role's name", NAME, definition({ roleName: "taken" }), 409, "RoleDefinitionWithSameNameExists"],
    ["a built-in role's id", READER, definition(), 400, "BuiltInRoleDefinitionNotChangeable"],
  ])("are refused with %s", async (_, name, body, status, code) => {
    await cloud.call("PUT", at(GROUP, "aaaaaaaa-0000-0000-0000-00000000000f"), definition({ roleName: "Taken" }));
    const before = cloud.access.roles.list();
    expect(await cloud.call("PUT", at(GROUP, name), body)).toMatchObject({ status, body: { error: { code } } });
    expect(cloud.access.roles.list()).toEqual(before);
  });

  test("built-in roles are not deleted", async () => {
    expect(await cloud.call("DELETE", at(SUBSCRIPTION, READER))).toMatchObject({
      status: 400,
      body: { error: { code: "BuiltInRoleDefinitionNotChangeable" } },
    });
  });
});
