import { expect, test } from "vitest";
import { servicePath, startManagement, valueAt } from "../testing/management-harness.ts";

const apiId = `${servicePath}/apis/orders`;

async function startWithApi() {
  const management = startManagement();
  await management.putService();
  await management.send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  return management;
}

test.each([
  [undefined, 3_600_000],
  ["PT1H", 3_600_000],
  ["PT5M", 300_000],
  ["PT1M30.5S", 90_500],
])("debug credentials that expire after %s last %i ms", async (credentialsExpireAfter, expiresAfterMs) => {
  const { send, issued } = await startWithApi();
  const body = { credentialsExpireAfter, apiId: `${apiId};rev=1`, purposes: ["tracing"] };
  expect(await send("POST", "/gateways/managed/listDebugCredentials", body)).toEqual({
    status: 200,
    headers: {},
    body: { token: "p=tracing&token" },
  });
  expect(issued).toEqual([
    { serviceId: servicePath, apiId, gatewayId: "managed", expiresAfterMs, purposes: ["tracing"] },
  ]);
});

test.each([
  ["apiId", { apiId: "/apis/orders", purposes: ["tracing"] }],
  ["apiId", { apiId: `${servicePath}/apis/none`, purposes: ["tracing"] }],
  ["apiId", { apiId: servicePath, purposes: ["tracing"] }],
  ["purposes.0", { apiId, purposes: ["admin"] }],
  ["credentialsExpireAfter", { apiId, purposes: ["tracing"], credentialsExpireAfter: "PT2H" }],
  ["credentialsExpireAfter", { apiId, purposes: ["tracing"], credentialsExpireAfter: "PT0S" }],
  ["credentialsExpireAfter", { apiId, purposes: ["tracing"], credentialsExpireAfter: "1 hour" }],
])("debug credentials with a wrong %s are refused", async (target, body) => {
  const { send, issued } = await startWithApi();
  expect(await send("POST", "/gateways/managed/listDebugCredentials", body)).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target }] } },
  });
  expect(issued).toEqual([]);
});

test("a trace is given as the gateway has it, and is 404 when it has none", async () => {
  const { send, traces } = await startWithApi();
  traces.set("trace-1", { serviceName: "orders-apim", traceId: "trace-1", traceEntries: {} });
  expect(await send("POST", "/gateways/managed/listTrace", { traceId: "trace-1" })).toMatchObject({
    status: 200,
    body: { traceId: "trace-1" },
  });
  expect(await send("POST", "/gateways/managed/listTrace", { traceId: "trace-2" })).toMatchObject({ status: 404 });
});

const location = { name: "Hall 3", city: "Leeds", countryOrRegion: "UK" };

test("a self-hosted gateway is kept with its keys, and gives no tokens, credentials or traces", async () => {
  const { send } = await startWithApi();
  expect(await send("GET", "/gateways")).toMatchObject({ body: { value: [] } });
  expect(await send("PUT", "/gateways/mine", { properties: { locationData: location } })).toMatchObject({
    status: 201,
    body: { name: "mine", properties: { description: null, locationData: location } },
  });
  const before = await send("POST", "/gateways/mine/listKeys");
  expect(before.body).toEqual({ primary: expect.any(String), secondary: expect.any(String) });
  expect(await send("POST", "/gateways/mine/regenerateKey", { keyType: "primary" })).toMatchObject({ status: 204 });
  await send("PATCH", "/gateways/mine", { properties: { description: "Ours" } });
  const after = await send("POST", "/gateways/mine/listKeys");
  expect(valueAt(after.body, "primary")).not.toBe(valueAt(before.body, "primary"));
  expect(valueAt(after.body, "secondary")).toBe(valueAt(before.body, "secondary"));
  expect(await send("GET", "/gateways")).toMatchObject({
    body: { value: [{ properties: { description: "Ours", locationData: location } }] },
  });
  const body = { apiId, purposes: ["tracing"] };
  expect(await send("POST", "/gateways/mine/generateToken", { keyType: "primary" })).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse" } },
  });
  expect(await send("POST", "/gateways/mine/listDebugCredentials", body)).toMatchObject({ status: 404 });
  expect(await send("POST", "/gateways/mine/listTrace", { traceId: "x" })).toMatchObject({ status: 404 });
  expect(await send("DELETE", "/gateways/mine")).toMatchObject({ status: 200 });
  expect(await send("POST", "/gateways/mine/listKeys")).toMatchObject({ status: 404 });
});

test("the managed gateway is no resource, and can't be put", async () => {
  const { send } = await startWithApi();
  expect(await send("GET", "/gateways/managed")).toMatchObject({ status: 404 });
  expect(await send("PUT", "/gateways/managed", { properties: {} })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "gatewayId" }] } },
  });
});
