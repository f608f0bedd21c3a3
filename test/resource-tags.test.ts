import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { connectManagement, type SendToManagement } from "./support/management-client.ts";

let cloud: Cloud;
let send: SendToManagement;
let subscription: string;
const V = "api-version=2021-04-01";
const RESOURCE = "{G}/providers/Microsoft.Storage/storageAccounts/tagged1";
const at = (path: string) => path.replace("{S}", subscription).replace("{G}", `${subscription}/resourceGroups/tags`);

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  subscription = `/subscriptions/${cloud.operator.subscriptionId}`;
  send = await connectManagement(cloud);
  await send("PUT", at(`{G}?${V}`), { location: "uksouth" });
  await send("PUT", at(`${RESOURCE}?api-version=2022-09-01`), {
    location: "uksouth",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: {},
  });
});
afterAll(() => cloud?.close());

describe.each([
  ["a subscription", "{S}", V],
  ["a group", "{G}", V],
  ["a resource", RESOURCE, "api-version=2022-09-01"],
])("the tags of %s", (_name, scope, version) => {
  const body = (tags: unknown, operation?: string) => ({ operation, properties: { tags } });

  test("are put, merged, taken away, replaced and deleted", async () => {
    const path = `${at(scope)}/providers/Microsoft.Resources/tags/default?${V}`;
    const steps: readonly (readonly [method: string, body: unknown, tags: unknown])[] = [
      ["PUT", body({ Team: "blue", cost: "1" }), { Team: "blue", cost: "1" }],
      ["PATCH", body({ team: "red", made: "now" }, "Merge"), { Team: "red", cost: "1", made: "now" }],
      ["PATCH", body({ cost: "1", made: "then" }, "Delete"), { Team: "red", made: "now" }],
      ["PATCH", body({ only: "this" }, "Replace"), { only: "this" }],
      ["DELETE", undefined, {}],
    ];
    for (const [method, content, tags] of steps) {
      expect(await send(method, path, content)).toMatchObject({ status: 200 });
      const got = await send("GET", path);
      expect(got).toMatchObject({ status: 200, body: { name: "default", type: "Microsoft.Resources/tags" } });
      expect(got.body).toHaveProperty("properties.tags", tags);
      const owner = (await send("GET", `${at(scope)}?${version}`)).body as { readonly tags?: unknown };
      expect(owner.tags ?? {}).toEqual(tags);
    }
  });

  test.each<[string, string, unknown, number, string]>([
    ["another name", "other", body({ a: "b" }), 404, "ResourceNotFound"],
    ["a value that is no text", "default", body({ a: 1 }), 400, "InvalidRequestContent"],
    [
      "more than 50",
      "default",
      body(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, ""]))),
      400,
      "InvalidTagsCount",
    ],
  ])("are refused: %s", async (_case, name, content, status, code) => {
    const answer = await send("PUT", `${at(scope)}/providers/Microsoft.Resources/tags/${name}?${V}`, content);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});

test.each([
  ["{G}", 204, V],
  ["{S}/resourceGroups/none", 404, V],
  [RESOURCE, 204, "api-version=2022-09-01"],
  [`${RESOURCE}x`, 404, "api-version=2022-09-01"],
])("HEAD of %s answers %i without a body", async (path, status, version) => {
  expect(await send("HEAD", `${at(path)}?${version}`)).toMatchObject({ status, body: {} });
});

test("PATCH of a group changes its tags and leaves its location", async () => {
  const answer = await send("PATCH", at(`{G}?${V}`), { tags: { patched: "yes" } });
  expect(answer).toMatchObject({ status: 200, body: { location: "uksouth", tags: { patched: "yes" } } });
});

test.each([
  ["PUT", "{G}/providers/Microsoft.Resources/deployments/d", 400, "DeploymentsNotSupported"],
  ["POST", "{G}/exportTemplate", 404, "InvalidResourceId"],
])("templates are refused: %s %s", async (method, path, status, code) => {
  expect(await send(method, at(`${path}?${V}`), {})).toMatchObject({ status, body: { error: { code } } });
});

test("what is no subscription, group or top-level resource has no tags", async () => {
  const tags = { properties: { tags: { a: "b" } } };
  const answer = await send("PUT", `/providers/Microsoft.Resources/tags/default?${V}`, tags);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});
