import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

const DAY_MS = 24 * 3600 * 1000;
const ITEMS = "/v1.0/directory/deletedItems";
let graph: TestGraph;
beforeEach(async () => {
  graph = await startTestGraph();
});
afterEach(() => graph.close());

async function deleted() {
  const application = await graph.read("POST", "/v1.0/applications", {
    displayName: "app",
    identifierUris: ["api://app"],
  });
  const principal = await graph.read("POST", "/v1.0/servicePrincipals", { appId: application.appId });
  await graph.call("DELETE", `/v1.0/applications/${application.id}`);
  return { application, principal };
}

describe("a deleted application", () => {
  test("is listed, and comes back with its service principal", async () => {
    const { application, principal } = await deleted();
    expect((await graph.call("GET", `/v1.0/applications/${application.id}`)).status).toBe(404);
    const listed = await graph.read("GET", `${ITEMS}/microsoft.graph.application?$select=id,deletedDateTime`);
    expect(listed.value).toEqual([
      { "@odata.type": "#microsoft.graph.application", id: application.id, deletedDateTime: "2026-08-13T21:24:29Z" },
    ]);
    expect(await graph.read("POST", `${ITEMS}/${application.id}/restore`)).toMatchObject({ appId: application.appId });
    for (const path of [
      `/v1.0/applications(appId='${application.appId}')`,
      `/v1.0/servicePrincipals/${principal.id}`,
      `/v1.0/servicePrincipals(appId='${application.appId}')`,
    ]) {
      expect(await graph.read("GET", path)).toMatchObject({ appId: application.appId, deletedDateTime: null });
    }
    expect((await graph.call("GET", `${ITEMS}/${application.id}`)).status).toBe(404);
  });

  test("can be deleted for good, and is after thirty days", async () => {
    const first = (await deleted()).application;
    expect((await graph.call("DELETE", `${ITEMS}/${first.id}`)).status).toBe(204);
    expect((await graph.call("POST", `${ITEMS}/${first.id}/restore`)).status).toBe(404);
    const second = (await deleted()).application;
    graph.tenant.clock.advance(30 * DAY_MS);
    const token = await graph.tokenFor(graph.operator);
    expect((await graph.call("GET", `${ITEMS}/${second.id}`, undefined, token)).status).toBe(404);
  });

  test("stays deleted when another has a name of it, and when the caller may only read", async () => {
    const { application } = await deleted();
    const token = await graph.tokenWith(["Application.Read.All"]);
    for (const [method, path] of [
      ["POST", `${ITEMS}/${application.id}/restore`],
      ["DELETE", `${ITEMS}/${application.id}`],
    ] as const) {
      expect((await graph.call(method, path, undefined, token)).status).toBe(403);
    }
    await graph.call("POST", "/v1.0/applications", { displayName: "b", identifierUris: ["api://app"] });
    expect((await graph.call("POST", `${ITEMS}/${application.id}/restore`)).status).toBe(400);
    expect((await graph.call("GET", `${ITEMS}/${application.id}`)).status).toBe(200);
  });
});

describe("federated identity credentials", () => {
  const credential = {
    name: "deploy",
    issuer: "https://token.actions.githubusercontent.com",
    subject: "repo:octo/repo:ref:refs/heads/main",
    audiences: ["api://AzureADTokenExchange"],
  };

  test("are made, found by id and by name, changed and deleted, by whoever may write applications", async () => {
    const { id } = await graph.read("POST", "/v1.0/applications", { displayName: "app" });
    const path = `/beta/applications/${id}/federatedIdentityCredentials`;
    const reader = await graph.tokenWith(["Application.Read.All"]);
    expect((await graph.call("POST", path, credential, reader)).status).toBe(403);
    expect((await graph.read("GET", path)).value).toEqual([]);
    const made = await graph.read("POST", path, credential);
    expect(made).toMatchObject({ ...credential, description: null });
    expect((await graph.call("POST", path, credential)).status).toBe(409);
    expect((await graph.call("PATCH", `${path}/${made.id}`, { description: "new" })).status).toBe(204);
    expect((await graph.call("PATCH", `${path}/${made.id}`, { name: "other" })).status).toBe(400);
    expect(await graph.read("GET", `${path}/deploy`)).toMatchObject({ id: made.id, description: "new" });
    expect((await graph.call("DELETE", `${path}/${made.id}`, undefined, reader)).status).toBe(403);
    expect((await graph.call("DELETE", `${path}/${made.id}`)).status).toBe(204);
    expect((await graph.call("GET", `${path}/${made.id}`)).status).toBe(404);
  });
});

describe("other keys than the id", () => {
  test("are made by an upsert only when the caller asks for it", async () => {
    const token = await graph.tokenFor(graph.operator);
    const upsert = (prefer: string) =>
      graph.served.fetch("/v1.0/applications(uniqueName='the-app')", {
        method: "PATCH",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", prefer },
        body: JSON.stringify({ displayName: "app" }),
      });
    const statuses = [];
    for (const prefer of ["", "create-if-missing", "create-if-missing"]) statuses.push((await upsert(prefer)).status);
    expect(statuses).toEqual([404, 201, 204]);
    expect((await graph.read("GET", "/v1.0/applications?$filter=uniqueName eq 'the-app'")).value).toHaveLength(1);
  });

  test("give secrets with a new application, whose text is seen once", async () => {
    const made = await graph.read("POST", "/v1.0/applications", {
      displayName: "app",
      passwordCredentials: [{ displayName: "first" }],
    });
    expect(made.passwordCredentials).toMatchObject([{ displayName: "first", secretText: expect.any(String) }]);
    const read = await graph.read("GET", `/v1.0/applications/${made.id}`);
    expect(read.passwordCredentials).toMatchObject([{ displayName: "first", secretText: null }]);
  });
});
