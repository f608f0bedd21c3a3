import { expect, test } from "vitest";
import { stringify } from "yaml";
import { startManagement, valueAt } from "../../testing/management-harness.ts";

const definition = {
  openapi: "3.0.3",
  info: { title: "Orders API", description: "All orders" },
  servers: [{ url: "/relative" }, { url: "http://a.example.com" }, { url: "https://b.example.com/v1" }],
  paths: {
    "/orders/{id}": {
      parameters: [{ $ref: "#/components/parameters/id" }],
      get: {
        operationId: "Get_Order",
        summary: "Gets an order",
        parameters: [
          { name: "view", in: "query", required: true, schema: { type: "string", enum: ["full", "brief"] } },
          { name: "lang", in: "query", schema: { type: ["null", "string"], default: "en" } },
          { name: "X-Trace", in: "header" },
          { name: "session", in: "cookie" },
        ],
        requestBody: { content: { "text/plain": {} } },
        responses: { 200: { $ref: "#/components/responses/order" }, default: { description: "No" } },
      },
      put: {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } },
        responses: { 204: { description: "Saved" } },
      },
    },
  },
  components: {
    parameters: { id: { name: "id", in: "path", required: true, schema: { type: "integer" } } },
    responses: {
      order: {
        description: "One",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Order" }, example: {} } },
      },
    },
    schemas: { Order: { type: "object" } },
  },
};

const body = (value: unknown, more: object = {}) => ({
  properties: { format: "openapi+json", value: JSON.stringify(value), path: "orders", ...more },
});

async function start() {
  const management = startManagement();
  await management.putService();
  return management;
}

test("an API is made from its definition, with operations, parameters, messages and schemas", async () => {
  const { send } = await start();
  expect(await send("PUT", "/apis/orders", body(definition))).toMatchObject({
    status: 201,
    body: {
      properties: { displayName: "Orders API", description: "All orders", serviceUrl: "https://b.example.com/v1" },
    },
  });
  const order = { contentType: "application/json", schemaId: "openapi-components", typeName: "Order" };
  expect(await send("GET", "/apis/orders/operations/get-order")).toMatchObject({
    body: {
      properties: {
        displayName: "Gets an order",
        method: "GET",
        urlTemplate: "/orders/{id}?view={view}",
        templateParameters: [
          { name: "id", type: "integer", required: true },
          { name: "view", type: "string", required: true, values: ["full", "brief"] },
        ],
        request: {
          queryParameters: [{ name: "lang", type: "string", required: false, defaultValue: "en" }],
          headers: [{ name: "X-Trace" }],
          representations: [],
        },
        responses: [{ statusCode: 200, description: "One", representations: [order] }],
      },
    },
  });
  expect(await send("GET", "/apis/orders/operations/put-orders-id")).toMatchObject({
    body: { properties: { displayName: "PUT - /orders/{id}", request: { representations: [order] } } },
  });
  expect(await send("GET", "/apis/orders/schemas/openapi-components")).toMatchObject({
    body: { properties: { document: { components: { schemas: definition.components.schemas } } } },
  });
});

test("another import replaces the operations, and what stays keeps its policy", async () => {
  const { send } = await start();
  await send("PUT", "/apis/orders", body(definition));
  const value = "<policies><inbound><base /></inbound></policies>";
  await send("PUT", "/apis/orders/operations/get-order/policies/policy", { properties: { value } });
  const { put: _, ...item } = definition.paths["/orders/{id}"];
  const changed = { ...definition, paths: { "/orders/{id}": item, "/new": { post: { responses: {} } } } };
  const more = { format: "openapi", displayName: "Mine", serviceUrl: "https://c.example.com" };
  expect(await send("PUT", "/apis/orders;rev=1", body(changed, more))).toMatchObject({
    status: 200,
    body: { properties: { displayName: "Mine", serviceUrl: "https://c.example.com" } },
  });
  const operations = valueAt((await send("GET", "/apis/orders/operations")).body, "value");
  expect(Array.isArray(operations) && operations.map((item) => valueAt(item, "name"))).toEqual([
    "get-order",
    "post-new",
  ]);
  expect(await send("GET", "/apis/orders/operations/get-order/policies/policy")).toMatchObject({ status: 200 });
});

const get = (operation: object, path = "/a/{b}") => ({ ...definition, paths: { [path]: { get: operation } } });
const b = { name: "b", in: "path" };

test.each([
  ["that is no JSON", "{", "not JSON"],
  ["of version 2", { swagger: "2.0", info: { title: "x" } }, "openapi"],
  ["with a parameter that the path lacks", get({ parameters: [b, { name: "c", in: "path" }] }), "URL template"],
  ["without a parameter of the path", get({}), "URL template"],
  [
    "with a query parameter of a path parameter's name",
    get({ parameters: [b, { ...b, in: "query", required: true }] }),
    "each once",
  ],
  ["with a reference to another file", get({ parameters: [{ $ref: "other.json#/b" }] }), "points out of"],
  ["with a reference to nothing", get({ parameters: [{ $ref: "#/none" }] }), "leads nowhere"],
  [
    "with a reference to itself",
    {
      ...get({ parameters: [{ $ref: "#/components/parameters/a" }] }),
      components: { parameters: { a: { $ref: "#/components/parameters/a" } } },
    },
    "in a circle",
  ],
  [
    "with two paths that match the same",
    { ...definition, paths: { "/a": { get: {} }, "/A/": { get: {} } } },
    "already exists",
  ],
])("a definition %s is refused, and nothing is made", async (_, value, message) => {
  const { send } = await start();
  const text = typeof value === "string" ? value : JSON.stringify(value);
  expect(await send("PUT", "/apis/orders", { properties: { ...body({}).properties, value: text } })).toMatchObject({
    status: 400,
    body: {
      error: { code: "ValidationError", details: [{ target: "value", message: expect.stringContaining(message) }] },
    },
  });
  expect(await send("GET", "/apis/orders")).toMatchObject({ status: 404 });
});

test.each([
  ["swagger-json-link", "{}"],
  ["wadl-xml", "<a />"],
  ["wsdl", "<a />"],
])("a definition of format %s is refused by name", async (format, value) => {
  const { send } = await start();
  expect(
    await send("PUT", "/apis/orders", { properties: { format, value, displayName: "x", path: "orders" } }),
  ).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse", message: expect.stringContaining(`'${format}'`) } },
  });
});

const swagger = {
  swagger: "2.0",
  info: { title: "Orders API", description: "All orders" },
  host: "b.example.com",
  basePath: "/v1",
  schemes: ["http", "https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  paths: {
    "/orders/{id}": {
      parameters: [{ $ref: "#/parameters/id" }],
      get: {
        operationId: "Get_Order",
        summary: "Gets an order",
        parameters: [
          { name: "view", in: "query", required: true, type: "string", enum: ["full", "brief"] },
          { name: "lang", in: "query", type: "string", default: "en" },
          { name: "X-Trace", in: "header", type: "string" },
        ],
        responses: { 200: { $ref: "#/responses/order" }, default: { description: "No" } },
      },
      put: {
        parameters: [{ name: "order", in: "body", schema: { $ref: "#/definitions/Order" } }],
        responses: { 204: { description: "Saved" } },
      },
    },
  },
  parameters: { id: { name: "id", in: "path", required: true, type: "integer" } },
  responses: {
    order: { description: "One", schema: { $ref: "#/definitions/Order" }, examples: { "application/json": {} } },
  },
  definitions: { Order: { type: "object" } },
};

const imported = async (properties: object, link?: readonly [url: string, text: string]) => {
  const { send, links } = await start();
  if (link !== undefined) links.set(...link);
  const put = await send("PUT", "/apis/orders", { properties: { path: "orders", ...properties } });
  expect(put.status).toBe(201);
  const operations = valueAt((await send("GET", "/apis/orders/operations")).body, "value");
  const schemas = valueAt((await send("GET", "/apis/orders/schemas")).body, "value");
  return { api: valueAt(put.body, "properties"), operations, schemas };
};

test.each([
  ["openapi", stringify(definition)],
  ["openapi", JSON.stringify(definition)],
  ["swagger-json", JSON.stringify(swagger)],
])("what format %s says is what openapi+json says", async (format, value) => {
  expect(await imported({ format, value })).toEqual(
    await imported({ format: "openapi+json", value: JSON.stringify(definition) }),
  );
});

test.each([
  ["openapi-link", stringify(definition)],
  ["openapi+json-link", JSON.stringify(definition)],
  ["swagger-link-json", JSON.stringify(swagger)],
])("a definition of format %s is fetched from its URL", async (format, text) => {
  const url = "https://docs.example.com/definition";
  expect(await imported({ format, value: url }, [url, text])).toEqual(
    await imported({ format: "openapi+json", value: JSON.stringify(definition) }),
  );
});

test("a Swagger form is one body, an object of its fields", async () => {
  const parameters = [
    { name: "name", in: "formData", type: "string" },
    { name: "size", in: "formData", type: "integer" },
  ];
  const paths = { "/forms": { post: { consumes: ["multipart/form-data"], parameters, responses: {} } } };
  const { operations } = await imported({ format: "swagger-json", value: JSON.stringify({ ...swagger, paths }) });
  expect(operations).toMatchObject([
    { properties: { request: { representations: [{ contentType: "multipart/form-data" }] } } },
  ]);
});

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
  .concat(
    [..."bcdefgh"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`).join(", ")}]`),
  )
  .join("\n");

test.each([
  ["YAML that is none", "openapi", "a: [", "not YAML"],
  ["YAML whose aliases multiply", "openapi", bomb, "not YAML"],
  ["Swagger of another version", "swagger-json", JSON.stringify({ ...swagger, swagger: "1.2" }), "swagger"],
  [
    "Swagger with a reference to nothing",
    "swagger-json",
    JSON.stringify({ ...swagger, parameters: {} }),
    "leads nowhere",
  ],
  ["a link that can't be reached", "openapi-link", "https://none.example.com/", "can't be read"],
  ["a link to a file", "openapi-link", "file:///etc/hosts", "http or https"],
  ["a link with a password", "openapi-link", "https://a:b@example.com/", "without credentials"],
])("%s is refused", async (_, format, value, message) => {
  const { send } = await start();
  expect(await send("PUT", "/apis/orders", { properties: { format, value, path: "orders" } })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "value", message: expect.stringContaining(message) }] } },
  });
});

test("an import that fails half-way leaves nothing of itself", async () => {
  const { send, putService, resources } = startManagement();
  await putService();
  await send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  await send("PUT", "/apis/orders/operations/old", {
    properties: { displayName: "Old", method: "GET", urlTemplate: "/old" },
  });
  const before = resources.below("");
  resources.watch("Microsoft.ApiManagement/service/apis/schemas", () => {
    throw new Error("The disk is full.");
  });
  const properties = { displayName: "New", path: "new", format: "openapi+json", value: JSON.stringify(definition) };
  await expect(send("PUT", "/apis/orders", { properties })).rejects.toThrow("The disk is full.");
  expect(resources.below("")).toEqual(before);
});
