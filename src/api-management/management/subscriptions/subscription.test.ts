import { expect, test } from "vitest";
import { groupPath, servicePath, startManagement, valueAt } from "../testing/management-harness.ts";

async function startWithApi() {
  const management = startManagement();
  const { send } = management;
  await management.putService();
  await send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  return management;
}

test.each([
  ["/apis", "/apis"],
  ["/apis/orders", "/apis/orders"],
  ["/apis/orders;rev=1", "/apis/orders"],
  ["/products/gold", "/products/gold"],
  [`${servicePath}/apis`, "/apis"],
  [`${servicePath}/apis/Orders`, "/apis/orders"],
  [`${servicePath.toUpperCase()}/products/gold`, "/products/gold"],
])("scope %s is %s of the service", async (scope, stored) => {
  const { send } = await startWithApi();
  expect(await send("PUT", "/subscriptions/one", { properties: { displayName: "One", scope } })).toMatchObject({
    status: 201,
    body: { properties: { scope: `${servicePath}${stored}` } },
  });
});

const wrongScope = "Subscription scope should be one of '/apis', '/apis/{apiId}', '/products/{productId}'";

test.each([
  ["", wrongScope],
  ["/", wrongScope],
  [`${servicePath}/`, wrongScope],
  ["/products", wrongScope],
  ["/apis/orders/operations/list", wrongScope],
  [`${groupPath}/providers/Microsoft.ApiManagement/service/another/apis/orders`, wrongScope],
  ["/apis/none", "API not found."],
  ["/products/none", "Product not found."],
])("scope '%s' is refused", async (scope, message) => {
  const { send } = await startWithApi();
  expect(await send("PUT", "/subscriptions/one", { properties: { displayName: "One", scope } })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "scope", message }] } },
  });
});

test("keys are made unless given, kept by later writes, and shown by listSecrets only", async () => {
  const { send } = await startWithApi();
  const properties = { displayName: "One", scope: "/apis", primaryKey: "a-key-of-my-own" };
  const put = await send("PUT", "/subscriptions/one", { properties });
  const renamed = { displayName: "Renamed", scope: "/apis" };
  await send("PUT", "/subscriptions/one", { properties: renamed });
  const read = await send("GET", "/subscriptions/one");
  const all = await send("GET", "/subscriptions");
  expect(JSON.stringify([put, read, all])).not.toMatch(/a-key-of-my-own|primaryKey|secondaryKey/);
  expect(await send("POST", "/subscriptions/one/listSecrets")).toMatchObject({
    status: 200,
    body: { primaryKey: "a-key-of-my-own", secondaryKey: expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
});

test.each([
  ["regeneratePrimaryKey", "primaryKey", "secondaryKey"],
  ["regenerateSecondaryKey", "secondaryKey", "primaryKey"],
])("%s changes one key and leaves the other", async (action, changed, kept) => {
  const { send } = await startWithApi();
  await send("PUT", "/subscriptions/one", { properties: { displayName: "One", scope: "/apis" } });
  const before = await send("POST", "/subscriptions/one/listSecrets");
  expect(await send("POST", `/subscriptions/one/${action}`)).toMatchObject({ status: 204 });
  const after = await send("POST", "/subscriptions/one/listSecrets");
  expect(valueAt(after.body, changed)).not.toBe(valueAt(before.body, changed));
  expect(valueAt(after.body, kept)).toBe(valueAt(before.body, kept));
});

test("two subscriptions can't share a key", async () => {
  const { send } = await startWithApi();
  const properties = { displayName: "One", scope: "/apis", primaryKey: "k" };
  await send("PUT", "/subscriptions/one", { properties });
  expect(
    await send("PUT", "/subscriptions/two", { properties: { ...properties, primaryKey: "x", secondaryKey: "k" } }),
  ).toMatchObject({ status: 400, body: { error: { details: [{ target: "secondaryKey" }] } } });
});

test("a subscription waits for approval unless its state is given", async () => {
  const { send } = await startWithApi();
  const properties = { displayName: "One", scope: "/apis" };
  expect(await send("PUT", "/subscriptions/one", { properties })).toMatchObject({
    body: { properties: { state: "submitted", allowTracing: false, createdDate: "2026-01-02T03:04:05.000Z" } },
  });
  await send("PATCH", "/subscriptions/one", { properties: { state: "active" } });
  expect(await send("PUT", "/subscriptions/one", { properties })).toMatchObject({
    body: { properties: { state: "active" } },
  });
});

test("an owner who isn't a user of the service is refused", async () => {
  const { send } = await startWithApi();
  const properties = { displayName: "One", scope: "/apis", ownerId: "/users/someone" };
  expect(await send("PUT", "/subscriptions/one", { properties })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "ownerId", message: "User not found." }] } },
  });
});

test("the built-in all-access subscription can be suspended with PATCH, but not put", async () => {
  const { send } = await startWithApi();
  const master = await send("GET", "/subscriptions/master");
  expect(master).toMatchObject({ body: { properties: { state: "active", scope: `${servicePath}/` } } });
  expect(await send("PATCH", "/subscriptions/master", { properties: { state: "suspended" } })).toMatchObject({
    status: 200,
    body: { properties: { state: "suspended", scope: `${servicePath}/` } },
  });
  expect(await send("PUT", "/subscriptions/master", master.body)).toMatchObject({ status: 400 });
});
