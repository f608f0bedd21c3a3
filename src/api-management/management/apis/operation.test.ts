import { expect, test } from "vitest";
import { startManagement } from "../testing/management-harness.ts";

const list = { displayName: "List", method: "GET", urlTemplate: "/orders/{id}", templateParameters: [parameter("id")] };

function parameter(name: string) {
  return { name, type: "string", required: true };
}

async function startWithApi() {
  const management = startManagement();
  await management.putService();
  await management.send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  return management;
}

test("an operation comes back as it was put", async () => {
  const { send } = await startWithApi();
  const properties = {
    ...list,
    description: "All of them",
    request: {
      queryParameters: [parameter("top")],
      headers: [],
      representations: [{ contentType: "application/json" }],
    },
    responses: [{ statusCode: 200, description: "OK", headers: [], representations: [] }],
  };
  expect(await send("PUT", "/apis/orders/operations/list", { properties })).toMatchObject({ status: 201 });
  expect(await send("GET", "/apis/orders/operations/list")).toMatchObject({
    status: 200,
    body: { name: "list", type: "Microsoft.ApiManagement/service/apis/operations", properties },
  });
});

test.each([
  ["/orders/{id}", []],
  ["/orders/{id}", ["id", "other"]],
  ["/orders", ["id"]],
  ["/orders", ["*"]],
  ["/files/{*path}", ["*path"]],
  ["/orders/{id}/{id}", ["id"]],
  ["/orders/{id}?expand={expand}", ["id"]],
])("template %s with parameters %j is refused", async (urlTemplate, names) => {
  const { send } = await startWithApi();
  const properties = { ...list, urlTemplate, templateParameters: names.map(parameter) };
  expect(await send("PUT", "/apis/orders/operations/list", { properties })).toMatchObject({
    status: 400,
    body: {
      error: {
        details: [
          {
            target: "",
            message:
              "All template parameters used in the UriTemplate must be defined in the Operation 'List', and vice-versa.",
          },
        ],
      },
    },
  });
});

test.each([
  ["/*", []],
  ["/*", ["*"]],
  ["/files/{*path}", ["path"]],
  ["/orders/{id}?expand={expand}", ["expand", "id"]],
])("template %s with parameters %j is taken", async (urlTemplate, names) => {
  const { send } = await startWithApi();
  const properties = { ...list, urlTemplate, templateParameters: names.map(parameter) };
  expect(await send("PUT", "/apis/orders/operations/list", { properties })).toMatchObject({ status: 201 });
});

test("two operations of an API can't have one method and template", async () => {
  const { send } = await startWithApi();
  await send("PUT", "/apis/orders/operations/list", { properties: list });
  const same = { ...list, urlTemplate: "/Orders/{key}", templateParameters: [parameter("key")] };
  expect(await send("PUT", "/apis/orders/operations/other", { properties: same })).toMatchObject({
    status: 400,
    body: {
      error: {
        details: [
          {
            target: "urlTemplate",
            message: "Operation with the same method and URL template already exists: GET, /Orders/{key}",
          },
        ],
      },
    },
  });
  expect(await send("PUT", "/apis/orders/operations/other", { properties: { ...same, method: "PUT" } })).toMatchObject({
    status: 201,
  });
});

test.each([
  ["", "method"],
  ["GET /", "method"],
])("method '%s' is refused", async (method, target) => {
  const { send } = await startWithApi();
  expect(await send("PUT", "/apis/orders/operations/list", { properties: { ...list, method } })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target }] } },
  });
});
