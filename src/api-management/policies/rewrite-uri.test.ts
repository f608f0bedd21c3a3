import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GatewayHarness, KEY, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway[Symbol.asyncDispose]());

/** What the backend is asked for; undefined when it is not asked. */
async function rewrite(urlTemplate: string, template: string, path: string): Promise<string | undefined> {
  gateway.echo({ urlTemplate });
  gateway.policy("/apis/echo", `<policies><inbound><base/><rewrite-uri template="${template}"/></inbound></policies>`);
  await gateway.send(`/echo${path}`, { headers: { "Ocp-Apim-Subscription-Key": KEY } });
  return gateway.heard[0]?.url;
}

describe("rewrite-uri", () => {
  test.each([
    ["a plain parameter", "/items/{id}", "/internal/{id}", "/items/7", "/base/internal/7"],
    ["no slash in front", "/items/{id}", "internal/{id}", "/items/7", "/base/internal/7"],
    ["the rest of the path", "/files/*", "/internal/{*}", "/files/a/b%20c", "/base/internal/a/b%20c"],
    ["a named rest", "/files/{*rest}", "/internal/{rest}", "/files/a/b", "/base/internal/a/b"],
    ["a query", "/items/{id}", "/internal?key={id}&amp;x=1", "/items/7", "/base/internal?key=7&x=1"],
  ])("fills in %s", async (_name, urlTemplate, template, path, expected) => {
    expect(await rewrite(urlTemplate, template, path)).toBe(expected);
  });

  test.each([
    ["a slash", "a%2F..%2Fadmin", "/base/internal/a%2F..%2Fadmin"],
    ["a question mark", "1%3Fadmin=true", "/base/internal/1%3Fadmin%3Dtrue"],
    ["a hash", "1%23x", "/base/internal/1%23x"],
    ["an escape", "%252e%252e", "/base/internal/%252e%252e"],
  ])("keeps %s in its segment", async (_name, id, expected) => {
    expect(await rewrite("/items/{id}", "/internal/{id}", `/items/${id}`)).toBe(expected);
  });

  test("keeps an ampersand in its parameter of the query", async () => {
    expect(await rewrite("/items/{id}", "/internal?id={id}", "/items/1%26admin=true")).toBe(
      "/base/internal?id=1%26admin%3Dtrue",
    );
  });

  test.each([
    ["a parameter of the query", "/items?id={id}", "/internal/{id}/x", "/items?id=.."],
    ["a rest", "/files/{*rest}", "/internal/{rest}", "/files/x%2F..%2Fadmin"],
  ])("fails when %s leads to another path", async (_name, urlTemplate, template, path) => {
    expect(await rewrite(urlTemplate, template, path)).toBeUndefined();
  });

  test.each([
    ["repeated ones too", "/items/{id}", "/internal/{id}", "/items/1?tag=a&tag=b", "/base/internal/1?tag=a&tag=b"],
    [
      "one named like a parameter of the path",
      "/items/{id}",
      "/internal/{id}",
      "/items/1?id=7",
      "/base/internal/1?id=7",
    ],
    [
      "not those of the operation's template",
      "/items?i={id}",
      "/internal/{id}",
      "/items?i=1&id=7",
      "/base/internal/1?id=7",
    ],
    ["not those of its own template", "/items/{id}", "/internal?a=1", "/items/1?a=2&b=3", "/base/internal?a=1&b=3"],
  ])("copies the query's other parameters: %s", async (_name, urlTemplate, template, path, expected) => {
    expect(await rewrite(urlTemplate, template, path)).toBe(expected);
  });
});
