import { expect, test } from "vitest";
import { putMissingPeople } from "../service/built-in-people.ts";
import { servicePath, startManagement, valueAt } from "../testing/management-harness.ts";

const ada = { email: "ada@example.com", firstName: "Ada", lastName: "L", password: "hunter2" };

async function start() {
  const management = startManagement();
  await management.putService();
  await management.send("PUT", "/users/ada", { properties: ada });
  return management;
}

const namesAt = (answer: { body: unknown }): unknown => {
  const value = valueAt(answer.body, "value");
  return Array.isArray(value) ? value.map((item) => valueAt(item, "name")) : undefined;
};

test("a service has its system groups and its administrator, which can't be changed or deleted", async () => {
  const { send } = await start();
  expect(namesAt(await send("GET", "/groups"))).toEqual(["administrators", "developers", "guests"]);
  expect(await send("GET", "/users/1")).toMatchObject({ body: { properties: { email: "owner@example.com" } } });
  expect(await send("DELETE", "/users/1")).toMatchObject({ status: 400 });
  expect(await send("DELETE", "/groups/Guests")).toMatchObject({ status: 400 });
  expect(await send("PUT", "/groups/guests", { properties: { displayName: "x" } })).toMatchObject({ status: 400 });
});

test("users are in groups, and a new one is a developer", async () => {
  const { send } = await start();
  expect(namesAt(await send("GET", "/groups/developers/users"))).toEqual(["1", "ada"]);
  expect(await send("PUT", "/groups/vip", { properties: { displayName: "VIP" } })).toMatchObject({
    status: 201,
    body: { properties: { builtIn: false, type: "custom" } },
  });
  expect(await send("HEAD", "/groups/vip/users/ada")).toMatchObject({ status: 404 });
  expect(await send("PUT", "/groups/vip/users/none")).toMatchObject({ status: 404 });
  expect(await send("PUT", "/groups/vip/users/ada")).toMatchObject({
    status: 201,
    body: { id: `${servicePath}/groups/vip/users/ada`, properties: { email: ada.email } },
  });
  expect(await send("HEAD", "/groups/vip/users/ada")).toMatchObject({ status: 204 });
  await send("DELETE", "/users/ada");
  expect(namesAt(await send("GET", "/groups/vip/users"))).toEqual([]);
});

test("a user's password is never shown, and an email is taken once", async () => {
  const { send } = await start();
  const shown = await send("GET", "/users/ada");
  expect(shown).toMatchObject({ body: { properties: { firstName: "Ada", state: "active" } } });
  expect(JSON.stringify(shown.body)).not.toContain("hunter2");
  expect(await send("PUT", "/users/other", { properties: { ...ada, email: "ADA@example.com" } })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "email" }] } },
  });
  expect(await send("PUT", "/users/ada", { properties: { ...ada, state: "blocked" } })).toMatchObject({ status: 200 });
  expect(await send("POST", "/users/ada/token")).toMatchObject({
    body: { error: { code: "NotSupportedByGatehouse" } },
  });
});

test("a user with subscriptions is deleted only together with them", async () => {
  const { send } = await start();
  const properties = { displayName: "One", scope: "/apis", ownerId: "/users/ada" };
  expect(await send("PUT", "/subscriptions/one", { properties })).toMatchObject({
    body: { properties: { ownerId: `${servicePath}/users/ada` } },
  });
  expect(await send("DELETE", "/users/ada")).toMatchObject({ status: 400 });
  expect(await send("DELETE", "/users/ada?deleteSubscriptions=true")).toMatchObject({ status: 200 });
  expect(await send("GET", "/subscriptions/one")).toMatchObject({ status: 404 });
});

test("a product's groups go with the group; a tag goes off everything", async () => {
  const { send } = await start();
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  await send("PUT", "/groups/vip", { properties: { displayName: "VIP" } });
  await send("PUT", "/products/gold/groups/vip");
  await send("PUT", "/products/gold/groups/guests");
  expect(namesAt(await send("GET", "/products/gold/groups"))).toEqual(["guests", "vip"]);
  await send("DELETE", "/groups/vip");
  expect(namesAt(await send("GET", "/products/gold/groups"))).toEqual(["guests"]);

  await send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  const operation = { displayName: "List", method: "GET", urlTemplate: "/" };
  await send("PUT", "/apis/orders/operations/list", { properties: operation });
  await send("PUT", "/tags/red", { properties: { displayName: "Red" } });
  expect(await send("PUT", "/tags/other", { properties: { displayName: "Red" } })).toMatchObject({ status: 400 });
  for (const path of ["/apis/orders", "/apis/orders/operations/list", "/products/gold"]) {
    expect(await send("PUT", `${path}/tags/none`)).toMatchObject({ status: 404 });
    expect(await send("PUT", `${path}/tags/red`)).toMatchObject({ body: { properties: { displayName: "Red" } } });
    expect(namesAt(await send("GET", `${path}/tags`))).toEqual(["red"]);
  }
  await send("DELETE", "/tags/red");
  expect(await send("GET", "/apis/orders/tags/red")).toMatchObject({ status: 404 });
  expect(namesAt(await send("GET", "/products/gold/tags"))).toEqual([]);
});

test("a service of before there were users gets its own, once", async () => {
  const { send, resources } = await start();
  for (const id of ["users/1", "groups/guests", "groups/developers/users/1"]) resources.delete(`${servicePath}/${id}`);
  let tags = 0;
  const etags = { next: () => `new-${++tags}` };
  putMissingPeople({ resources, etags });
  expect(await send("GET", "/users/1")).toMatchObject({ status: 200, headers: { etag: '"new-1"' } });
  expect(namesAt(await send("GET", "/groups"))).toEqual(["administrators", "developers", "guests"]);
  const before = tags;
  putMissingPeople({ resources, etags });
  expect(tags).toBe(before);
});
