import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "./testing/test-graph.ts";

let graph: TestGraph;
beforeAll(async () => {
  graph = await startTestGraph();
});
afterAll(() => graph.close());

const STRANGER = "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77";

describe("who may call", () => {
  test("a caller without a token is told where to get one", async () => {
    const { status, headers, body } = await graph.call("GET", "/v1.0/applications", undefined, "");
    expect([status, body?.error.code, body?.error.message]).toEqual([
      401,
      "InvalidAuthenticationToken",
      "Access token is empty.",
    ]);
    expect(headers.get("www-authenticate")).toContain(
      'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    );
  });

  test.each([
    ["for Resource Manager", "https://management.azure.com/", 401],
    ["for Graph, with a slash", "https://graph.microsoft.com/", 200],
    ["for Graph, by its client id", "00000003-0000-0000-c000-000000000000", 200],
  ])("a token %s", async (_, resource, status) => {
    const token = await graph.tokenFor(graph.operator, resource);
    expect((await graph.call("GET", "/v1.0/groups", undefined, token)).status).toBe(status);
  });

  test.each(["nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])("the token '%s' is refused", async (token) => {
    expect((await graph.call("GET", "/v1.0/groups", undefined, token)).status).toBe(401);
  });

  test("a token is refused when its hour is over", async () => {
    const mine = await startTestGraph();
    const token = await mine.tokenFor(mine.operator);
    mine.tenant.clock.advance(3600 * 1000);
    const { status, body } = await mine.call("GET", "/v1.0/groups", undefined, token);
    await mine.close();
    expect([status, body?.error.message]).toEqual([401, "Lifetime validation failed, the token is expired."]);
  });

  const GET_GROUPS = ["GET", "/v1.0/groups"] as const;
  const POST_GROUP = ["POST", "/v1.0/groups"] as const;
  const GET_APPS = ["GET", "/v1.0/applications"] as const;
  const POST_APP = ["POST", "/v1.0/applications"] as const;
  const POST_MEMBER = ["POST", `/v1.0/groups/${STRANGER}/members/$ref`] as const;
  const ASSIGN = ["POST", `/v1.0/servicePrincipals/${STRANGER}/appRoleAssignedTo`] as const;
  const ADD_PASSWORD = ["POST", `/v1.0/applications/${STRANGER}/addPassword`] as const;
  const GET_OBJECT = ["GET", `/v1.0/directoryObjects/${STRANGER}`] as const;
  const GET_USERS = ["GET", "/v1.0/users"] as const;
  const GET_ORGANIZATION = ["GET", "/v1.0/organization"] as const;
  const PATCH_SP = ["PATCH", `/v1.0/servicePrincipals/${STRANGER}`] as const;
  const DELETE_APP = ["DELETE", `/v1.0/applications/${STRANGER}`] as const;

  type Call = readonly [method: string, path: string];
  test.each<[readonly string[], Call, "allowed" | "refused"]>([
    [[], GET_GROUPS, "refused"],
    [[], GET_APPS, "refused"],
    [[], GET_OBJECT, "refused"],
    [[], GET_USERS, "refused"],
    [[], GET_ORGANIZATION, "refused"],
    [["Group.Read.All"], GET_GROUPS, "allowed"],
    [["Group.Read.All"], POST_GROUP, "refused"],
    [["Group.Read.All"], POST_MEMBER, "refused"],
    [["Group.Read.All"], GET_APPS, "refused"],
    [["GroupMember.ReadWrite.All"], POST_MEMBER, "allowed"],
    [["GroupMember.ReadWrite.All"], POST_GROUP, "refused"],
    [["Group.ReadWrite.All"], POST_GROUP, "allowed"],
    [["Group.ReadWrite.All"], POST_APP, "refused"],
    [["Application.Read.All"], GET_APPS, "allowed"],
    [["Application.Read.All"], POST_APP, "refused"],
    [["Application.Read.All"], ADD_PASSWORD, "refused"],
    [["Application.Read.All"], PATCH_SP, "refused"],
    [["Application.Read.All"], DELETE_APP, "refused"],
    [["Application.Read.All"], ASSIGN, "refused"],
    [["Application.ReadWrite.All"], ASSIGN, "refused"],
    [["AppRoleAssignment.ReadWrite.All"], ASSIGN, "refused"],
    [["AppRoleAssignment.ReadWrite.All", "Application.Read.All"], ASSIGN, "allowed"],
    [["Application.ReadWrite.All"], ADD_PASSWORD, "allowed"],
    [["Directory.Read.All"], GET_USERS, "allowed"],
    [["Directory.Read.All"], GET_ORGANIZATION, "allowed"],
    [["Directory.Read.All"], POST_GROUP, "refused"],
    [["User.Read.All"], GET_USERS, "allowed"],
    [["User.Read.All"], GET_OBJECT, "refused"],
  ])("with %j, %j is %s", async (held, [method, path], expected) => {
    const token = await graph.tokenWith(held);
    const { status, body } = await graph.call(method, path, method === "POST" ? {} : undefined, token);
    expect(status === 403 ? "refused" : "allowed").toBe(expected);
    if (expected === "refused") {
      expect(body?.error).toMatchObject({
        code: "Authorization_RequestDenied",
        message: "Insufficient privileges to complete the operation.",
      });
    } else expect([200, 400, 404]).toContain(status);
  });

  test("a permission counts from the token, not from an assignment made since", async () => {
    const mine = await startTestGraph();
    const client = mine.tenant.register({ displayName: "late" });
    const token = await mine.tokenFor(client);
    const graphPrincipal = mine.tenant.entra.directory.servicePrincipals.findByAppId(
      "00000003-0000-0000-c000-000000000000",
    );
    await mine.call("POST", `/v1.0/servicePrincipals/${client.principal.id}/appRoleAssignments`, {
      principalId: client.principal.id,
      resourceId: graphPrincipal?.id,
      appRoleId: "5b567255-7703-4780-807c-7be8301ae99b",
    });
    const statuses = [
      (await mine.call("GET", "/v1.0/groups", undefined, token)).status,
      (await mine.call("GET", "/v1.0/groups", undefined, await mine.tokenFor(client))).status,
    ];
    await mine.close();
    expect(statuses).toEqual([403, 200]);
  });
});

describe("paths and methods", () => {
  test.each([
    "/v1.0/groups",
    "/beta/groups",
    "/V1.0/Groups",
    "/v1.0/11111111-1111-1111-1111-111111111111/groups",
    "/beta/gatehouse.onmicrosoft.com/groups",
    "/v1.0/myorganization/groups",
    "//v1.0//groups/",
  ])("%s is the list of groups", async (path) => {
    expect((await graph.call("GET", path)).status).toBe(200);
  });

  test.each([
    ["GET", "/v1.0/nonsense", 400, "BadRequest", "Resource not found for the segment 'nonsense'."],
    ["GET", `/v1.0/groups/${STRANGER}/nonsense`, 400, "BadRequest", "Resource not found for the segment 'nonsense'."],
    ["GET", `/v1.0/${STRANGER}/groups`, 400, "BadRequest", `Resource not found for the segment 'groups'.`],
    ["GET", "/v2.0/groups", 400, "BadRequest", "Invalid version: v2.0."],
    ["GET", "/", 400, "BadRequest", "Invalid version: ."],
    ["PUT", "/v1.0/groups", 405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."],
    [
      "DELETE",
      "/v1.0/groups",
      405,
      "Request_BadRequest",
      "Specified HTTP method is not allowed for the request target.",
    ],
    ["GET", "/v1.0/me", 400, "BadRequest", "/me request is only valid with delegated authentication flow."],
    ["GET", "/v1.0/groups/me", 400, "Request_BadRequest", "Invalid object identifier 'me'."],
    [
      "GET",
      `/v1.0/groups/${STRANGER}`,
      404,
      "Request_ResourceNotFound",
      `Resource '${STRANGER}' does not exist or one of its queried reference-property objects are not present.`,
    ],
  ])("%s %s answers %d", async (method, path, status, code, message) => {
    const answer = await graph.call(method, path);
    expect([answer.status, answer.body?.error.code, answer.body?.error.message]).toEqual([status, code, message]);
  });

  test("an error carries the request's ids and the time", async () => {
    const token = await graph.tokenFor(graph.operator);
    const answer = await graph.served.fetch("/v1.0/nonsense", {
      headers: { authorization: `Bearer ${token}`, "client-request-id": STRANGER },
    });
    const requestId = answer.headers.get("request-id");
    expect(answer.headers.get("client-request-id")).toBe(STRANGER);
    expect((await answer.json()).error.innerError).toEqual({
      date: "2026-08-13T21:24:29",
      "request-id": requestId,
      "client-request-id": STRANGER,
    });
  });
});

describe("query options", () => {
  test.each([
    ["$foo=1", "BadRequest"],
    ["$expand=owners,members", "Request_UnsupportedQuery"],
    ["$expand=owners($top=1)", "Request_UnsupportedQuery"],
    ["$expand=nonsense", "BadRequest"],
    ["$orderby=description", "Request_UnsupportedQuery"],
    ["$orderby=displayName sideways", "Request_UnsupportedQuery"],
    ["$orderby=displayName&$filter=displayName eq 'x'", "Request_UnsupportedQuery"],
    ["$search=x", "Request_UnsupportedQuery"],
    ["expand=nonsense", "BadRequest"],
    ["$select=nonsense", "BadRequest"],
    ["$filter=nonsense eq 'x'", "BadRequest"],
    ["$filter=displayName gt 'x'", "Request_UnsupportedQuery"],
    ["$filter=displayName eq", "BadRequest"],
    ["$top=0", "Request_BadRequest"],
    ["$top=1000", "Request_BadRequest"],
    ["$top=a", "Request_BadRequest"],
    ["$top=1&$top=2", "BadRequest"],
    ["$count=maybe", "BadRequest"],
    ["$skiptoken=%20", "Request_BadRequest"],
  ])("%s is refused", async (query, code) => {
    const { status, body } = await graph.call("GET", `/v1.0/groups?${query}`);
    expect([status, body?.error.code]).toEqual([400, code]);
  });

  test("a list is paged, filtered and selected from", async () => {
    const mine = await startTestGraph();
    for (const name of ["a1", "a2", "a3", "b1"]) {
      mine.tenant.entra.directory.groups.create({ displayName: name, mailNickname: name });
    }
    const names: unknown[] = [];
    let path: string | undefined = "/v1.0/groups?$filter=startswith(displayName,'A')&$top=2&$select=id,displayName";
    let pages = 0;
    while (path !== undefined) {
      const page = await mine.read("GET", path);
      for (const group of page.value) {
        expect(Object.keys(group).sort()).toEqual(["displayName", "id"]);
        names.push(group.displayName);
      }
      const next: unknown = page["@odata.nextLink"];
      path = typeof next === "string" ? next.replace(/^http:\/\/127\.0\.0\.1:\d+/, "") : undefined;
      pages += 1;
    }
    await mine.close();
    expect([pages, names.sort()]).toEqual([2, ["a1", "a2", "a3"]]);
  });
});

test("the tenant shows itself, and its users", async () => {
  const { directory } = graph.tenant.entra;
  const user = directory.users.create({ displayName: "Ada", userPrincipalName: "ada@gatehouse.onmicrosoft.com" });
  expect((await graph.read("GET", "/v1.0/organization")).value).toMatchObject([
    { id: directory.tenantId, verifiedDomains: [{ name: "gatehouse.onmicrosoft.com" }] },
  ]);
  expect(await graph.read("GET", `/v1.0/organization/${directory.tenantId}`)).toMatchObject({ id: directory.tenantId });
  expect((await graph.read("GET", "/v1.0/users")).value).toMatchObject([{ id: user.id }]);
  for (const name of [user.id, "ADA@gatehouse.onmicrosoft.com"]) {
    expect(await graph.read("GET", `/v1.0/users/${name}`)).toMatchObject({ id: user.id, displayName: "Ada" });
  }
});
