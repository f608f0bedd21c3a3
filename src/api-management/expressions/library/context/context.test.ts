import { describe, expect, test } from "vitest";
import { createResponse } from "../../results.ts";
import { body, evaluateText, sampleRequest, sampleResponse } from "../../testing/sample-context.ts";

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = `${segment({ alg: "RS256", typ: "JWT" })}.${segment({ iss: "https://issuer", aud: "api://a", sub: "s", exp: 1710500000, roles: ["r1", "r2"] })}.c2ln`;
const basic = `Basic ${Buffer.from("ada:se:cret").toString("base64")}`;

describe("context", () => {
  test.each([
    ["@(context.Request.Method + context.Request.IpAddress)", "GET203.0.113.7"],
    ["@(context.Request.Url)", "https://backend.example.net/orders/42?page=2&tag=a&tag=b"],
    ["@(context.Request.OriginalUrl.ToString())", "https://api.example.net:8443/shop/orders/42"],
    ["@(context.Request.OriginalUrl.ToUri().Host)", "api.example.net"],
    ['@(context.Request.Url.Query.GetValueOrDefault("tag", "-"))', "a,b"],
    ['@(context.Request.Url.Query["page"].First())', "2"],
    ['@(context.Request.Headers.GetValueOrDefault("x-multi", ""))', "one,two"],
    ['@(context.Request.Headers["X-Multi"][1])', "two"],
    ['@(context.Request.Headers["Nope"])', "!System.Collections.Generic.KeyNotFoundException"],
    ['@(context.Request.Headers.GetValueOrDefault("Nope"))', null],
    ['@(context.Request.MatchedParameters["orderId"])', "42"],
    ['@((string)context.Variables["name"])', "Contoso"],
    ['@((string)context.Variables["count"])', "!System.InvalidCastException"],
    ['@((string)context.Variables["missing"])', "!System.Collections.Generic.KeyNotFoundException"],
    ['@(context.Variables.GetValueOrDefault<int>("count") + 1)', "6"],
    ['@(context.Variables.GetValueOrDefault("missing", "none"))', "none"],
    ['@(context.Variables.GetValueOrDefault<string>("count"))', "!System.InvalidCastException"],
    ['@(context.Variables.ContainsKey("flag") && (bool)context.Variables["flag"])', "True"],
    ['@(context.Variables["name"] == "Contoso")', "False"],
    ['@(context.User?.Groups.Any(g => g.Id == "developers") ?? false)', "True"],
    ['@(context.Product?.Name ?? "no product")', "no product"],
    ["@(context.Product.Name)", "!System.NullReferenceException"],
    ["@(context.Subscription.EndDate)", null],
    ["@(context.Subscription.StartDate.Value.Year)", "2023"],
    ["@(context.Deployment.Gateway.IsManaged)", "True"],
    ["@(context.RequestId)", "7c9e6679-7425-40de-944b-e07fc1f90ae7"],
    ["@(context.Request.Body == null)", "True"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });

  test("hands traces to the gateway", () => {
    const traces: string[] = [];
    evaluateText('@{ context.Trace("a" + 1); return 0; }', { trace: (message) => void traces.push(message) });
    expect(traces).toEqual(["a1"]);
  });
});

describe("bodies", () => {
  const json = '{"a":[1,2]}';

  test.each([
    ['@((int)context.Request.Body.As<JObject>()["a"][1])', "2"],
    [
      "@(context.Request.Body.As<string>(preserveContent: true).Length + context.Request.Body.As<byte[]>().Length)",
      "22",
    ],
    [
      "@{ context.Request.Body.As<string>(); return context.Request.Body.As<string>(); }",
      "!System.InvalidOperationException",
    ],
    ["@(context.Request.Body.As<JArray>())", "!Newtonsoft.Json.JsonReaderException"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code, { request: { ...sampleRequest, body: body(json) } })).toBe(text);
  });

  test("reads a form", () => {
    const request = { ...sampleRequest, body: body("a=1&b=x+y&a=2") };
    const code = '@{ var f = context.Request.Body.AsFormUrlEncodedContent(); return f["a"].Count + f["b"].First(); }';
    expect(evaluateText(code, { request })).toBe("2x y");
  });

  test("reads the response that send-request stored", () => {
    const variables = new Map([["r", createResponse(sampleResponse)]]);
    const code = '@(((IResponse)context.Variables["r"]).Body.As<JObject>()["items"].Sum(i => (int)i["id"]))';
    expect(evaluateText(code, { variables })).toBe("3");
  });
});

describe("credentials", () => {
  test.each([
    ['@(T.AsJwt().Claims.GetValueOrDefault("roles", ""))', "r1,r2"],
    ['@(("Bearer " + T).AsJwt()?.Issuer)', "https://issuer"],
    ['@(T.AsJwt().Audiences.Contains("api://a"))', "True"],
    ["@(T.AsJwt().ExpirationTime > DateTime.UtcNow)", "True"],
    ['@("x.y.z".AsJwt()?.Subject)', null],
    ['@(T.TryParseJwt(out var jwt) ? jwt.Subject : "none")', "s"],
    ['@(B.AsBasic().UserId + "|" + B.AsBasic().Password)', "ada:se|cret"],
    ['@("Basic !".AsBasic())', null],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code.replaceAll(/\bT\b/g, `"${token}"`).replaceAll(/\bB\b/g, `"${basic}"`))).toBe(text);
  });
});
