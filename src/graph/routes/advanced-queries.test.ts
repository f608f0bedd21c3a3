import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Group, User } from "../../entra/index.ts";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

let graph: TestGraph;
let token: string;
let ada: User;
let inner: Group;
let outer: Group;

beforeAll(async () => {
  graph = await startTestGraph();
  token = await graph.tokenFor(graph.operator);
  const { users, groups } = graph.tenant.entra.directory;
  ada = users.create({ displayName: "Ada", userPrincipalName: "ada@gatehouse.onmicrosoft.com" });
  inner = groups.create({ displayName: "inner", mailNickname: "inner", members: [ada.id], owners: [ada.id] });
  outer = groups.create({ displayName: "Outer", mailNickname: "outer", members: [inner.id] });
  groups.create({ displayName: "empty", mailNickname: "empty" });
});
afterAll(() => graph.close());

/** A GET with the header that counting takes. */
async function eventual(path: string) {
  const headers = { authorization: `Bearer ${token}`, consistencylevel: "eventual" };
  const answer = await graph.served.fetch(path, { headers });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

describe("counting", () => {
  test.each([
    ["/v1.0/groups/$count", "3"],
    ["/beta/groups/$count?$filter=startswith(displayName,'in')", "1"],
    ["/v1.0/groups/{outer}/members/$count", "1"],
    ["/v1.0/groups/{outer}/transitiveMembers/$count", "2"],
  ])("%s is %s, as text", async (path, count) => {
    const { status, type, text } = await eventual(path.replace("{outer}", outer.id));
    expect([status, type, text]).toEqual([200, expect.stringContaining("text/plain"), count]);
  });

  test("takes the header ConsistencyLevel", async () => {
    const { status, body } = await graph.call("GET", "/v1.0/groups/$count");
    expect([status, body?.error.code, body?.error.message]).toEqual([
      400,
      "Request_BadRequest",
      "$count is not currently supported.",
    ]);
    expect(await graph.read("GET", "/v1.0/groups?$count=true")).not.toHaveProperty("@odata.count");
    expect(JSON.parse((await eventual("/v1.0/groups?$count=true&$top=1")).text)).toMatchObject({ "@odata.count": 3 });
  });

  test("one object can't be counted", async () => {
    expect((await eventual(`/v1.0/groups/${outer.id}/$count`)).status).toBe(400);
  });
});

describe("sorting", () => {
  test.each([
    ["displayName", ["empty", "inner", "Outer"]],
    ["displayName desc", ["Outer", "inner", "empty"]],
  ])("by %s goes through all pages", async (order, expected) => {
    const names: unknown[] = [];
    let path: string | undefined = `/v1.0/groups?$orderby=${order}&$top=2`;
    while (path !== undefined) {
      const page = await graph.read("GET", path);
      names.push(...page.value.map(({ displayName }) => displayName));
      const next: unknown = page["@odata.nextLink"];
      path = typeof next === "string" ? next.replace(/^http:\/\/127\.0\.0\.1:\d+/, "") : undefined;
    }
    expect(names).toEqual(expected);
  });

  test("what is filtered takes the header ConsistencyLevel", async () => {
    const { status, text } = await eventual("/v1.0/groups?$orderby=displayName&$filter=startswith(displayName,'e')");
    expect([status, JSON.parse(text).value]).toMatchObject([200, [{ displayName: "empty" }]]);
  });
});

describe("expanding", () => {
  test("shows related objects within each object, whole or in part", async () => {
    expect(await graph.read("GET", `/v1.0/groups/${inner.id}?$select=id&$expand=members`)).toEqual({
      "@odata.context": expect.stringContaining("#groups(id,members())/$entity"),
      id: inner.id,
      members: [expect.objectContaining({ "@odata.type": "#microsoft.graph.user", id: ada.id, displayName: "Ada" })],
    });
    const list = await graph.read("GET", "/v1.0/users?$expand=memberOf($select=displayName)");
    expect(list.value).toMatchObject([
      { id: ada.id, memberOf: [{ "@odata.type": "#microsoft.graph.group", displayName: "inner" }] },
    ]);
    expect(list.value[0]?.memberOf).not.toMatchObject([{ id: inner.id }]);
  });

  test.each([
    ["applications", "owners"],
    ["servicePrincipals", "owners"],
    ["servicePrincipals", "appRoleAssignments"],
    ["servicePrincipals", "appRoleAssignedTo"],
    ["servicePrincipals", "memberOf"],
    ["groups", "owners"],
  ])("%s have %s", async (collection, relationship) => {
    const { value } = await graph.read("GET", `/v1.0/${collection}?$expand=${relationship}`);
    expect(value.length).toBeGreaterThan(0);
    for (const object of value) expect(object[relationship]).toEqual(expect.any(Array));
  });
});

describe("relations at any depth", () => {
  test.each([
    ["groups/{outer}/transitiveMembers", ["Ada", "inner"]],
    ["users/{ada}/transitiveMemberOf", ["Outer", "inner"]],
    ["users/{ada}/memberOf", ["inner"]],
    ["users/{ada}/ownedObjects", ["inner"]],
  ])("%s", async (path, expected) => {
    const full = path.replace("{outer}", outer.id).replace("{ada}", ada.id);
    const { value } = await graph.read("GET", `/v1.0/${full}`);
    expect(value.map(({ displayName }) => displayName).sort()).toEqual(expected);
  });
});

describe("what no tenant here has", () => {
  test.each([
    "/v1.0/directoryRoles",
    "/v1.0/directory/administrativeUnits",
    "/v1.0/oauth2PermissionGrants",
    "/v1.0/users/{ada}/oauth2PermissionGrants",
  ])("%s is an empty list", async (path) => {
    expect((await graph.read("GET", path.replace("{ada}", ada.id))).value).toEqual([]);
  });

  test.each(["/v1.0/directoryRoles", "/v1.0/directory/administrativeUnits", "/v1.0/oauth2PermissionGrants"])(
    "POST %s is refused by name",
    async (path) => {
      const { status, body } = await graph.call("POST", path, {});
      expect([status, body?.error.message]).toEqual([400, expect.stringContaining("Gatehouse has no")]);
    },
  );

  test("an application has no extension properties", async () => {
    const { id } = await graph.read("POST", "/v1.0/applications", { displayName: "plain" });
    expect((await graph.read("GET", `/v1.0/applications/${id}/extensionProperties`)).value).toEqual([]);
    expect((await graph.call("POST", `/v1.0/applications/${id}/extensionProperties`, {})).status).toBe(400);
  });
});

test("the tenant has one domain", async () => {
  const { domain } = graph.tenant.entra.directory;
  expect((await graph.read("GET", "/v1.0/domains")).value).toMatchObject([{ id: domain, isVerified: true }]);
  expect(await graph.read("GET", `/v1.0/domains/${domain}`)).toMatchObject({ id: domain });
  expect((await graph.call("GET", "/v1.0/domains/example.com")).status).toBe(404);
});
