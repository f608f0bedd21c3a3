import { afterEach, beforeEach, expect, test } from "vitest";
import {
  GROUP_USERS,
  GROUPS,
  PRODUCT_APIS,
  PRODUCT_GROUPS,
  PRODUCTS,
  SUBSCRIPTIONS,
  USERS,
} from "../management/model.ts";
import { type GatewayHarness, SERVICE_ID, startGateway, subscriptionProperties } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
const headers = { "Ocp-Apim-Subscription-Key": "ada" };

function user(state: string): void {
  gateway.put(USERS, "/users/Ada", {
    email: "ada@example.com",
    firstName: "Ada",
    lastName: "L",
    state,
    registrationDate: "2026-01-01T00:00:00.000Z",
    identities: [],
  });
}

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
  user("active");
  gateway.put(GROUPS, "/groups/vip", { displayName: "VIP", builtIn: false, type: "custom" });
  gateway.put(GROUP_USERS, "/groups/vip/users/Ada", { targetId: `${SERVICE_ID}/users/Ada` });
  gateway.put(PRODUCTS, "/products/gold", { displayName: "Gold", subscriptionRequired: true, state: "published" });
  gateway.put(PRODUCT_APIS, "/products/gold/apis/echo", { apiId: `${SERVICE_ID}/apis/echo` });
  gateway.put(PRODUCT_GROUPS, "/products/gold/groups/vip", { targetId: `${SERVICE_ID}/groups/vip` });
  gateway.put(SUBSCRIPTIONS, "/subscriptions/ada", {
    ...subscriptionProperties({ primaryKey: "ada", scope: `${SERVICE_ID}/products/gold` }),
    ownerId: `${SERVICE_ID}/users/ada`,
  });
});
afterEach(() => gateway[Symbol.asyncDispose]());

test("policies see whose subscription it is, in which groups, and who sees the product", async () => {
  const value =
    '@(context.User.FirstName + " " + context.User.Id + " " + context.User.Groups.First().Name + " " + context.Product.Groups.First().Id)';
  const policy = `<set-header name="x-user"><value>${value}</value></set-header>`;
  gateway.policy("/apis/echo", `<policies><inbound>${policy}</inbound></policies>`);
  expect(await gateway.send("/echo/test", { headers })).toMatchObject({ status: 200 });
  expect(gateway.heard[0]?.headers["x-user"]).toBe("Ada Ada VIP vip");
});

test("the keys of a user who is blocked open nothing", async () => {
  user("blocked");
  expect(await gateway.send("/echo/test", { headers })).toMatchObject({ status: 401 });
});
