import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BACKENDS, NAMED_VALUES, POLICY_FRAGMENTS } from "../management/model.ts";
import { type GatewayHarness, KEY, SERVICE_ID, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
const headers = { "Ocp-Apim-Subscription-Key": KEY };

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
});
afterEach(() => gateway[Symbol.asyncDispose]());

function namedValue(displayName: string, value: string): void {
  gateway.put(NAMED_VALUES, `/namedValues/${displayName}`, { displayName, value, secret: true, tags: [] });
}

function fragment(name: string, value: string): void {
  gateway.put(POLICY_FRAGMENTS, `/policyFragments/${name}`, { format: "rawxml", value });
}

function backend(name: string, properties: object): void {
  gateway.put(BACKENDS, `/backends/${name}`, { url: `${gateway.backendUrl}/other`, protocol: "http", ...properties });
}

function inbound(policies: string): string {
  return `<policies><inbound>${policies}</inbound></policies>`;
}

const setHeader = (value: string): string => `<set-header name="x-a"><value>${value}</value></set-header>`;

async function heardHeader(): Promise<unknown> {
  const answer = await gateway.send("/echo/test", { headers });
  return answer.status === 200 ? gateway.heard.at(-1)?.headers["x-a"] : answer.body;
}

describe("named values", () => {
  test.each([
    ["in a text", "<{{a}}-{{b}}>", "{{c}}", "{{c}}"],
    ["inside an expression", "<1>", '@("{{a}}" + context.Api.Name)', "<1>echo"],
    ["as the whole expression", "@(1 + 2)", "{{a}}", "3"],
    ["next to text", "1", "n{{a}}n", "n1n"],
    ["with markup of its own", "\"<b a='1'/>&amp;\"", "{{a}}", "\"<b a='1'/>&amp;\""],
  ])("are put in %s", async (_, value, text, expected) => {
    namedValue("a", value);
    namedValue("c", "{{c}}");
    gateway.policy("/apis/echo", inbound(setHeader(text)));
    expect(await heardHeader()).toBe(expected);
  });

  test("that change are in the next request, and so is one that a fragment uses", async () => {
    namedValue("a", "1");
    fragment("f", `<fragment>${setHeader("{{a}}")}</fragment>`);
    gateway.policy("/apis/echo", inbound('<include-fragment fragment-id="f" />'));
    expect(await heardHeader()).toBe("1");
    namedValue("a", "2");
    expect(await heardHeader()).toBe("2");
    fragment("f", `<fragment>${setHeader("n{{a}}")}</fragment>`);
    expect(await heardHeader()).toBe("n2");
  });

  test("that make a document invalid fail its requests", async () => {
    namedValue("a", "1");
    gateway.policy("/apis/echo", inbound(setHeader("{{a}}")));
    namedValue("a", "@(nothing)");
    expect(await heardHeader()).toContain('"statusCode": 500');
    expect(gateway.errors).toEqual(["A stored policy document can't be run: save it again"]);
  });
});

test.each([
  ["an unknown named value", setHeader("{{none}}"), "Cannot find a property 'none'"],
  [
    "an unknown fragment",
    '<include-fragment fragment-id="none" />',
    "Policy fragment with id 'none' could not be found.",
  ],
  ["an unknown backend", '<set-backend-service backend-id="none" />', "Backend with id 'none' could not be found."],
  ["two ways to a backend", '<set-backend-service backend-id="b" base-url="http://a" />', "not both"],
  ["a fragment in a fragment", '<include-fragment fragment-id="outer" />', "is not allowed in a policy fragment"],
  ["a fragment with base", '<include-fragment fragment-id="base" />', "'base' can only stand directly in a section."],
  ["a fragment with a section", '<include-fragment fragment-id="section" />', "'inbound' is not a policy"],
  [
    "a fragment of another section",
    '<include-fragment fragment-id="forward" />',
    "not allowed in the 'inbound' section",
  ],
  ["a half expression", "<set-body>{{half}}</set-body>", "must be the whole text"],
])("a document with %s is refused", (_, policies, message) => {
  backend("b", {});
  namedValue("half", "@(1");
  fragment("inner", "<fragment />");
  fragment("outer", '<fragment><include-fragment fragment-id="inner" /></fragment>');
  fragment("base", "<fragment><base /></fragment>");
  fragment("section", "<fragment><inbound /></fragment>");
  fragment("forward", "<fragment><forward-request /></fragment>");
  expect(() => gateway.policy("/apis/echo", inbound(policies))).toThrow(message);
});

describe("set-backend-service backend-id", () => {
  const credentials = {
    header: { "X-A": ["{{key}}"] },
    query: { code: ["a b"] },
    authorization: { scheme: "Basic", parameter: "eA==" },
  };
  const caller = { ...headers, "x-a": "mine", authorization: "Bearer mine" };

  test("sends what the backend's credentials say, whatever the caller sent", async () => {
    namedValue("key", "k");
    backend("Orders", { credentials });
    gateway.policy("/apis/echo", inbound('<set-backend-service backend-id="orders" />'));
    await gateway.send("/echo/test?code=1&b=2", { headers: caller });
    expect(gateway.heard[0]).toMatchObject({
      url: "/other/test?b=2&code=a+b",
      headers: { "x-a": "k", authorization: "Basic eA==" },
    });
  });

  test("keeps the backend's credentials out of the trace", async () => {
    namedValue("key", "k3y");
    backend("orders", { credentials });
    gateway.policy("/apis/echo", inbound('<set-backend-service backend-id="orders" />'));
    const debug = gateway.tracing.issueCredentials({
      serviceId: SERVICE_ID,
      apiId: `${SERVICE_ID}/apis/echo`,
      gatewayId: "managed",
      expiresAfterMs: 60_000,
      purposes: ["tracing"],
    });
    const answer = await gateway.send("/echo/test", { headers: { ...headers, "Apim-Debug-Authorization": debug } });
    const trace = JSON.stringify(gateway.tracing.find(SERVICE_ID, String(answer.headers["apim-trace-id"])));
    expect(trace).toContain("/other/test");
    expect(trace).not.toMatch(/k3y|a\+b|eA==/);
  });

  test("takes the credentials away again when another backend is chosen", async () => {
    namedValue("key", "k");
    backend("orders", { credentials });
    const byUrl = `<set-backend-service base-url="${gateway.backendUrl}/plain" />`;
    gateway.policy("/apis/echo", inbound(`<set-backend-service backend-id="orders" />${byUrl}`));
    await gateway.send("/echo/test", { headers: caller });
    expect(gateway.heard[0]).toMatchObject({
      url: "/plain/test",
      headers: { "x-a": "mine", authorization: "Bearer mine" },
    });
  });

  test("fails the request when there is no such backend, or when its header can't be sent", async () => {
    backend("orders", { credentials });
    gateway.policy(
      "/apis/echo",
      inbound('<set-backend-service backend-id="@(context.Request.Headers.GetValueOrDefault("x-b"))" />'),
    );
    const statusOf = async (id: string) =>
      (await gateway.send("/echo/test", { headers: { ...headers, "x-b": id } })).status;
    expect(await statusOf("none")).toBe(500);
    namedValue("key", "a\nb");
    expect(await statusOf("orders")).toBe(500);
    namedValue("key", "a");
    expect(await statusOf("orders")).toBe(200);
  });
});
