import { expect, test } from "vitest";
import { servicePath, startManagement } from "../testing/management-harness.ts";

async function startWithApi() {
  const management = startManagement();
  await management.putService();
  await management.send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  return management;
}

test("a product is not published, and asks for a key, unless it says otherwise", async () => {
  const { send } = await startWithApi();
  expect(await send("PUT", "/products/gold", { properties: { displayName: "Gold" } })).toMatchObject({
    status: 201,
    body: { properties: { state: "notPublished", subscriptionRequired: true, approvalRequired: false } },
  });
  expect(await send("PATCH", "/products/gold", { properties: { state: "published" } })).toMatchObject({
    body: { properties: { displayName: "Gold", state: "published" } },
  });
});

test("an API is put into a product, found there, listed there and taken out", async () => {
  const { send } = await startWithApi();
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  expect(await send("HEAD", "/products/gold/apis/orders")).toMatchObject({ status: 404 });
  expect(await send("PUT", "/products/gold/apis/orders;rev=1")).toMatchObject({ status: 201 });
  expect(await send("PUT", "/products/gold/apis/orders")).toMatchObject({ status: 200 });
  expect(await send("HEAD", "/products/gold/apis/orders")).toMatchObject({ status: 204 });
  expect(await send("GET", "/products/gold/apis")).toMatchObject({
    body: { value: [{ id: `${servicePath}/products/gold/apis/orders`, properties: { path: "orders" } }], count: 1 },
  });
  expect(await send("GET", "/products/gold/apis/orders")).toMatchObject({ status: 405 });
  expect(await send("DELETE", "/products/gold/apis/orders")).toMatchObject({ status: 200 });
  expect(await send("GET", "/apis/orders")).toMatchObject({ status: 200 });
});

test("an API that isn't there can't be put into a product", async () => {
  const { send } = await startWithApi();
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  expect(await send("PUT", "/products/gold/apis/none")).toMatchObject({
    status: 404,
    body: { error: { message: "API not found." } },
  });
});

test("an API can be in one open product only, whether it is added or the product opened", async () => {
  const { send } = await startWithApi();
  const open = { displayName: "Open", subscriptionRequired: false };
  for (const name of ["one", "two"])
    await send("PUT", `/products/${name}`, { properties: { ...open, displayName: name } });
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  await send("PUT", "/products/one/apis/orders");
  await send("PUT", "/products/gold/apis/orders");
  const refusal = {
    status: 400,
    body: { error: { details: [{ target: "aid", message: "API cannot be added to more than one open products." }] } },
  };
  expect(await send("PUT", "/products/two/apis/orders")).toMatchObject(refusal);
  expect(await send("PATCH", "/products/gold", { properties: { subscriptionRequired: false } })).toMatchObject(refusal);
  expect(await send("PUT", "/products/one/apis/orders")).toMatchObject({ status: 200 });
});

test("a product with subscriptions is deleted only together with them", async () => {
  const { send } = await startWithApi();
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  await send("PUT", "/subscriptions/one", { properties: { displayName: "One", scope: "/products/gold" } });
  expect(await send("DELETE", "/products/gold")).toMatchObject({ status: 400 });
  expect(await send("DELETE", "/products/gold?deleteSubscriptions=true")).toMatchObject({ status: 200 });
  expect(await send("GET", "/subscriptions/one")).toMatchObject({ status: 404 });
});
