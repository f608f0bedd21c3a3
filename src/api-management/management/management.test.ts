/** The requests that azurerm sends for a service with one API, in its order. */
import { expect, test } from "vitest";
import { serviceBody, servicePath, startManagement, subscriptionPath } from "./testing/management-harness.ts";

const deletedService = `${subscriptionPath}/providers/Microsoft.ApiManagement/locations/uksouth/deletedServices/orders-apim`;
const operation = "/apis/orders/operations/list";
const policyValue = '<policies><inbound><set-header name="A"><value>@("x")</value></set-header></inbound></policies>';

const api = {
  displayName: "Orders",
  path: "orders",
  protocols: ["https"],
  serviceUrl: "https://backend.example.com/api",
  subscriptionRequired: true,
  apiRevisionDescription: "",
  apiVersion: "",
  authenticationSettings: {},
  apiType: "http",
  type: "http",
};
const operationBody = {
  displayName: "List",
  method: "GET",
  urlTemplate: "/list",
  templateParameters: [],
  responses: [{ statusCode: 200, description: "", headers: [], representations: [] }],
};

const life: readonly (readonly [method: string, path: string, status: number, properties?: unknown])[] = [
  ["GET", deletedService, 404],
  ["PUT", "", 201],
  ["GET", "/apis", 200],
  ["GET", "/products", 200],
  ["PUT", "/portalsettings/signin", 200, { enabled: false }],
  ["PUT", "/portalsettings/signup", 200, { enabled: false, termsOfService: { text: "", enabled: false } }],
  ["GET", "", 200],
  ["GET", "/policies/policy?format=xml", 200],
  ["GET", "/portalsettings/signin", 200],
  ["GET", "/portalsettings/signup", 200],
  ["GET", "/portalsettings/delegation", 200],
  ["POST", "/portalsettings/delegation/listSecrets", 200],
  ["POST", "/tenant/access/listSecrets", 200],
  ["GET", "/subscriptions/demo", 404],
  ["PUT", "/subscriptions/demo?notify=false", 201, { scope: "/apis", displayName: "Demo", state: "active" }],
  ["GET", "/subscriptions/demo", 200],
  ["POST", "/subscriptions/demo/listSecrets", 200],
  ["GET", "/apis/orders;rev=1", 404],
  ["PUT", "/apis/orders%3Brev%3D1", 201, api],
  ["GET", "/apis/orders;rev=1", 200],
  ["GET", "/apis/orders", 200],
  ["GET", operation, 404],
  ["PUT", operation, 201, operationBody],
  ["GET", operation, 200],
  ["GET", `${operation}/policies/policy?format=xml`, 404],
  ["PUT", `${operation}/policies/policy`, 201, { format: "rawxml", value: policyValue }],
  ["GET", `${operation}/policies/policy?format=xml`, 200],
  ["PUT", `${operation}/policies/policy`, 200, { format: "rawxml", value: policyValue }],
  ["PUT", operation, 200, operationBody],
  ["PUT", "/apis/orders;rev=1", 200, api],
  ["PUT", "", 200],
  ["DELETE", `${operation}/policies/policy`, 200],
  ["DELETE", "/subscriptions/demo", 200],
  ["DELETE", operation, 200],
  ["DELETE", "/apis/orders?deleteRevisions=true", 200],
  ["DELETE", "/apis/orders?deleteRevisions=true", 204],
  ["DELETE", "", 200],
  ["DELETE", "", 204],
  ["GET", deletedService, 200],
  ["DELETE", deletedService, 200],
  ["DELETE", deletedService, 204],
];

test("a service, its API, operation, policy and key live through what a provider sends, with the answers that it takes", async () => {
  const { send } = startManagement();
  const answered = [];
  for (const [method, path, , properties] of life) {
    const body = method !== "PUT" ? undefined : properties === undefined ? serviceBody : { properties };
    const { status } = await send(method, path, body, { "if-match": "" });
    answered.push([method, path, status]);
  }
  expect(answered).toEqual(life.map(([method, path, status]) => [method, path, status]));
});

test.each([
  ["/apis", "API not found.", "/apis/none"],
  ["/apis/{id}/operations", "Operation not found.", "/apis/orders/operations/none"],
  ["an operation of a missing API", "API not found.", "/apis/none/operations/list"],
  ["a policy of a missing operation", "Operation not found.", "/apis/orders/operations/none/policies/policy"],
  ["a policy that isn't there", "Policy not found.", "/apis/orders/policies/policy"],
  ["a policy of another name", "Policy not found.", "/policies/other"],
  ["/products", "Product not found.", "/products/none"],
  ["/subscriptions", "Subscription not found.", "/subscriptions/none"],
  ["/gateways", "Gateway not found.", "/gateways/managed"],
  ["/namedValues", "Named value not found.", "/namedValues/none"],
])("GET of %s answers 404 '%s' in API Management's envelope", async (_, message, path) => {
  const { send, putService } = startManagement();
  await putService();
  await send("PUT", "/apis/orders", { properties: api });
  expect(await send("GET", path)).toMatchObject({
    status: 404,
    body: { error: { code: "ResourceNotFound", message, details: null } },
  });
});

test.each([
  "caches",
  "portalRevisions",
  "privateEndpointConnections",
  "apis/orders/issues",
  "apis/orders/tagDescriptions",
])("%s list as empty, and creating one is refused by name", async (collection) => {
  const { send, putService } = startManagement();
  await putService();
  await send("PUT", "/apis/orders", { properties: api });
  expect(await send("GET", `/${collection}`)).toMatchObject({ status: 200, body: { value: [], count: 0 } });
  expect(await send("PUT", `/${collection}/one`, { properties: {} })).toMatchObject({
    status: 400,
    body: {
      error: {
        code: "NotSupportedByGatehouse",
        message: expect.stringContaining(collection.split("/").at(-1) ?? ""),
      },
    },
  });
});

test("a write gives the entity a new tag, which GET, HEAD and If-Match go by", async () => {
  const { send, putService } = startManagement();
  await putService();
  const first = await send("PUT", "/apis/orders", { properties: api });
  const second = await send("PUT", "/apis/orders", { properties: api });
  expect(second.headers.etag).toMatch(/^"[A-Za-z0-9+/]{11}="$/);
  expect(second.headers.etag).not.toBe(first.headers.etag);
  expect((await send("GET", "/apis/orders")).headers).toEqual(second.headers);
  expect(await send("HEAD", "/apis/orders")).toEqual({ status: 200, headers: second.headers, body: undefined });
  const stale = { "if-match": first.headers.etag ?? "" };
  expect(await send("PATCH", "/apis/orders", { properties: { displayName: "No" } }, stale)).toMatchObject({
    status: 412,
  });
  expect(await send("DELETE", "/apis/orders", undefined, stale)).toMatchObject({ status: 412 });
  const current = { "if-match": second.headers.etag ?? "" };
  expect(await send("PATCH", "/apis/orders", { properties: { displayName: "Yes" } }, current)).toMatchObject({
    status: 200,
    body: { properties: { displayName: "Yes", path: "orders" } },
  });
  expect(await send("DELETE", "/apis/orders", undefined, { "if-match": "*" })).toMatchObject({ status: 200 });
});

test("a list is filtered by $filter, and paged by $top and $skip", async () => {
  const { send, putService } = startManagement();
  await putService();
  for (const name of ["a", "b", "c"]) await send("PUT", `/apis/${name}`, { properties: { ...api, path: name } });
  expect(await send("GET", "/apis?$top=2")).toMatchObject({
    body: {
      value: [{ name: "a" }, { name: "b" }],
      count: 3,
      nextLink: expect.stringContaining(`${servicePath}/apis?`),
    },
  });
  expect(await send("GET", "/apis?$top=2&$skip=2")).toMatchObject({ body: { value: [{ name: "c" }], count: 3 } });
  expect(await send("GET", "/apis?$top=x")).toMatchObject({ status: 400 });
  const filter = "$filter=name eq 'a' or properties/path eq 'c'";
  expect(await send("GET", `/apis?${filter}`)).toMatchObject({
    body: { value: [{ name: "a" }, { name: "c" }], count: 2 },
  });
  const second = { value: [{ name: "c" }], count: 2 };
  expect(await send("GET", `/apis?${filter}&$top=1&$skip=1`)).toMatchObject({ body: second });
  expect(await send("GET", "/apis?$filter=colour eq 'red'")).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target: "$filter" }] } },
  });
});
