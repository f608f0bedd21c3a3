import { expect, test } from "vitest";
import { servicePath, startManagement } from "../testing/management-harness.ts";

const orders = { displayName: "Orders", path: "orders" };

async function startWithService() {
  const management = startManagement();
  await management.putService();
  return management;
}

test("an API gets API Management's defaults", async () => {
  const { send } = await startWithService();
  expect(await send("PUT", "/apis/orders", { properties: orders })).toMatchObject({
    status: 201,
    body: {
      id: `${servicePath}/apis/orders`,
      type: "Microsoft.ApiManagement/service/apis",
      name: "orders",
      properties: {
        displayName: "Orders",
        path: "orders",
        protocols: ["https"],
        subscriptionRequired: true,
        subscriptionKeyParameterNames: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
        apiRevision: "1",
        isCurrent: true,
        serviceUrl: null,
      },
    },
  });
});

test.each([";rev=1", "%3Brev%3D1"])("apis/orders%s is the API orders, and is answered as asked", async (revision) => {
  const { send, resources } = await startWithService();
  expect(await send("PUT", `/apis/orders${revision}`, { properties: orders })).toMatchObject({
    body: { id: `${servicePath}/apis/orders;rev=1`, name: "orders;rev=1" },
  });
  expect(await send("GET", "/apis/orders")).toMatchObject({
    body: { id: `${servicePath}/apis/orders`, name: "orders" },
  });
  await send("PUT", `/apis/orders${revision}/operations/list`, {
    properties: { displayName: "List", method: "get", urlTemplate: "/" },
  });
  expect(resources.get(`${servicePath}/apis/orders/operations/list`)?.properties).toMatchObject({ method: "GET" });
});

test.each([
  ["a definition that is no OpenAPI", { format: "wsdl", value: "<a />" }, "import of API definitions"],
  ["a version set of its own making", { apiVersion: "v1", apiVersionSet: { name: "x" } }, "version sets"],
  ["a WebSocket protocol", { protocols: ["https", "wss"] }, "WebSocket"],
  ["a WebSocket backend", { serviceUrl: "wss://backend.example.com" }, "WebSocket"],
  ["a query in its serviceUrl", { serviceUrl: "https://backend.example.com/?code=1" }, "query"],
  ["a password in its serviceUrl", { serviceUrl: "https://me:secret@backend.example.com" }, "password"],
  ["another kind of API", { type: "graphql" }, "'graphql'"],
  ["an authorization server", { authenticationSettings: { oAuth2: { authorizationServerId: "x" } } }, "oAuth2"],
])("an API with %s is refused by name", async (_, properties, name) => {
  const { send } = await startWithService();
  expect(await send("PUT", "/apis/orders", { properties: { ...orders, ...properties } })).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse", message: expect.stringContaining(name) } },
  });
});

test.each([
  ["displayName", { path: "orders" }],
  ["path", { displayName: "Orders" }],
  ["protocols.0", { ...orders, protocols: ["ftp"] }],
  ["serviceUrl", { ...orders, serviceUrl: "backend/api" }],
])("a wrong %s is a validation error that names it", async (target, properties) => {
  const { send } = await startWithService();
  expect(await send("PUT", "/apis/orders", { properties })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ code: "ValidationError", target }] } },
  });
});

test("a body is required", async () => {
  const { send } = await startWithService();
  expect(await send("PUT", "/apis/orders")).toMatchObject({
    status: 400,
    body: { error: { message: "Entity representation is required.", details: null } },
  });
});

test("two APIs can't have one path, whatever its case and the slashes at its ends", async () => {
  const { send } = await startWithService();
  await send("PUT", "/apis/orders", { properties: orders });
  expect(await send("PUT", "/apis/other", { properties: { displayName: "Other", path: "/Orders/" } })).toMatchObject({
    status: 400,
    body: {
      error: {
        details: [
          {
            target: "path",
            message:
              "Cannot create API 'other' with the same Path 'Orders' as API 'orders'  unless it's a part of the same version set",
          },
        ],
      },
    },
  });
  expect(await send("PUT", "/apis/orders", { properties: orders })).toMatchObject({ status: 200 });
});

test("a PATCH changes what it names and nothing else", async () => {
  const { send } = await startWithService();
  const properties = { ...orders, serviceUrl: "https://backend.example.com", description: "All orders" };
  await send("PUT", "/apis/orders", { properties });
  expect(await send("PATCH", "/apis/orders", { properties: { subscriptionRequired: false } })).toMatchObject({
    status: 200,
    body: { properties: { ...properties, subscriptionRequired: false, isCurrent: true } },
  });
});

test("with an API go its operations, its subscriptions and its place in products", async () => {
  const { send, resources } = await startWithService();
  await send("PUT", "/apis/orders", { properties: orders });
  await send("PUT", "/apis/orders/operations/list", {
    properties: { displayName: "List", method: "GET", urlTemplate: "/" },
  });
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  await send("PUT", "/products/gold/apis/orders");
  await send("PUT", "/subscriptions/one", { properties: { displayName: "One", scope: "/apis/orders" } });
  await send("PUT", "/subscriptions/all", { properties: { displayName: "All", scope: "/apis" } });
  await send("DELETE", "/apis/orders");
  const left = resources.below(servicePath).map(({ id }) => id.slice(servicePath.length));
  expect(left.filter((id) => /orders|one/.test(id))).toEqual([]);
  expect(left).toEqual(expect.arrayContaining(["/products/gold", "/subscriptions/all", "/subscriptions/master"]));
});

test("an export is refused by name", async () => {
  const { send } = await startWithService();
  await send("PUT", "/apis/orders", { properties: orders });
  expect(await send("GET", "/apis/orders?export=true&format=openapi%2Bjson-link")).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse", message: expect.stringContaining("'openapi+json-link'") } },
  });
});
