import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ResourceId } from "../../platform/index.ts";
import { API_POLICIES, APIS, GLOBAL_POLICIES, OPERATIONS, SUBSCRIPTIONS } from "../management/model.ts";
import {
  apiProperties,
  type GatewayHarness,
  KEY,
  productTypes,
  SERVICE_ID,
  startGateway,
  subscriptionProperties,
} from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
const withKey = { "Ocp-Apim-Subscription-Key": KEY };

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
});
afterEach(() => gateway[Symbol.asyncDispose]());

describe("the gateway", () => {
  test("forwards to the API's service URL, with the caller's query and headers", async () => {
    const answer = await gateway.send("/echo/test?a=1&subscription-key=x", {
      headers: { ...withKey, "X-Mine": "1", Connection: "X-Hop", "X-Hop": "1" },
    });
    expect(answer).toMatchObject({ status: 200, body: '{"from":"backend"}' });
    const [heard] = gateway.heard;
    expect(heard?.url).toBe("/base/test?a=1&subscription-key=x");
    expect(heard?.headers).toMatchObject({
      "x-mine": "1",
      "x-forwarded-for": "127.0.0.1",
      "ocp-apim-subscription-key": KEY,
    });
    expect(heard?.headers["x-hop"]).toBeUndefined();
    expect(heard?.headers.host).toBe(new URL(gateway.backendUrl).host);
  });

  test("passes a backend's error status on as it is", async () => {
    gateway.backend = () => ({ status: 503, headers: { "x-why": "tired" }, body: "no" });
    expect(await gateway.send("/echo/test", { headers: withKey })).toMatchObject({
      status: 503,
      body: "no",
      headers: { "x-why": "tired" },
    });
  });

  test("streams a large body both ways", async () => {
    gateway.echo({ method: "POST" });
    gateway.backend = ({ body }) => ({ body });
    const body = "x".repeat(3_000_000);
    expect((await gateway.send("/echo/test", { method: "POST", headers: withKey, body })).body).toBe(body);
  });

  test.each([
    ["an unknown path", "GET", "/nothing"],
    ["an unknown operation", "GET", "/echo/other"],
    ["a method that no operation has", "POST", "/echo/test"],
  ])("answers 404 to %s", async (_name, method, path) => {
    const answer = await gateway.send(path, { method, headers: withKey });
    expect(answer).toMatchObject({ status: 404, body: '{ "statusCode": 404, "message": "Resource not found" }' });
    expect(answer.headers["content-type"]).toBe("application/json");
  });

  test("answers the probe of load balancers", async () => {
    expect((await gateway.send("/status-0123456789abcdef")).status).toBe(200);
  });

  test("takes the API with the longest suffix", async () => {
    gateway.put(APIS, "/apis/deep", apiProperties({ path: "echo/deep", serviceUrl: `${gateway.backendUrl}/deep` }));
    gateway.put(OPERATIONS, "/apis/deep/operations/get", {
      displayName: "Get",
      method: "GET",
      urlTemplate: "/test",
      templateParameters: [],
      responses: [],
    });
    await gateway.send("/Echo/Deep/test", { headers: withKey });
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard.map(({ url }) => url)).toEqual(["/deep/test", "/base/test"]);
  });

  test("answers 500 with an activity id when the backend can't be reached", async () => {
    gateway.put(APIS, "/apis/echo", apiProperties({ path: "echo", serviceUrl: "http://127.0.0.1:1" }));
    const answer = await gateway.send("/echo/test", { headers: withKey });
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({
      statusCode: 500,
      message: "Internal server error",
      activityId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});

describe("subscription keys", () => {
  const missing =
    "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.";
  const invalid =
    "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.";

  test.each<[string, Record<string, string>, string, number, string | undefined]>([
    ["none", {}, "", 401, missing],
    ["the primary key in the header", withKey, "", 200, undefined],
    ["the secondary key in the header", { "Ocp-Apim-Subscription-Key": `${KEY}-2` }, "", 200, undefined],
    ["a key in the query", {}, `?subscription-key=${KEY}`, 200, undefined],
    ["a wrong key", { "Ocp-Apim-Subscription-Key": "wrong" }, "", 401, invalid],
    [
      "a wrong key in the header beside a right one in the query",
      { "Ocp-Apim-Subscription-Key": "wrong" },
      `?subscription-key=${KEY}`,
      401,
      invalid,
    ],
  ])("%s", async (_name, headers, query, status, message) => {
    const answer = await gateway.send(`/echo/test${query}`, { headers });
    expect(answer.status).toBe(status);
    if (message === undefined) return;
    expect(answer.body).toBe(`{ "statusCode": 401, "message": "${message}" }`);
    expect(answer.headers["www-authenticate"]).toBe(
      'AzureApiManagementKey realm="https://apim.azure-api.net/echo",name="Ocp-Apim-Subscription-Key",type="header"',
    );
    expect(gateway.heard).toEqual([]);
  });

  test.each([
    ["this API", `${SERVICE_ID}/apis/echo`, "active", 200],
    ["another API", `${SERVICE_ID}/apis/other`, "active", 401],
    ["everything", `${SERVICE_ID}/`, "active", 200],
    ["a product without the API", `${SERVICE_ID}/products/empty`, "active", 401],
    ["a product with the API", `${SERVICE_ID}/products/full`, "active", 200],
    ["all APIs, but suspended", `${SERVICE_ID}/apis`, "suspended", 401],
  ])("for %s (%s, %s) give %i", async (_name, scope, state, status) => {
    for (const name of ["empty", "full"])
      gateway.put(productTypes.product, `/products/${name}`, {
        displayName: name,
        subscriptionRequired: true,
        state: "published",
      });
    gateway.put(productTypes.productApi, "/products/full/apis/echo", { apiId: `${SERVICE_ID}/apis/echo` });
    gateway.put(SUBSCRIPTIONS, "/subscriptions/s2", subscriptionProperties({ primaryKey: "other", scope, state }));
    expect((await gateway.send("/echo/test", { headers: { "Ocp-Apim-Subscription-Key": "other" } })).status).toBe(
      status,
    );
  });

  test("are not asked for when the API doesn't require one, but a wrong one is refused", async () => {
    gateway.put(
      APIS,
      "/apis/echo",
      apiProperties({ path: "echo", serviceUrl: gateway.backendUrl, subscriptionRequired: false }),
    );
    expect((await gateway.send("/echo/test")).status).toBe(200);
    expect((await gateway.send("/echo/test", { headers: { "Ocp-Apim-Subscription-Key": "wrong" } })).status).toBe(401);
  });
});

describe("scopes", () => {
  const mark = (name: string) => `<set-header name="X-Path" exists-action="append"><value>${name}</value></set-header>`;
  const document = (inbound: string) =>
    `<policies><inbound>${inbound}</inbound><backend><base/></backend><outbound><base/></outbound></policies>`;

  test.each([
    ["base first", "<base/>", "<base/>", "global,api,operation"],
    ["no base at the operation", "", "<base/>", "operation"],
    ["no base at the API", "<base/>", "", "api,operation"],
  ])("merge with %s", async (_name, operationBase, apiBase, expected) => {
    gateway.policy(
      "",
      `<policies><inbound>${mark("global")}</inbound><backend><forward-request/></backend></policies>`,
    );
    gateway.policy("/apis/echo", document(apiBase + mark("api")));
    gateway.policy("/apis/echo/operations/get", document(operationBase + mark("operation")));
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard[0]?.headers["x-path"]).toBe(expected);
  });

  test("merge with base last", async () => {
    gateway.policy("/apis/echo", document(mark("api")));
    gateway.policy("/apis/echo/operations/get", document(`${mark("operation")}<base/>`));
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard[0]?.headers["x-path"]).toBe("operation,api");
  });

  test("inherit every section that a document leaves out", async () => {
    gateway.policy("/apis/echo/operations/get", `<policies><inbound>${mark("operation")}</inbound></policies>`);
    expect((await gateway.send("/echo/test", { headers: withKey })).body).toBe('{"from":"backend"}');
  });

  test("without forward-request answer an empty 200", async () => {
    gateway.policy("/apis/echo/operations/get", "<policies><inbound/><backend/><outbound/></policies>");
    expect(await gateway.send("/echo/test", { headers: withKey })).toMatchObject({ status: 200, body: "" });
    expect(gateway.heard).toEqual([]);
  });

  test("of a product count only in its context", async () => {
    gateway.put(productTypes.product, "/products/full", {
      displayName: "full",
      subscriptionRequired: true,
      state: "published",
    });
    gateway.put(productTypes.productApi, "/products/full/apis/echo", { apiId: `${SERVICE_ID}/apis/echo` });
    gateway.put(
      SUBSCRIPTIONS,
      "/subscriptions/s2",
      subscriptionProperties({ primaryKey: "product-key", scope: `${SERVICE_ID}/products/full` }),
    );
    gateway.policy("/products/full", document(`<base/>${mark("product")}`));
    await gateway.send("/echo/test", { headers: { "Ocp-Apim-Subscription-Key": "product-key" } });
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard.map(({ headers }) => headers["x-path"])).toEqual(["product", undefined]);
  });

  test("take a changed document at once", async () => {
    for (const name of ["one", "two"]) {
      gateway.policy("/apis/echo", document(mark(name)));
      await gateway.send("/echo/test", { headers: withKey });
    }
    expect(gateway.heard.map(({ headers }) => headers["x-path"])).toEqual(["one", "two"]);
  });
});

describe("errors", () => {
  test("run on-error with the answer already there", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound><base/></inbound><on-error><base/>
        <set-header name="X-Source"><value>@(context.LastError.Source + "/" + context.LastError.Reason)</value></set-header>
        <set-header name="X-Status"><value>@(context.Response.StatusCode.ToString())</value></set-header>
      </on-error></policies>`,
    );
    const answer = await gateway.send("/echo/other", { headers: withKey });
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({ "x-source": "configuration/OperationNotFound", "x-status": "404" });
  });

  test("of a nested policy say where it stands", async () => {
    gateway.policy(
      "/apis/echo/operations/get",
      `<policies><inbound><choose><when condition="@(false)"/><when condition="@(true)">
          <set-variable name="x" id="mine" value="@((string)context.Variables["missing"])" />
        </when></choose></inbound><on-error>
        <return-response><set-status code="418" reason="Teapot"/><set-header name="X-Where"><value>@(context.LastError.Scope + " " + context.LastError.Section + " " + context.LastError.Path + " " + context.LastError.PolicyId)</value></set-header></return-response>
      </on-error></policies>`,
    );
    const answer = await gateway.send("/echo/test", { headers: withKey });
    expect(answer).toMatchObject({ status: 418, reason: "Teapot" });
    expect(answer.headers["x-where"]).toBe("operation inbound choose[1]\\when[2]\\set-variable[1] mine");
  });

  test("in on-error itself give the second error's answer", async () => {
    gateway.policy(
      "",
      `<policies><inbound/><backend><forward-request/></backend><outbound/><on-error><set-variable name="x" value="@((string)context.Variables["y"])"/></on-error></policies>`,
    );
    expect((await gateway.send("/nothing")).status).toBe(500);
  });
});

describe("a stored document that doesn't compile any more", () => {
  const broken = { format: "rawxml", value: "<policies><inbound><quota-by-key/></inbound></policies>" };
  const openOperation = { method: "GET", urlTemplate: "/open", templateParameters: [], responses: [] };

  test("fails the requests that it is for, whatever section they get to, and is logged once", async () => {
    gateway.put(API_POLICIES, "/apis/echo/policies/policy", broken);
    gateway.put(OPERATIONS, "/apis/echo/operations/open", { displayName: "Open", ...openOperation });
    gateway.policy("/apis/echo/operations/open", "<policies><inbound/></policies>");
    gateway.put(APIS, "/apis/whole", apiProperties({ path: "whole", serviceUrl: gateway.backendUrl }));
    gateway.put(OPERATIONS, "/apis/whole/operations/open", { displayName: "Open", ...openOperation });
    const send = async (path: string) => (await gateway.send(path, { headers: withKey })).status;
    expect(await send("/echo/test")).toBe(500);
    expect(await send("/echo/open")).toBe(500);
    expect(gateway.heard).toEqual([]);
    expect(await send("/whole/open")).toBe(200);
    expect(gateway.errors).toEqual(["A stored policy document can't be run: save it again"]);
  });

  test("at the global scope fails every request", async () => {
    gateway.put(GLOBAL_POLICIES, "/policies/policy", broken);
    expect((await gateway.send("/echo/test", { headers: withKey })).status).toBe(500);
  });

  test("is no worse than a stored resource that can't be read: 500, and a line in the log", async () => {
    gateway.put(APIS, "/apis/echo", { path: 1 });
    expect(await gateway.send("/echo/test", { headers: withKey })).toMatchObject({
      status: 500,
      body: '{ "statusCode": 500, "message": "Internal server error" }',
    });
    expect(gateway.errors).toEqual(["The gateway failed"]);
  });
});

describe("traces", () => {
  const credentials = (apiId = `${SERVICE_ID}/apis/echo`, serviceId = SERVICE_ID) =>
    gateway.tracing.issueCredentials({
      serviceId,
      apiId,
      gatewayId: "managed",
      expiresAfterMs: 3_600_000,
      purposes: ["tracing"],
    });

  test("list what happened, and no secrets", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound><base/><trace source="mine"><message>@("hello " + context.Request.Method)</message></trace></inbound></policies>`,
    );
    const answer = await gateway.send("/echo/test", {
      headers: { ...withKey, "Apim-Debug-Authorization": credentials() },
    });
    const trace = JSON.stringify(gateway.tracing.find(SERVICE_ID, String(answer.headers["apim-trace-id"])));
    expect(JSON.parse(trace)).toMatchObject({
      serviceName: "apim",
      traceEntries: {
        inbound: expect.arrayContaining([
          expect.objectContaining({ source: "mine", data: { message: "hello GET", severity: "verbose" } }),
        ]),
      },
    });
    expect(trace).not.toContain(KEY);
    expect(gateway.heard[0]?.headers["apim-debug-authorization"]).toBeUndefined();
  });

  test("are made only with credentials that are valid for the API", async () => {
    const expired = credentials();
    const foreign = credentials(`${SERVICE_ID}/apis/other`);
    const valid = credentials();
    const forged = `${valid.slice(0, -2)}xx`;
    const elsewhere = SERVICE_ID.replace(/apim$/, "other") as ResourceId;
    const ofAnotherService = credentials(`${elsewhere}/apis/echo`, elsewhere);
    const send = (token: string) =>
      gateway.send("/echo/test", { headers: { ...withKey, "Apim-Debug-Authorization": token } });
    expect((await send(foreign)).headers["apim-debug-authorization-wrongapi"]).toBeDefined();
    for (const token of [forged, ofAnotherService, `${valid}x`, "p=tracing&aid=echo&ex=99990101000000&sn="]) {
      expect((await send(token)).headers["apim-trace-id"]).toBeUndefined();
    }
    expect((await send(valid)).headers["apim-trace-id"]).toBeDefined();
    gateway.clock.advance(3_600_001);
    const late = await send(expired);
    expect(late.headers["apim-debug-authorization-expired"]).toBeDefined();
    expect(late.headers["apim-trace-id"]).toBeUndefined();
  });
});
