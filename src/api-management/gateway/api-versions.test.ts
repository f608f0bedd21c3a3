import { afterEach, beforeEach, expect, test } from "vitest";
import { API_VERSION_SETS, APIS, OPERATIONS } from "../management/model.ts";
import { apiProperties, type GatewayHarness, KEY, SERVICE_ID, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
});
afterEach(() => gateway[Symbol.asyncDispose]());

function version(name: string, set: string, apiVersion?: string): void {
  const properties = apiProperties({ path: `shop/${set}`, serviceUrl: `${gateway.backendUrl}/${name}` });
  const apiVersionSetId = `${SERVICE_ID}/apiVersionSets/${set}`;
  gateway.put(APIS, `/apis/${name}`, { ...properties, apiVersionSetId, ...(apiVersion && { apiVersion }) });
  gateway.put(OPERATIONS, `/apis/${name}/operations/get`, {
    displayName: "Get",
    method: "GET",
    urlTemplate: "/items",
    templateParameters: [],
    responses: [],
  });
}

test.each([
  ["a segment", "/shop/segment/V1/items", {}, "/segment-v1/items"],
  ["no segment", "/shop/segment/items", {}, "/segment-original/items"],
  ["an unknown segment", "/shop/segment/v3/items", {}, undefined],
  ["a query parameter", "/shop/query/items?api-version=v1", {}, "/query-v1/items?api-version=v1"],
  ["another query parameter", "/shop/query/items?api-version=v2&a=1", {}, "/query-v2/items?api-version=v2&a=1"],
  ["an unknown query parameter", "/shop/query/items?api-version=v3", {}, undefined],
  ["no query parameter and no original", "/shop/query/items", {}, undefined],
  ["a header", "/shop/header/items", { "Api-Version": "v1" }, "/header-v1/items"],
  ["no header", "/shop/header/items", {}, "/header-original/items"],
  ["an unknown header", "/shop/header/items", { "Api-Version": "v2" }, undefined],
])("a request with %s reaches the API of that version", async (_, path, headers, expected) => {
  gateway.put(API_VERSION_SETS, "/apiVersionSets/segment", { displayName: "s", versioningScheme: "Segment" });
  gateway.put(API_VERSION_SETS, "/apiVersionSets/query", {
    displayName: "q",
    versioningScheme: "Query",
    versionQueryName: "api-version",
  });
  gateway.put(API_VERSION_SETS, "/apiVersionSets/header", {
    displayName: "h",
    versioningScheme: "Header",
    versionHeaderName: "api-version",
  });
  version("segment-original", "segment");
  version("segment-v1", "segment", "v1");
  version("query-v1", "query", "v1");
  version("query-v2", "query", "v2");
  version("header-original", "header");
  version("header-v1", "header", "v1");
  const answer = await gateway.send(path, { headers: { ...headers, "Ocp-Apim-Subscription-Key": KEY } });
  expect(answer.status).toBe(expected === undefined ? 404 : 200);
  expect(gateway.heard[0]?.url).toBe(expected);
});
