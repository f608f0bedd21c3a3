import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OPERATIONS } from "../management/model.ts";
import { type GatewayHarness, KEY, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
const withKey = { "Ocp-Apim-Subscription-Key": KEY };

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
});
afterEach(() => gateway[Symbol.asyncDispose]());

function operation(name: string, urlTemplate: string): void {
  const properties = { displayName: name, method: "GET", urlTemplate, templateParameters: [], responses: [] };
  gateway.put(OPERATIONS, `/apis/echo/operations/${name}`, properties);
}

describe("a path that is spelled another way", () => {
  beforeEach(() => {
    operation("all", "/*");
    operation("secret", "/secret:list");
    gateway.policy(
      "/apis/echo/operations/secret",
      '<policies><inbound><return-response><set-status code="403"/></return-response></inbound></policies>',
    );
  });

  test.each([
    "/echo/secret:list",
    "/echo/%73ecret:list",
    "/echo/secret%3Alist",
    "/echo/x/../secret:list",
    "/echo/x/%2e%2E/secret:list",
    "/echo/./secret:list",
    "/other/../echo/secret:list",
  ])("%s gets the policies of its operation", async (path) => {
    expect((await gateway.send(path, { headers: withKey })).status).toBe(403);
    expect(gateway.heard).toEqual([]);
  });

  test.each([
    ["/echo/x/../%79?a=/../b", "/base/y?a=/../b"],
    ["/echo/x%2F..%2Fy%5Cz", "/base/x%2F..%2Fy%5Cz"],
    ["/echo/x\\..\\y", "/base/x%5C..%5Cy"],
    ["/echo/a/..", "/base"],
  ])("%s is forwarded as %s", async (path, url) => {
    await gateway.send(path, { headers: withKey });
    expect(gateway.heard.map((heard) => heard.url)).toEqual([url]);
  });

  test.each(["/echo/../../other", "/..", "/%2e%2e/echo/test", "*"])("%s is refused", async (path) => {
    expect(await gateway.send(path, { headers: withKey })).toMatchObject({
      status: 400,
      body: '{ "statusCode": 400, "message": "Bad request" }',
    });
    expect(gateway.heard).toEqual([]);
  });
});

describe("a Connection header", () => {
  test("can't take away what policies set", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound><set-header name="X-Tenant"><value>one</value></set-header>
        <authentication-managed-identity resource="r"/></inbound></policies>`,
    );
    await gateway.send("/echo/test", { headers: { ...withKey, Connection: "X-Tenant, Authorization, Host" } });
    expect(gateway.heard[0]?.headers).toMatchObject({ "x-tenant": "one", authorization: "Bearer identity-token" });
  });

  test("names the connection's own headers, on any of its lines, before a policy sees them", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound>
        <set-header name="X-Seen"><value>@(context.Request.Headers.ContainsKey("X-Two").ToString())</value></set-header>
      </inbound></policies>`,
    );
    await gateway.send("/echo/test", {
      headers: { ...withKey, Connection: ["keep-alive, X-One", "X-Two"], "X-One": "1", "X-Two": "2" },
    });
    expect(gateway.heard[0]?.headers["x-seen"]).toBe("False");
    expect(gateway.heard[0]?.headers).not.toHaveProperty("x-one");
    expect(gateway.heard[0]?.headers).not.toHaveProperty("x-two");
  });

  test("of a backend can't take away what policies set on the answer", async () => {
    gateway.backend = () => ({ headers: { connection: "close, x-mine, x-hop", "x-hop": "1" } });
    gateway.policy(
      "/apis/echo",
      '<policies><outbound><set-header name="X-Mine"><value>1</value></set-header></outbound></policies>',
    );
    const { headers } = await gateway.send("/echo/test", { headers: withKey });
    expect(headers["x-mine"]).toBe("1");
    expect(headers["x-hop"]).toBeUndefined();
  });
});

test.each([
  ["in the header", { "Ocp-Apim-Subscription-Key": [KEY, "other"] }, ""],
  ["in the header, the first empty", { "Ocp-Apim-Subscription-Key": ["", KEY] }, ""],
  ["in the query", {}, `?subscription-key=${KEY}&subscription-key=other`],
  ["in the query, spelled differently", {}, `?subscription-key=${KEY}&subscription%2Dkey=other`],
])("two subscription keys %s are refused", async (_name, headers, query) => {
  expect((await gateway.send(`/echo/test${query}`, { headers })).status).toBe(401);
  expect(gateway.heard).toEqual([]);
});

test("X-Forwarded-For on several lines stays whole, and the caller comes last", async () => {
  await gateway.send("/echo/test", { headers: { ...withKey, "X-Forwarded-For": ["10.0.0.1", "10.0.0.2"] } });
  expect(gateway.heard[0]?.headers["x-forwarded-for"]).toBe("10.0.0.1, 10.0.0.2, 127.0.0.1");
});
