import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

let graph: TestGraph;
beforeAll(async () => {
  graph = await startTestGraph();
});
afterAll(() => graph.close());

const json = { "Content-Type": "application/json" };
const group = (displayName: string) => ({
  displayName,
  mailNickname: displayName,
  mailEnabled: false,
  securityEnabled: true,
});

test.each(["/v1.0/$batch", "/beta/$batch", "/v1.0/{tenant}/$batch"])(
  "%s answers each request by itself",
  async (path) => {
    const { tenantId } = graph.tenant.entra.directory;
    const { status, body } = await graph.call("POST", path.replace("{tenant}", tenantId), {
      requests: [
        { id: "1", method: "GET", url: "/organization" },
        { id: "2", method: "GET", url: "groups/00000000-0000-0000-0000-000000000000" },
        { id: "3", method: "POST", url: "/groups", headers: json, body: group("made") },
        { id: "4", method: "GET", url: "/groups?$select=displayName", dependsOn: ["3"] },
        { id: "5", method: "GET", url: "/nonsense" },
      ],
    });
    expect(status).toBe(200);
    expect(body?.responses).toMatchObject([
      { id: "1", status: 200, body: { value: [{ id: tenantId }] } },
      { id: "2", status: 404, body: { error: { code: "Request_ResourceNotFound" } } },
      { id: "3", status: 201, headers: { "content-type": expect.stringContaining("json") } },
      { id: "4", status: 200, body: { value: expect.arrayContaining([{ displayName: "made" }]) } },
      { id: "5", status: 400 },
    ]);
  },
);

test("what depends on a failed request is not sent", async () => {
  const { body } = await graph.call("POST", "/v1.0/$batch", {
    requests: [
      { id: "first", method: "DELETE", url: "/groups/00000000-0000-0000-0000-000000000000" },
      { id: "second", method: "POST", url: "/groups", headers: json, body: group("never"), dependsOn: ["first"] },
      { id: "third", method: "GET", url: "/organization", dependsOn: ["second"] },
    ],
  });
  expect(body?.responses).toMatchObject([{ status: 404 }, { id: "second", status: 424 }, { status: 424 }]);
  const { value } = await graph.read("GET", "/v1.0/groups?$filter=displayName eq 'never'");
  expect(value).toEqual([]);
});

const read = { id: "1", method: "GET", url: "/organization" };
test.each([
  ["21 requests", Array.from({ length: 21 }, (_, index) => ({ ...read, id: String(index) })), "maximum value of 20"],
  ["no request", [], "requests"],
  ["two of one id", [read, read], "Duplicate"],
  [
    "one that depends on a later one",
    [
      { ...read, dependsOn: ["2"] },
      { ...read, id: "2" },
    ],
    "Invalid dependency",
  ],
  ["an absolute url", [{ ...read, url: "https://graph.microsoft.com/v1.0/users" }], "relative"],
  ["a batch within", [{ ...read, method: "POST", url: "/$batch", headers: json, body: {} }], "batch"],
  ["a batch within, escaped", [{ ...read, method: "POST", url: "/%24batch", headers: json, body: {} }], "batch"],
  ["a batch within, with the tenant", [{ ...read, url: "myorganization/$batch" }], "batch"],
  ["a batch within, by way of a dot", [{ ...read, url: "./$batch" }], "batch"],
  ["another version", [{ ...read, url: "../beta/users" }], "leaves the version"],
  ["a header that can't be sent", [{ ...read, headers: { "bad name": "x" } }], "headers"],
  ["a body without a type", [{ ...read, method: "POST", url: "/groups", body: {} }], "Content-Type"],
  [
    "a body that is no text",
    [{ ...read, method: "POST", headers: { "Content-Type": "text/plain" }, body: 5 }],
    "Base64",
  ],
  ["a method that isn't", [{ ...read, method: "BREW" }], "method"],
])("a batch of %s is refused as a whole", async (_, requests, words) => {
  const { status, body } = await graph.call("POST", "/v1.0/$batch", { requests });
  expect([status, body?.error.message]).toEqual([400, expect.stringContaining(words)]);
});

test("a batch takes a token, and its requests the permissions of that token", async () => {
  expect((await graph.call("POST", "/v1.0/$batch", { requests: [read] }, "")).status).toBe(401);
  const { body } = await graph.call("POST", "/v1.0/$batch", { requests: [read] }, await graph.tokenWith([]));
  expect(body?.responses).toMatchObject([{ status: 403 }]);
});
