import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

let graph: TestGraph;
let token: string;
beforeAll(async () => {
  graph = await startTestGraph();
  token = await graph.tokenWith(["User.ReadWrite.All"]);
});
afterAll(() => graph.close());

const ada = {
  accountEnabled: true,
  displayName: "Ada",
  mailNickname: "ada",
  userPrincipalName: "ada@gatehouse.onmicrosoft.com",
  passwordProfile: { password: "not-kept-1815", forceChangePasswordNextSignIn: true },
};

test("a user is made, found by name, changed, deleted and restored; the password is never shown", async () => {
  const made = await graph.read("POST", "/v1.0/users", ada, token);
  expect(made).toMatchObject({ displayName: "Ada", mailNickname: "ada", accountEnabled: true });
  expect(JSON.stringify(made)).not.toContain("not-kept");

  const path = `/v1.0/users/${ada.userPrincipalName}`;
  expect((await graph.call("PATCH", path, { displayName: "Ada L.", surname: "Lovelace" }, token)).status).toBe(204);
  await graph.call("PATCH", path, { jobTitle: "Analyst", otherMails: ["ada@example.com"] }, token);
  await graph.call("PATCH", path, { city: "London" }, token);
  expect(await graph.read("GET", path, undefined, token)).toMatchObject({
    id: made.id,
    surname: "Lovelace",
    jobTitle: "Analyst",
    otherMails: ["ada@example.com"],
    city: "London",
    state: null,
  });
  expect((await graph.call("GET", `${path}/manager`, undefined, token)).status).toBe(404);

  expect((await graph.call("DELETE", path, undefined, token)).status).toBe(204);
  expect((await graph.call("GET", path, undefined, token)).status).toBe(404);
  const deleted = `/v1.0/directory/deletedItems/${made.id}`;
  expect(await graph.read("POST", `${deleted}/restore`, undefined, token)).toMatchObject({ id: made.id });
  expect(await graph.read("GET", path, undefined, token)).toMatchObject({ displayName: "Ada L." });
});

test.each([
  ["displayName", "A value is required for property 'displayName' of resource 'User'."],
  ["passwordProfile", "A value is required for property 'passwordProfile' of resource 'User'."],
  ["userPrincipalName", "A value is required for property 'userPrincipalName' of resource 'User'."],
])("a user without %s is refused", async (property, message) => {
  const body = Object.fromEntries(Object.entries(ada).filter(([name]) => name !== property));
  const answer = await graph.call("POST", "/v1.0/users", body, token);
  expect([answer.status, answer.body?.error.message]).toEqual([400, message]);
});

test.each([
  ["a name of another domain", { userPrincipalName: "ada@example.com" }],
  ["a value of the wrong type", { accountEnabled: "yes" }],
  ["a property that users don't have", { shoeSize: 38 }],
])("%s is refused", async (_, change) => {
  const body = { ...ada, userPrincipalName: "eve@gatehouse.onmicrosoft.com", ...change };
  expect(await graph.call("POST", "/v1.0/users", body, token)).toMatchObject({
    status: 400,
    body: { error: { code: "Request_BadRequest" } },
  });
});

test("me is nobody for an application", async () => {
  const { status, body } = await graph.call("GET", "/v1.0/me");
  expect([status, body?.error.message]).toEqual([400, "/me request is only valid with delegated authentication flow."]);
});
