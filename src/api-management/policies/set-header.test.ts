import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GatewayHarness, KEY, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
const withKey = { "Ocp-Apim-Subscription-Key": KEY };

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo({ urlTemplate: "/{name}" });
});
afterEach(() => gateway[Symbol.asyncDispose]());

const inbound = (policies: string): void =>
  gateway.policy("/apis/echo", `<policies><inbound><base/>${policies}</inbound></policies>`);
const outbound = (policies: string): void =>
  gateway.policy("/apis/echo", `<policies><outbound><base/>${policies}</outbound></policies>`);
const setHeader = (name: string, value: string, action = "override"): string =>
  `<set-header name="${name}" exists-action="${action}"><value>${value}</value></set-header>`;

describe("set-header", () => {
  test.each([
    ["characters whose low bytes are CR and LF", "x\u010d\u010aX-Role: admin"],
    ["a control character", "x\u0001"],
    ["an emoji", "x\u{1f600}"],
  ])("fails on an expression that gives %s, on the request and on the response", async (_name, text) => {
    const value = '@(context.Request.MatchedParameters["name"])';
    for (const place of [inbound, outbound]) {
      gateway.heard.length = 0;
      place(setHeader("X-Name", value));
      const answer = await gateway.send(`/echo/${encodeURIComponent(text)}`, { headers: withKey });
      expect(answer.status).toBe(500);
      expect(answer.headers["x-role"]).toBeUndefined();
      expect(gateway.heard.map(({ headers }) => headers["x-role"])).toEqual(place === inbound ? [] : [undefined]);
    }
  });

  test("tells on-error which header it was, and which character", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound>${setHeader("X-Name", '@("x\\u010d")')}</inbound><on-error>
        ${setHeader("X-Why", "@(context.LastError.Message)")}</on-error></policies>`,
    );
    const answer = await gateway.send("/echo/test", { headers: withKey });
    expect(answer.headers["x-why"]).toContain("'X-Name' holds U+010D");
  });

  test("sends Latin-1 as it is, and a text of several lines as one", async () => {
    inbound(setHeader("X-Name", '@("caf\\u00e9\\r\\n b")'));
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard[0]?.headers["x-name"]).toBe("caf\u00e9  b");
  });

  test.each([
    ["an expression's name that is none", '@("X Y")'],
    ["an expression's name that is the gateway's own", '@("Content-" + "Length")'],
  ])("fails on %s", async (_name, name) => {
    inbound(`<set-header name='${name}'><value>1</value></set-header>`);
    expect((await gateway.send("/echo/test", { headers: withKey })).status).toBe(500);
    expect(gateway.heard).toEqual([]);
  });

  test("is refused with a literal that can't be sent", () => {
    expect(() => inbound(setHeader("X-Name", "\u0113"))).toThrow(/'\u0113' can't be sent in a header/);
  });
});

describe("set-header of Host", () => {
  test.each([
    ["override", "override", "tenant.example.com:8443"],
    ["skip: the caller's is there", "skip", undefined],
  ])("sends the backend the host that it sets: %s", async (_name, action, host) => {
    inbound(setHeader("Host", "tenant.example.com:8443", action));
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard[0]?.headers.host).toBe(host ?? new URL(gateway.backendUrl).host);
  });

  test("can name the gateway's own host", async () => {
    inbound(setHeader("Host", "@(context.Request.OriginalUrl.Host)"));
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard[0]?.headers.host).toBe("apim.azure-api.net");
  });

  test("removed again leaves the backend's", async () => {
    inbound(`${setHeader("Host", "tenant.example.com")}<set-header name="Host" exists-action="delete"/>`);
    await gateway.send("/echo/test", { headers: withKey });
    expect(gateway.heard[0]?.headers.host).toBe(new URL(gateway.backendUrl).host);
  });

  test("fails on what is no host", async () => {
    inbound(setHeader("Host", "a/b c"));
    expect((await gateway.send("/echo/test", { headers: withKey })).status).toBe(500);
  });
});
