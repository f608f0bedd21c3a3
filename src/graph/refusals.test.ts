import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "./testing/test-graph.ts";

let graph: TestGraph;
/** Ids of things that are there, by the name that they have in `{…}`. */
let ids: Readonly<Record<string, string>>;
/** By what the token may do. */
let tokens: Readonly<Record<string, string>>;

beforeAll(async () => {
  graph = await startTestGraph();
  const { directory } = graph.tenant.entra;
  const app = await graph.read("POST", "/v1.0/applications", {
    displayName: "app",
    appRoles: [
      {
        id: "11111111-1111-1111-1111-111111111111",
        allowedMemberTypes: ["Application"],
        displayName: "Read",
        description: "Reads",
        value: "Read",
        isEnabled: true,
      },
    ],
  });
  const principal = await graph.read("POST", "/v1.0/servicePrincipals", { appId: app.appId });
  const user = directory.users.create({ displayName: "Ada", userPrincipalName: "ada@gatehouse.onmicrosoft.com" });
  const group = directory.groups.create({ displayName: "g", mailNickname: "g", members: [user.id], owners: [user.id] });
  const gone = await graph.read("POST", "/v1.0/applications", { displayName: "gone" });
  await graph.call("DELETE", `/v1.0/applications/${gone.id}`);
  ids = { app: app.id, appId: app.appId, principal: principal.id, user: user.id, group: group.id, gone: gone.id };
  tokens = {
    none: await graph.tokenWith([]),
    "Application.Read.All": await graph.tokenWith(["Application.Read.All", "Group.Read.All", "User.Read.All"]),
    "Directory.Read.All": await graph.tokenWith(["Directory.Read.All"]),
  };
});
afterAll(() => graph.close());

const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");

/** All that the directory holds, as Graph shows it. */
async function everything(): Promise<string> {
  const lists = ["applications?$expand=owners", "servicePrincipals", "groups?$expand=members", "users"];
  const shown = await Promise.all(lists.map((list) => graph.read("GET", `/v1.0/${list}`)));
  const deleted = await graph.read("GET", "/v1.0/directory/deletedItems/microsoft.graph.application");
  const assigned = await graph.read("GET", filled("/v1.0/servicePrincipals/{principal}/appRoleAssignedTo"));
  return JSON.stringify([...shown, deleted, assigned]);
}

const reference = { "@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/{user}" };

const writes: [method: string, path: string, body?: object][] = [
  ["POST", "/applications", { displayName: "x" }],
  ["PATCH", "/applications/{app}", { displayName: "x" }],
  ["PATCH", "/applications(uniqueName='x')", { displayName: "x" }],
  ["DELETE", "/applications/{app}"],
  ["POST", "/applications/{app}/addPassword", { passwordCredential: {} }],
  ["POST", "/applications/{app}/owners/$ref", reference],
  ["POST", "/applications/{app}/federatedIdentityCredentials", { name: "x" }],
  ["POST", "/applications/{app}/extensionProperties", {}],
  ["POST", "/servicePrincipals", { appId: "{appId}" }],
  ["PATCH", "/servicePrincipals/{principal}", { notes: "x" }],
  ["DELETE", "/servicePrincipals/{principal}"],
  ["POST", "/servicePrincipals/{principal}/addPassword", { passwordCredential: {} }],
  [
    "POST",
    "/servicePrincipals/{principal}/appRoleAssignedTo",
    { principalId: "{principal}", resourceId: "{principal}", appRoleId: "11111111-1111-1111-1111-111111111111" },
  ],
  ["POST", "/groups", { displayName: "x", mailNickname: "x", mailEnabled: false, securityEnabled: true }],
  ["PATCH", "/groups/{group}", { displayName: "x" }],
  ["DELETE", "/groups/{group}"],
  ["POST", "/groups/{group}/members/$ref", reference],
  ["DELETE", "/groups/{group}/members/{user}/$ref"],
  ["POST", "/users", { displayName: "x" }],
  ["PATCH", "/users/{user}", { displayName: "x" }],
  ["DELETE", "/users/{user}"],
  ["POST", "/directory/deletedItems/{gone}/restore"],
  ["DELETE", "/directory/deletedItems/{gone}"],
  ["POST", "/directoryRoles", {}],
  ["POST", "/oauth2PermissionGrants", {}],
];

describe.each(["none", "Application.Read.All", "Directory.Read.All"])("a caller with %s", (permission) => {
  test.each(writes)("may not %s %s, which changes nothing", async (method, path, body) => {
    const before = await everything();
    const sent = body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body)));
    const answer = await graph.call(method, filled(`/v1.0${path}`), sent, tokens[permission]);
    expect([answer.status, answer.body?.error.code, answer.body?.error.message]).toEqual([
      403,
      "Authorization_RequestDenied",
      "Insufficient privileges to complete the operation.",
    ]);
    expect(await everything()).toBe(before);
  });
});

describe("a relationship that is expanded takes what its own path takes", () => {
  test.each([
    ["User.Read.All", "/v1.0/users?$expand=memberOf", 403],
    ["User.Read.All", "/v1.0/users?$expand=appRoleAssignments", 403],
    ["Group.Read.All", "/v1.0/groups?$expand=appRoleAssignments", 403],
    ["Application.Read.All", "/v1.0/servicePrincipals?$expand=memberOf", 403],
    ["Group.Read.All", "/v1.0/groups?$expand=members", 200],
  ])("with %s, %s is %d", async (permission, path, status) => {
    expect((await graph.call("GET", path, undefined, await graph.tokenWith([permission]))).status).toBe(status);
  });

  test.each([
    "/v1.0/groups/{group}?$expand=members",
    "/v1.0/groups/{group}/members",
    "/v1.0/groups/{group}/transitiveMembers",
  ])("of objects that the caller may not read %s shows the id alone", async (path) => {
    const body = await graph.read("GET", filled(path), undefined, await graph.tokenWith(["Group.Read.All"]));
    expect(body.members ?? body.value).toEqual([{ "@odata.type": "#microsoft.graph.user", id: ids.user }]);
  });
});

describe("what Graph doesn't know is refused, never answered and never a failure of ours", () => {
  test.each<[method: string, path: string, status: number, body?: object]>([
    ["GET", "/v1.0/nonsense", 400],
    ["GET", "/v3.0/users", 400],
    ["GET", "/v1.0/applications/{app}/nonsense", 400],
    ["GET", "/v1.0/applications/not-a-guid", 400],
    ["GET", "/v1.0/applications/%ZZ", 400],
    ["PUT", "/v1.0/applications/{app}", 405, {}],
    ["DELETE", "/v1.0/applications", 405],
    ["DELETE", "/v1.0/groups/{group}/$count", 405],
    ["POST", "/v1.0/groups/$count", 405, {}],
    ["POST", "/v1.0/users/{user}", 405, {}],
    ["POST", "/v1.0/applications", 400, { displayName: 5 }],
    ["POST", "/v1.0/applications", 400, { displayName: "x", nonsense: true }],
    ["POST", "/v1.0/applications", 400, []],
    ["PATCH", "/v1.0/groups/{group}", 400, { displayName: ["x"] }],
    ["PATCH", "/v1.0/servicePrincipals/{principal}", 400, { appRoleAssignmentRequired: "true" }],
    ["POST", "/v1.0/groups/{group}/members/$ref", 400, { "@odata.id": "nonsense" }],
    ["GET", "/v1.0/users?$nonsense=1", 400],
    ["GET", "/v1.0/users?$filter=nonsense eq 1", 400],
    ["GET", "/v1.0/users?$skip=1", 400],
  ])("%s %s is %d", async (method, path, status, body) => {
    const answer = await graph.call(method, filled(path), body);
    expect(answer.status).toBe(status);
    expect(answer.body?.error).toMatchObject({ code: expect.stringMatching(/./), message: expect.stringMatching(/./) });
  });

  test("nor is a body that is no JSON", async () => {
    const token = await graph.tokenFor(graph.operator);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await graph.served.fetch("/v1.0/groups", { method: "POST", headers, body: "{" });
    expect(answer.status).toBe(400);
  });
});
