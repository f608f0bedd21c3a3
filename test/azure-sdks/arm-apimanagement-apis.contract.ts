import { ApiManagementClient } from "@azure/arm-apimanagement";
import { beforeAll, describe, expect, test } from "vitest";
import { useApiManagement } from "./support/api-management-service.ts";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { stranger, subscriptionId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-apim-apis");
const service = "apim-sdk-apis";
const client = useApiManagement(group, service);
const at = [group, service] as const;
const { api, apiOperation, product, productApi, productGroup, subscription, namedValue, tag, user, groupUser } = client;

beforeAll(async () => {
  await api.beginCreateOrUpdateAndWait(...at, "orders", {
    displayName: "Orders",
    path: "orders",
    protocols: ["https"],
  });
  await apiOperation.createOrUpdate(...at, "orders", "list", {
    displayName: "List",
    method: "GET",
    urlTemplate: "/",
  });
  await product.createOrUpdate(...at, "gold", { displayName: "Gold", subscriptionRequired: true, state: "published" });
});

test("an API's current revision is read by its number, too", async () => {
  expect(await api.get(...at, "orders;rev=1")).toMatchObject({ apiRevision: "1", isCurrent: true, path: "orders" });
});

describe("operations of an API", () => {
  test("are made, read, listed, changed and deleted", async () => {
    const made = await apiOperation.createOrUpdate(...at, "orders", "get", {
      displayName: "Get",
      method: "GET",
      urlTemplate: "/{id}",
      templateParameters: [{ name: "id", type: "string", required: true }],
      responses: [{ statusCode: 200, description: "An order", representations: [{ contentType: "application/json" }] }],
    });
    expect(made).toMatchObject({
      name: "get",
      type: "Microsoft.ApiManagement/service/apis/operations",
      method: "GET",
      urlTemplate: "/{id}",
      templateParameters: [{ name: "id", type: "string", required: true }],
      responses: [{ statusCode: 200, description: "An order" }],
    });
    const { eTag = "" } = await apiOperation.getEntityTag(...at, "orders", "get");
    expect(await apiOperation.get(...at, "orders", "get")).toMatchObject({ eTag, displayName: "Get" });
    const changes = { description: "One order" };
    expect(await apiOperation.update(...at, "orders", "get", eTag, changes)).toMatchObject(changes);
    await expectRestError(apiOperation.update(...at, "orders", "get", eTag, changes), 412, "PreconditionFailed");
    expect((await collect(apiOperation.listByApi(...at, "orders"))).map(({ name }) => name)).toEqual(["get", "list"]);
    await expectRestError(apiOperation.delete(...at, "orders", "get", eTag), 412, "PreconditionFailed");
    await apiOperation.delete(...at, "orders", "get", "*");
    await expectRestError(apiOperation.get(...at, "orders", "get"), 404, "ResourceNotFound");
    await expectRestError(apiOperation.get(...at, "nothing", "get"), 404, "ResourceNotFound");
  });

  test("400 for a template whose parameters are not told", async () => {
    const wrong = { displayName: "Wrong", method: "GET", urlTemplate: "/{id}/{part}" };
    await expectRestError(apiOperation.createOrUpdate(...at, "orders", "wrong", wrong), 400, "ValidationError");
  });

  test("come from an OpenAPI definition, too", async () => {
    const definition = {
      openapi: "3.0.1",
      info: { title: "Stock", version: "1" },
      servers: [{ url: "https://stock.example.com" }],
      paths: { "/items": { get: { operationId: "list-items", responses: { 200: { description: "All" } } } } },
    };
    const imported = await api.beginCreateOrUpdateAndWait(...at, "stock", {
      path: "stock",
      format: "openapi+json",
      value: JSON.stringify(definition),
    });
    expect(imported).toMatchObject({ displayName: "Stock", serviceUrl: "https://stock.example.com" });
    expect(await collect(apiOperation.listByApi(...at, "stock"))).toEqual([
      expect.objectContaining({ name: "list-items", method: "GET", urlTemplate: "/items" }),
    ]);
  });
});

describe("products", () => {
  test("take APIs and groups, and let them go", async () => {
    await productApi.createOrUpdate(...at, "gold", "orders");
    expect((await productApi.checkEntityExists(...at, "gold", "orders")).body).toBe(true);
    expect((await collect(productApi.listByProduct(...at, "gold"))).map(({ name }) => name)).toEqual(["orders"]);
    expect((await collect(client.apiProduct.listByApis(...at, "orders"))).map(({ name }) => name)).toEqual(["gold"]);
    await productApi.delete(...at, "gold", "orders");
    await expectRestError(productApi.checkEntityExists(...at, "gold", "orders"), 404, undefined);
    await expectRestError(productApi.createOrUpdate(...at, "gold", "nothing"), 404, "ResourceNotFound");

    await productGroup.createOrUpdate(...at, "gold", "developers");
    expect((await collect(productGroup.listByProduct(...at, "gold"))).map(({ name }) => name)).toContain("developers");
    await productGroup.delete(...at, "gold", "developers");
    await expectRestError(productGroup.checkEntityExists(...at, "gold", "developers"), 404, undefined);
  });

  test("400 for one with subscriptions, unless these go with it", async () => {
    await product.createOrUpdate(...at, "silver", { displayName: "Silver", subscriptionRequired: true });
    await subscription.createOrUpdate(...at, "silver-team", { displayName: "Team", scope: "/products/silver" });
    await expectRestError(product.delete(...at, "silver", "*"), 400, "ValidationError");
    await product.delete(...at, "silver", "*", { deleteSubscriptions: true });
    await expectRestError(subscription.get(...at, "silver-team"), 404, "ResourceNotFound");
  });
});

describe("secrets", () => {
  test("of a subscription are told on request only, and can be made anew", async () => {
    const made = await subscription.createOrUpdate(...at, "keys", { displayName: "Keys", scope: "/apis/orders" });
    expect(made.scope).toMatch(/\/apis\/orders$/);
    const read = await subscription.get(...at, "keys");
    expect([read.primaryKey, read.secondaryKey]).toEqual([undefined, undefined]);
    const before = await subscription.listSecrets(...at, "keys");
    expect(before.primaryKey).toMatch(/^[0-9a-f]{32}$/);
    await subscription.regeneratePrimaryKey(...at, "keys");
    const between = await subscription.listSecrets(...at, "keys");
    expect(between.primaryKey).not.toBe(before.primaryKey);
    expect(between.secondaryKey).toBe(before.secondaryKey);
    await subscription.regenerateSecondaryKey(...at, "keys");
    expect((await subscription.listSecrets(...at, "keys")).secondaryKey).not.toBe(before.secondaryKey);
    await expectRestError(subscription.listSecrets(...at, "nothing"), 404, "ResourceNotFound");
  });

  test("of a named value are told on request only", async () => {
    const parameters = { displayName: "Password", value: "s3cret", secret: true };
    const made = await namedValue.beginCreateOrUpdateAndWait(...at, "password", parameters);
    expect(made).toMatchObject({ displayName: "Password", secret: true });
    expect((await namedValue.get(...at, "password")).value).toBeUndefined();
    expect(await namedValue.listValue(...at, "password")).toMatchObject({ value: "s3cret" });
    await expectRestError(namedValue.listValue(...at, "nothing"), 404, "ResourceNotFound");
  });

  test("400 for a second named value of the same display name", async () => {
    await namedValue.beginCreateOrUpdateAndWait(...at, "one", { displayName: "Twice", value: "1" });
    await expectRestError(
      namedValue.beginCreateOrUpdateAndWait(...at, "two", { displayName: "Twice", value: "2" }),
      400,
      "ValidationError",
    );
  });
});

describe("people", () => {
  test("are put into groups and taken out", async () => {
    await user.createOrUpdate(...at, "grace", { firstName: "Grace", lastName: "Hopper", email: "grace@example.com" });
    await client.group.createOrUpdate(...at, "partners", { displayName: "Partners" });
    await groupUser.create(...at, "partners", "grace");
    expect((await groupUser.checkEntityExists(...at, "partners", "grace")).body).toBe(true);
    expect(await collect(groupUser.list(...at, "partners"))).toEqual([
      expect.objectContaining({ name: "grace", email: "grace@example.com" }),
    ]);
    await groupUser.delete(...at, "partners", "grace");
    expect((await groupUser.checkEntityExists(...at, "partners", "grace")).body).toBe(false);
  });

  test("are there from the start: the administrator and three groups, which stay", async () => {
    expect((await user.get(...at, "1")).email).toBe("owner@example.com");
    const names = (await collect(client.group.listByService(...at))).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["administrators", "developers", "guests"]));
    await expectRestError(client.group.delete(...at, "guests", "*"), 400, "ValidationError");
  });
});

describe("a user", () => {
  test("owns subscriptions and is in groups, which are listed below it", async () => {
    await user.createOrUpdate(...at, "ada", { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" });
    const own = { displayName: "Own", scope: "/products/gold", ownerId: "/users/ada" };
    await subscription.createOrUpdate(...at, "own", own);
    const { userSubscription, userGroup, productSubscriptions } = client;
    expect((await collect(userSubscription.list(...at, "ada"))).map(({ name }) => name)).toEqual(["own"]);
    expect(await userSubscription.get(...at, "ada", "own")).toMatchObject({ name: "own", displayName: "Own" });
    await expectRestError(userSubscription.get(...at, "1", "own"), 404, "ResourceNotFound");
    expect((await collect(productSubscriptions.list(...at, "gold"))).map(({ name }) => name)).toEqual(["own"]);
    expect((await collect(userGroup.list(...at, "ada"))).map(({ name }) => name)).toEqual(["developers"]);
  });
});

describe("tags", () => {
  test("are put on APIs, operations and products, and taken off", async () => {
    await tag.createOrUpdate(...at, "internal", { displayName: "Internal" });
    await tag.assignToApi(...at, "orders", "internal");
    await tag.assignToOperation(...at, "orders", "list", "internal");
    await tag.assignToProduct(...at, "gold", "internal");
    expect(await tag.getByApi(...at, "orders", "internal")).toMatchObject({ displayName: "Internal" });
    expect((await collect(tag.listByApi(...at, "orders"))).map(({ name }) => name)).toEqual(["internal"]);
    expect((await collect(tag.listByOperation(...at, "orders", "list"))).map(({ name }) => name)).toEqual(["internal"]);
    expect((await collect(tag.listByProduct(...at, "gold"))).map(({ name }) => name)).toEqual(["internal"]);
    await tag.detachFromApi(...at, "orders", "internal");
    expect(await collect(tag.listByApi(...at, "orders"))).toEqual([]);
  });
});

describe("lists", () => {
  test("come page by page, as many at a time as are asked for", async () => {
    for (const name of ["page-1", "page-2", "page-3"]) await tag.createOrUpdate(...at, name, { displayName: name });
    const sizes: number[] = [];
    for await (const page of tag.listByService(...at, { top: 2 }).byPage()) sizes.push(page.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBe(2);
  });

  test("hold what a filter lets through", async () => {
    await tag.createOrUpdate(...at, "blue", { displayName: "Light blue" });
    await tag.createOrUpdate(...at, "green", { displayName: "Light green" });
    const names = async (filter: string) =>
      (await collect(tag.listByService(...at, { filter }))).map(({ name }) => name);
    expect(await names("displayName eq 'Light blue'")).toEqual(["blue"]);
    expect(await names("contains(properties/displayName, 'Light') and name ne 'blue'")).toEqual(["green"]);
    await expectRestError(names("colour eq 'blue'"), 400, "ValidationError");
  });

  test("of gateways, certificates and caches are empty", async () => {
    expect(await collect(client.gateway.listByService(...at))).toEqual([]);
    expect(await collect(client.certificate.listByService(...at))).toEqual([]);
    expect(await collect(client.cache.listByService(...at))).toEqual([]);
    await expectRestError(client.certificate.get(...at, "nothing"), 404, "ResourceNotFound");
  });
});

describe("calls that fail", () => {
  test("400 for an API without a display name, and one at the path of another", async () => {
    await expectRestError(api.beginCreateOrUpdateAndWait(...at, "blank", { path: "blank" }), 400, "ValidationError");
    await expectRestError(
      api.beginCreateOrUpdateAndWait(...at, "twin", { displayName: "Twin", path: "orders" }),
      400,
      "ValidationError",
    );
  });

  test("412 for putting an API over one that has changed", async () => {
    const parameters = { displayName: "Orders", path: "orders", protocols: ["https"] };
    const ifMatch = '"AAAAAAAAAAE="';
    await expectRestError(
      api.beginCreateOrUpdateAndWait(...at, "orders", parameters, { ifMatch }),
      412,
      "PreconditionFailed",
    );
  });

  test("400, by name, for what Gatehouse hasn't", async () => {
    await expectRestError(
      api.beginCreateOrUpdateAndWait(...at, "sockets", { displayName: "Sockets", path: "ws", apiType: "websocket" }),
      400,
      "NotSupportedByGatehouse",
    );
  });

  test("403 for a caller without a role", async () => {
    const theirs = new ApiManagementClient(stranger, subscriptionId);
    await expectRestError(theirs.api.get(...at, "orders"), 403, "AuthorizationFailed");
    await expectRestError(theirs.subscription.listSecrets(...at, "keys"), 403, "AuthorizationFailed");
    await expectRestError(theirs.api.beginDeleteAndWait(...at, "orders", "*"), 403, "AuthorizationFailed");
  });
});
