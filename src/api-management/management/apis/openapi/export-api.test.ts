import { expect, test } from "vitest";
import { startManagement, valueAt } from "../../testing/management-harness.ts";

const order = { "application/json": { schema: { $ref: "#/components/schemas/Order" }, example: { id: 1 } } };
const definition = {
  openapi: "3.0.1",
  info: { title: "Orders", description: "All orders", version: "1.0" },
  servers: [{ url: "https://orders-apim.azure-api.net/orders" }],
  paths: {
    "/orders/{id}": {
      get: {
        operationId: "get-order",
        summary: "Gets an order",
        description: "By its number",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "integer" } },
          { name: "view", in: "query", required: true, schema: { type: "string", enum: ["full", "brief"] } },
          { name: "lang", in: "query", schema: { type: "string", default: "en" } },
          { name: "X-Trace", in: "header", schema: { type: "string" } },
        ],
        responses: { "200": { description: "One", content: order } },
      },
      put: {
        operationId: "put-order",
        summary: "Puts one",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        requestBody: { description: "The order", content: order },
        responses: { default: { description: "" } },
      },
    },
  },
  components: {
    schemas: { Order: { type: "object" } },
    securitySchemes: {
      apiKeyHeader: { type: "apiKey", name: "Ocp-Apim-Subscription-Key", in: "header" },
      apiKeyQuery: { type: "apiKey", name: "subscription-key", in: "query" },
    },
  },
  security: [{ apiKeyHeader: [] }, { apiKeyQuery: [] }],
};

async function start() {
  const management = startManagement();
  await management.putService();
  const properties = { format: "openapi+json", value: JSON.stringify(definition), path: "orders" };
  await management.send("PUT", "/apis/orders", { properties });
  return management;
}

test.each(["openapi%2Bjson", "openapi+json"])(
  "with format=%s an imported API comes out as it went in",
  async (format) => {
    const { send } = await start();
    const exported = await send("GET", `/apis/orders?format=${format}&export=true`);
    expect(exported).toMatchObject({ status: 200, body: { format: "openapi+json" } });
    expect(valueAt(exported.body, "value")).toEqual(definition);
  },
);

test("an API that was made by hand is exported without keys if it asks for none, and without its operation for any method", async () => {
  const { send } = await start();
  await send("PUT", "/apis/bare", { properties: { displayName: "Bare", path: "", subscriptionRequired: false } });
  const any = { displayName: "Any", method: "*", urlTemplate: "/*", templateParameters: [], responses: [] };
  await send("PUT", "/apis/bare/operations/any", { properties: any });
  const exported = await send("GET", "/apis/bare?format=openapi%2Bjson&export=true");
  expect(valueAt(exported.body, "value")).toEqual({
    openapi: "3.0.1",
    info: { title: "Bare", version: "1.0" },
    servers: [{ url: "https://orders-apim.azure-api.net" }],
    paths: {},
    components: {},
  });
});

test.each([
  ["openapi-link", "&export=true"],
  ["openapi%2Bjson-link", "&export=true"],
  ["swagger-link", "&export=true"],
  ["openapi%2Bjson", ""],
])("an export with format=%s%s is refused by name", async (format, more) => {
  const { send } = await start();
  expect(await send("GET", `/apis/orders?format=${format}${more}`)).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining(decodeURIComponent(format)) } },
  });
});

test("an API that isn't there can't be exported", async () => {
  const { send } = await start();
  expect(await send("GET", "/apis/none?format=openapi%2Bjson&export=true")).toMatchObject({ status: 404 });
});

test.each([
  ["Segment", {}, "https://orders-apim.azure-api.net/Orders/V1"],
  ["Query", { versionQueryName: "v" }, "https://orders-apim.azure-api.net/Orders"],
])("the server of an API versioned by %s is where it is called", async (versioningScheme, more, url) => {
  const { send, putService } = startManagement();
  await putService();
  await send("PUT", "/apiVersionSets/set", { properties: { displayName: "Set", versioningScheme, ...more } });
  const properties = {
    displayName: "Orders",
    path: "Orders",
    apiVersion: "V1",
    apiVersionSetId: "/apiVersionSets/set",
  };
  await send("PUT", "/apis/orders", { properties });
  expect(await send("GET", "/apis/orders?format=openapi%2Bjson&export=true")).toMatchObject({
    body: { value: { info: { version: "V1" }, servers: [{ url }] } },
  });
});
