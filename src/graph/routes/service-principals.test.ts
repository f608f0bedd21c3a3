import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testRole } from "../../entra/testing/index.ts";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

const STRANGER = "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77";
let graph: TestGraph;

beforeEach(async () => {
  graph = await startTestGraph();
});
afterEach(() => graph.close());

describe("service principals", () => {
  test("are made of an application, as azuread's providers do", async () => {
    const { appId } = await graph.read("POST", "/beta/applications", {
      displayName: "app",
      identifierUris: ["api://app"],
    });
    const { status, body } = await graph.call("POST", "/v1.0/servicePrincipals", {
      "owners@odata.bind": [`https://graph.microsoft.com/v1.0/directoryObjects/${graph.operator.principal.id}`],
      accountEnabled: true,
      alternativeNames: [],
      appId,
      appRoleAssignmentRequired: true,
      description: "TERRAFORM_UPDATE",
      loginUrl: null,
      notes: null,
      notificationEmailAddresses: [],
      preferredSingleSignOnMode: null,
      samlSingleSignOnSettings: {},
      tags: ["WindowsAzureActiveDirectoryIntegratedApp"],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      appId,
      appRoleAssignmentRequired: true,
      displayName: "app",
      servicePrincipalNames: ["api://app", appId],
      servicePrincipalType: "Application",
      tags: ["WindowsAzureActiveDirectoryIntegratedApp"],
    });
    const path = `/v1.0/servicePrincipals/${body?.id}`;
    expect((await graph.call("PATCH", path, { id: body?.id, description: null })).status).toBe(204);
    expect(await graph.read("GET", path)).toMatchObject({ description: null, appRoleAssignmentRequired: true });
    expect((await graph.read("GET", `${path}/owners`)).value).toMatchObject([{ id: graph.operator.principal.id }]);
  });

  test("are found by client id and by type, Microsoft's own and managed identities among them", async () => {
    const { servicePrincipals } = graph.tenant.entra.directory;
    const identity = servicePrincipals.createManagedIdentity({
      displayName: "id",
      alternativeNames: ["isExplicit=True"],
    });
    const find = async (filter: string) =>
      (await graph.read("GET", `/v1.0/servicePrincipals?${new URLSearchParams({ $filter: filter })}`)).value;
    expect(await find("appId eq '00000003-0000-0000-c000-000000000000'")).toMatchObject([
      { displayName: "Microsoft Graph", appOwnerOrganizationId: "f8cdef31-a31e-4b4a-93e4-5f571e91255a" },
    ]);
    expect(await find("servicePrincipalType eq 'ManagedIdentity'")).toMatchObject([
      { id: identity.id, alternativeNames: ["isExplicit=True"], appOwnerOrganizationId: null, appRoles: [] },
    ]);
  });

  test.each<[string, (g: TestGraph) => unknown, number, string]>([
    ["a second one", (g) => ({ appId: g.operator.clientId }), 409, "Request_MultipleObjectsWithSameKeyValue"],
    ["one of no application", () => ({ appId: STRANGER }), 400, "Request_BadRequest"],
    ["one without a client id", () => ({}), 400, "Request_BadRequest"],
    ["an unknown property", (g) => ({ appId: g.operator.clientId, appRoles: [] }), 400, "Request_BadRequest"],
  ])("refuse %s", async (_, body, status, code) => {
    const answer = await graph.call("POST", "/v1.0/servicePrincipals", body(graph));
    expect([answer.status, answer.body?.error.code]).toEqual([status, code]);
  });

  test("of managed identities and of Microsoft can't be changed, deleted, or given a secret", async () => {
    const { servicePrincipals } = graph.tenant.entra.directory;
    const identity = servicePrincipals.createManagedIdentity({ displayName: "id", alternativeNames: [] });
    const microsoftGraph = servicePrincipals.findByAppId("00000003-0000-0000-c000-000000000000");
    for (const id of [identity.id, microsoftGraph?.id]) {
      const path = `/v1.0/servicePrincipals/${id}`;
      expect((await graph.call("PATCH", path, { accountEnabled: false })).status).toBe(403);
      expect((await graph.call("DELETE", path)).status).toBe(403);
      expect((await graph.call("POST", `${path}/addPassword`, {})).status).toBe(403);
    }
  });
});

describe("app role assignments", () => {
  const role = testRole("Apim.Example");

  function setUp() {
    const api = graph.tenant.register({ displayName: "api", appRoles: [role] });
    const identity = graph.tenant.entra.directory.servicePrincipals.createManagedIdentity({
      displayName: "identity",
      alternativeNames: [],
    });
    const body = { appRoleId: role.id, principalId: identity.id, resourceId: api.principal.id };
    return { api, identity, body, assignedTo: `/v1.0/servicePrincipals/${api.principal.id}/appRoleAssignedTo` };
  }

  test("are made at the resource, seen from both ends, and deleted", async () => {
    const { api, identity, body, assignedTo } = setUp();
    const { status, body: made } = await graph.call("POST", assignedTo, body);
    expect(status).toBe(201);
    expect(made).toMatchObject({
      ...body,
      principalType: "ServicePrincipal",
      principalDisplayName: "identity",
      resourceDisplayName: "api",
      createdDateTime: "2026-08-13T21:24:29Z",
    });
    const found = await graph.read("GET", `${assignedTo}?%24filter=id+eq+%27${made?.id}%27`);
    expect(found.value).toMatchObject([{ id: made?.id }]);
    const ofPrincipal = `/v1.0/servicePrincipals/${identity.id}/appRoleAssignments`;
    expect((await graph.read("GET", ofPrincipal)).value).toMatchObject([{ id: made?.id }]);
    expect((await graph.call("GET", `${assignedTo}/${made?.id}`)).status).toBe(200);
    const other = `/v1.0/servicePrincipals/${graph.operator.principal.id}/appRoleAssignedTo/${made?.id}`;
    expect((await graph.call("DELETE", other)).status).toBe(404);
    expect((await graph.call("DELETE", `${assignedTo}/${made?.id}`)).status).toBe(204);
    expect((await graph.call("DELETE", `${assignedTo}/${made?.id}`)).status).toBe(404);
    expect(graph.tenant.entra.directory.appRoleAssignments.onResource(api.principal.id)).toEqual([]);
  });

  test("can be given to groups and users, and made at the principal", async () => {
    const { body } = setUp();
    const { groups, users } = graph.tenant.entra.directory;
    const group = groups.create({ displayName: "group", mailNickname: "group" });
    const user = users.create({ displayName: "user", userPrincipalName: "user@gatehouse.onmicrosoft.com" });
    const atGroup = await graph.read("POST", `/v1.0/groups/${group.id}/appRoleAssignments`, {
      ...body,
      principalId: group.id,
    });
    const atUser = await graph.read("POST", `/v1.0/users/${user.id}/appRoleAssignments`, {
      ...body,
      principalId: user.id,
    });
    expect([atGroup.principalType, atUser.principalType]).toEqual(["Group", "User"]);
  });

  test.each<[string, Record<string, string>, number, string]>([
    ["another resource than the path's", { resourceId: STRANGER }, 400, "Not a valid reference update."],
    ["an unknown principal", { principalId: STRANGER }, 404, `Resource '${STRANGER}' does not exist`],
    ["an unknown role", { appRoleId: STRANGER }, 400, "Permission being assigned was not found on application"],
    ["no role", { appRoleId: "00000000-0000-0000-0000-000000000000" }, 400, "Permission being assigned was not found"],
    ["an id that is none", { appRoleId: "x" }, 400, "Invalid value specified for property 'appRoleId'"],
    ["a property too many", { nonsense: "x" }, 400, "Invalid property 'nonsense'."],
  ])("refuse %s", async (_, changes, status, message) => {
    const { body, assignedTo } = setUp();
    const answer = await graph.call("POST", assignedTo, { ...body, ...changes });
    expect([answer.status, answer.body?.error.message]).toEqual([status, expect.stringContaining(message)]);
  });

  test("are refused the second time", async () => {
    const { body, assignedTo } = setUp();
    await graph.call("POST", assignedTo, body);
    const { status, body: refusal } = await graph.call("POST", assignedTo, body);
    expect([status, refusal?.error.message]).toEqual([400, "Permission being assigned already exists on the object"]);
  });
});
