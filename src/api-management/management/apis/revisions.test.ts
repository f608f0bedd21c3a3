import { expect, test } from "vitest";
import { servicePath, startManagement, valueAt } from "../testing/management-harness.ts";

const orders = { displayName: "Orders", path: "orders", serviceUrl: "https://one.example.com" };
const list = { displayName: "List", method: "GET", urlTemplate: "/" };
const policy = { format: "rawxml", value: "<policies><inbound><base /></inbound></policies>" };

/** The API `orders` with an operation and its policy, and a second revision made of it as az does. */
async function startWithRevisions() {
  const management = startManagement();
  await management.putService();
  const { send } = management;
  await send("PUT", "/apis/orders", { properties: orders });
  await send("PUT", "/apis/orders/operations/list", { properties: list });
  await send("PUT", "/apis/orders/operations/list/policies/policy", { properties: policy });
  const made = await send("PUT", "/apis/orders;rev=2", {
    properties: { sourceApiId: "/apis/orders", path: "orders", serviceUrl: "https://two.example.com" },
  });
  return { ...management, made };
}

test("a revision begins as a copy of its source, with what the body says put over it", async () => {
  const { send, made } = await startWithRevisions();
  expect(made).toMatchObject({
    status: 201,
    body: {
      id: `${servicePath}/apis/orders;rev=2`,
      name: "orders;rev=2",
      properties: {
        displayName: "Orders",
        path: "orders",
        apiRevision: "2",
        isCurrent: false,
        serviceUrl: "https://two.example.com",
      },
    },
  });
  expect(await send("GET", "/apis/orders;rev=2/operations/list/policies/policy")).toMatchObject({ status: 200 });
});

test("a revision's operations are its own", async () => {
  const { send } = await startWithRevisions();
  await send("DELETE", "/apis/orders;rev=2/operations/list");
  expect(await send("GET", "/apis/orders;rev=2/operations")).toMatchObject({ body: { count: 0 } });
  expect(await send("GET", "/apis/orders;rev=1/operations")).toMatchObject({ body: { count: 1 } });
});

test("an API's revisions are listed, the newest first, each with its private URL", async () => {
  const { send } = await startWithRevisions();
  expect(await send("GET", "/apis/orders/revisions")).toMatchObject({
    body: {
      value: [
        {
          apiId: "/apis/orders;rev=2",
          apiRevision: "2",
          privateUrl: "/orders;rev=2",
          isCurrent: false,
          isOnline: true,
        },
        { apiId: "/apis/orders;rev=1", apiRevision: "1", privateUrl: "/orders", isCurrent: true },
      ],
    },
  });
});

test("a release makes a revision current: plain names then mean it, and the other keeps its number", async () => {
  const { send } = await startWithRevisions();
  await send("DELETE", "/apis/orders;rev=2/operations/list");
  const release = await send("PUT", "/apis/orders;rev=2/releases/first", {
    properties: { apiId: `${servicePath}/apis/orders;rev=2`, notes: "Faster" },
  });
  expect(release).toMatchObject({ status: 201, body: { properties: { notes: "Faster" } } });
  expect(await send("GET", "/apis/orders")).toMatchObject({
    body: { properties: { apiRevision: "2", isCurrent: true, serviceUrl: "https://two.example.com" } },
  });
  expect(await send("GET", "/apis/orders/operations")).toMatchObject({ body: { count: 0 } });
  expect(await send("GET", "/apis/orders;rev=1")).toMatchObject({
    body: { name: "orders;rev=1", properties: { apiRevision: "1", isCurrent: false } },
  });
  expect(await send("GET", "/apis/orders;rev=1/operations/list/policies/policy")).toMatchObject({ status: 200 });
  // The address that made the release is the API's whichever revision is current.
  for (const revision of ["", ";rev=1", ";rev=2"]) {
    expect(await send("GET", `/apis/orders${revision}/releases/first`)).toMatchObject({ status: 200 });
  }
});

test("a release can be taken back by another", async () => {
  const { send } = await startWithRevisions();
  const before = await send("GET", "/apis/orders");
  await send("PUT", "/apis/orders/releases/a", { properties: { apiId: "/apis/orders;rev=2" } });
  await send("PUT", "/apis/orders/releases/b", { properties: { apiId: "/apis/orders;rev=1" } });
  expect((await send("GET", "/apis/orders")).body).toEqual(before.body);
  // New notes of the first release don't repeat it.
  await send("PATCH", "/apis/orders/releases/a", { properties: { notes: "Too early" } });
  expect(await send("GET", "/apis/orders")).toMatchObject({ body: { properties: { apiRevision: "1" } } });
});

test.each([
  ["a revision of another API", "/apis/other"],
  ["a revision that isn't there", "/apis/orders;rev=9"],
  ["no API", `${servicePath}/products/starter`],
])("a release of %s is refused and changes nothing", async (_, apiId) => {
  const { send } = await startWithRevisions();
  await send("PUT", "/apis/other", { properties: { displayName: "Other", path: "other" } });
  expect(await send("PUT", "/apis/orders/releases/a", { properties: { apiId } })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target: "apiId" }] } },
  });
  expect(await send("GET", "/apis/orders/releases/a")).toMatchObject({ status: 404 });
});

test.each([
  ["displayName", "Name", "Others"],
  ["path", "Path", "others"],
  ["protocols", "Protocols", ["http"]],
  ["subscriptionRequired", "SubscriptionRequired", false],
])("a revision that isn't current can't change %s", async (property, name, value) => {
  const { send } = await startWithRevisions();
  expect(await send("PATCH", "/apis/orders;rev=2", { properties: { [property]: value } })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", message: `Can't change property ${name} for non-current revision ` } },
  });
});

test("what the current revision changes of the API, all revisions have", async () => {
  const { send } = await startWithRevisions();
  await send("PATCH", "/apis/orders", { properties: { path: "all-orders" } });
  expect(await send("GET", "/apis/orders;rev=2")).toMatchObject({
    body: { properties: { path: "all-orders", serviceUrl: "https://two.example.com" } },
  });
});

test("the current revision is deleted with all others, or last", async () => {
  const { send } = await startWithRevisions();
  expect(await send("DELETE", "/apis/orders")).toMatchObject({ status: 400 });
  expect(await send("DELETE", "/apis/orders;rev=2")).toMatchObject({ status: 200 });
  expect(await send("DELETE", "/apis/orders")).toMatchObject({ status: 200 });
  const other = await startWithRevisions();
  expect(await other.send("DELETE", "/apis/orders?deleteRevisions=true")).toMatchObject({ status: 200 });
  expect(await other.send("GET", "/apis")).toMatchObject({ body: { count: 0 } });
});

test("an API that is created under a number has that as its first, current revision", async () => {
  const { send } = await startWithRevisions();
  const made = await send("PUT", "/apis/late;rev=3", { properties: { displayName: "Late", path: "late" } });
  expect(made).toMatchObject({ status: 201, body: { properties: { apiRevision: "3", isCurrent: true } } });
  expect(await send("GET", "/apis/late")).toMatchObject({ body: { properties: { apiRevision: "3" } } });
  expect(await send("GET", "/apis/late;rev=1")).toMatchObject({ status: 404 });
});

test.each([
  ["a body of another revision than its address", "/apis/orders;rev=3", { apiRevision: "4" }, "apiRevision"],
  ["a number that is none", "/apis/orders;rev=latest", {}, "apiRevision"],
  ["a source that isn't there", "/apis/orders;rev=3", { sourceApiId: "/apis/none" }, "sourceApiId"],
])("%s is refused", async (_, path, properties, target) => {
  const { send } = await startWithRevisions();
  const answer = await send("PUT", path, { properties: { ...orders, ...properties } });
  expect(answer.status).toBe(400);
  expect(valueAt(answer.body, "error", "details")).toMatchObject([{ target }]);
});

test("another API can be made of one, with its operations and policies but not its address", async () => {
  const { send } = await startWithRevisions();
  const clone = { displayName: "Clone", path: "clone", sourceApiId: `${servicePath}/apis/orders` };
  expect(await send("PUT", "/apis/clone", { properties: clone })).toMatchObject({
    status: 201,
    body: { properties: { apiRevision: "1", isCurrent: true, serviceUrl: "https://one.example.com" } },
  });
  expect(await send("GET", "/apis/clone/operations/list/policies/policy")).toMatchObject({ status: 200 });
  // An update that repeats the source keeps what the API has by now.
  await send("DELETE", "/apis/clone/operations/list");
  await send("PUT", "/apis/clone", { properties: clone });
  expect(await send("GET", "/apis/clone/operations")).toMatchObject({ body: { count: 0 } });
});

test("products and subscriptions hold an API in all its revisions", async () => {
  const { send } = await startWithRevisions();
  await send("PUT", "/products/starter", { properties: { displayName: "Starter" } });
  await send("PUT", "/products/starter/apis/orders;rev=2");
  expect(await send("HEAD", "/products/starter/apis/orders")).toMatchObject({ status: 204 });
  const subscription = { displayName: "One", scope: "/apis/orders;rev=2" };
  expect(await send("PUT", "/subscriptions/one", { properties: subscription })).toMatchObject({
    body: { properties: { scope: `${servicePath}/apis/orders` } },
  });
});
