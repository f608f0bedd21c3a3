import { afterEach, beforeEach, expect, test } from "vitest";
import { APIS, OPERATIONS } from "../management/model.ts";
import { apiProperties, type GatewayHarness, KEY, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
  for (const [name, apiRevision] of [
    ["orders", "2"],
    ["orders;rev=1", "1"],
  ] as const) {
    const properties = apiProperties({ path: "orders", serviceUrl: `${gateway.backendUrl}/r${apiRevision}` });
    gateway.put(APIS, `/apis/${name}`, { ...properties, apiRevision, isCurrent: apiRevision === "2" });
    gateway.put(OPERATIONS, `/apis/${name}/operations/get`, {
      displayName: "Get",
      method: "GET",
      urlTemplate: "/items",
      templateParameters: [],
      responses: [],
    });
    gateway.policy(
      `/apis/${name}`,
      '<policies><inbound><base /><set-header name="seen"><value>@($"{context.Api.Id} {context.Api.Revision} {context.Api.IsCurrentRevision}")</value></set-header></inbound></policies>',
    );
  }
});
afterEach(() => gateway[Symbol.asyncDispose]());

test.each([
  ["no revision", "/orders/items?a=1", "/r2/items?a=1", "orders 2 True"],
  ["the current revision", "/orders;rev=2/items", "/r2/items", "orders 2 True"],
  ["another revision", "/Orders;REV=1/items?a=1", "/r1/items?a=1", "orders 1 False"],
  ["a revision that isn't there", "/orders;rev=3/items", undefined, undefined],
])("a request with %s reaches it", async (_, path, url, seen) => {
  const answer = await gateway.send(path, { headers: { "Ocp-Apim-Subscription-Key": KEY } });
  expect(answer.status).toBe(url === undefined ? 404 : 200);
  expect([gateway.heard[0]?.url, gateway.heard[0]?.headers.seen]).toEqual([url, seen]);
});
