import { expect, test } from "vitest";
import { servicePath, startManagement } from "./testing/management-harness.ts";

async function start() {
  const management = startManagement();
  const { send } = management;
  await management.putService();
  await send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  for (const name of ["gold", "silver"]) await send("PUT", `/products/${name}`, { properties: { displayName: name } });
  await send("PUT", "/products/gold/apis/orders");
  await send("PUT", "/users/ada", { properties: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" } });
  await send("PUT", "/groups/partners", { properties: { displayName: "Partners" } });
  await send("PUT", "/groups/partners/users/ada");
  await send("PUT", "/subscriptions/team", {
    properties: { displayName: "Team", scope: "/products/gold", ownerId: "/users/ada" },
  });
  return management;
}

const lists = [
  ["/apis/orders;rev=1/products", ["gold"]],
  ["/products/gold/subscriptions", ["team"]],
  ["/products/silver/subscriptions", []],
  ["/users/ada/subscriptions", ["team"]],
  ["/users/1/subscriptions", []],
  ["/users/ada/groups", ["developers", "partners"]],
] as const;

test.each(lists)("%s lists what is related, and no more", async (path, names) => {
  const { send } = await start();
  const { status, body } = await send("GET", path);
  const { value, count } = body as { readonly value: readonly { readonly name: string }[]; readonly count: number };
  expect([status, count, value.map(({ name }) => name).toSorted()]).toEqual([200, names.length, [...names]]);
});

test("an item has its own properties under an id below the parent, and no secrets", async () => {
  const { send } = await start();
  const { properties } = (await send("GET", "/subscriptions/team")).body as { readonly properties: unknown };
  const own = await send("GET", "/users/ada/subscriptions/TEAM");
  expect(own).toMatchObject({ status: 200, headers: { etag: expect.any(String) } });
  expect(own.body).toEqual({
    id: `${servicePath}/users/ada/subscriptions/team`,
    type: "Microsoft.ApiManagement/service/users/subscriptions",
    name: "team",
    properties,
  });
});

test.each(["/users/none/groups", "/apis/none/products", "/users/1/subscriptions/team"])(
  "404 for %s, which is not there or not related",
  async (path) => {
    const { send } = await start();
    expect(await send("GET", path)).toMatchObject({ status: 404, body: { error: { code: "ResourceNotFound" } } });
  },
);
