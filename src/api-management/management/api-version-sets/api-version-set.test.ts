import { expect, test } from "vitest";
import { servicePath, startManagement } from "../testing/management-harness.ts";

const segment = { displayName: "Orders", versioningScheme: "Segment" };
const api = { displayName: "Orders", path: "orders", apiVersionSetId: "/apiVersionSets/set" };

async function start() {
  const management = startManagement();
  await management.putService();
  await management.send("PUT", "/apiVersionSets/set", { properties: segment });
  return management;
}

test.each([
  ["no name for its query parameter", { versioningScheme: "Query" }, "versionQueryName"],
  ["no name for its header", { versioningScheme: "Header", versionQueryName: "v" }, "versionHeaderName"],
  ["an unknown scheme", { versioningScheme: "Path" }, "versioningScheme"],
])("a version set with %s is refused", async (_, change, target) => {
  const { send } = await start();
  expect(await send("PUT", "/apiVersionSets/other", { properties: { ...segment, ...change } })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target }] } },
  });
});

test("an API names its version set, which then can't go", async () => {
  const { send } = await start();
  expect(await send("PUT", "/apis/v1", { properties: { ...api, apiVersion: "v1" } })).toMatchObject({
    status: 201,
    body: { properties: { apiVersion: "v1", apiVersionSetId: `${servicePath}/apiVersionSets/set` } },
  });
  expect(await send("DELETE", "/apiVersionSets/set")).toMatchObject({ status: 400 });
  const query = { versioningScheme: "Query", versionQueryName: "v" };
  expect(await send("PATCH", "/apiVersionSets/set", { properties: query })).toMatchObject({ status: 400 });
  expect(await send("PATCH", "/apiVersionSets/set", { properties: { description: "d" } })).toMatchObject({
    status: 200,
    body: { properties: { ...segment, description: "d", versionQueryName: null } },
  });
  await send("DELETE", "/apis/v1");
  expect(await send("DELETE", "/apiVersionSets/set")).toMatchObject({ status: 200 });
});

test.each([
  ["the same version of the set", { ...api, apiVersion: "V1" }, "path"],
  ["the path without a set", { displayName: "Other", path: "Orders" }, "path"],
  ["the path that the version has", { displayName: "Other", path: "orders/v1" }, "path"],
  ["a version and no set", { ...api, apiVersionSetId: undefined, apiVersion: "v2" }, "apiVersionSetId"],
  ["a set that isn't there", { ...api, apiVersionSetId: "/apiVersionSets/none", apiVersion: "v2" }, "apiVersionSetId"],
  ["a set of another service", { ...api, apiVersionSetId: "/x/apiVersionSets/set" }, "apiVersionSetId"],
  ["a version with a slash", { ...api, apiVersion: "v/2" }, "apiVersion"],
])("beside version v1, an API with %s is refused", async (_, properties, target) => {
  const { send } = await start();
  await send("PUT", "/apis/v1", { properties: { ...api, apiVersion: "v1" } });
  expect(await send("PUT", "/apis/other", { properties })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target }] } },
  });
  expect(await send("PUT", "/apis/v2", { properties: { ...api, apiVersion: "v2" } })).toMatchObject({ status: 201 });
  expect(await send("PUT", "/apis/original", { properties: api })).toMatchObject({ status: 201 });
});
