import { describe, expect, test } from "vitest";
import { redactHeader, redactUrl } from "./redact.ts";

const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl-_";
const SIGNATURE = "c2lnbmF0dXJl-_";
const SHOWN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.[removed]";

describe("a header is shown", () => {
  test.each([
    ["Authorization", `Bearer ${JWT}`, `Bearer ${SHOWN}`],
    ["authorization", `bearer  ${JWT}`, `bearer ${SHOWN}`],
    ["Authorization", JWT, SHOWN],
    ["Authorization", "Bearer opaque-token", "Bearer [removed]"],
    ["Authorization", `Bearer ${JWT}.${SIGNATURE}`, "Bearer [removed]"],
    ["Authorization", "Basic dXNlcjpwYXNz", "Basic [removed]"],
    ["Authorization", "SharedKey account:c2ln", "SharedKey [removed]"],
    ["Authorization", "secret", "[removed]"],
    ["Proxy-Authorization", "Basic dXNlcjpwYXNz", "Basic [removed]"],
    ["Ocp-Apim-Subscription-Key", "0123", "[removed]"],
    ["x-functions-key", "0123", "[removed]"],
    ["X-IDENTITY-HEADER", "0123", "[removed]"],
    ["secret", "0123", "[removed]"],
    ["x-ms-encryption-key", "0123", "[removed]"],
    ["api-key", "0123", "[removed]"],
    ["X-Api-Key", "0123", "[removed]"],
    ["Cookie", "a=1; b=2", "[removed]"],
    ["Set-Cookie", "a=1; Path=/", "[removed]"],
    ["Apim-Debug-Authorization", "0123", "[removed]"],
    ["X-ZUMO-AUTH", JWT, "[removed]"],
    ["X-MS-TOKEN-AAD-ACCESS-TOKEN", JWT, "[removed]"],
    ["x-forwarded-token", JWT, SHOWN],
    ["Location", "https://a.b/c?code=1&d=2", "https://a.b/c?code=[removed]&d=2"],
    ["Content-Type", "application/json; charset=utf-8", "application/json; charset=utf-8"],
    ["x-ms-client-request-id", "0123", "0123"],
    ["Accept", "*/*", "*/*"],
  ])("%s: %s as %s", (name, value, expected) => {
    expect(redactHeader(name, value)).toBe(expected);
  });
});

describe("an address is shown", () => {
  test.each([
    ["https://a.b/c?x=1", "https://a.b/c?x=1"],
    ["https://a.b/c?code=0123&x=1", "https://a.b/c?code=[removed]&x=1"],
    ["https://a.b/c?x=1&subscription-key=0123", "https://a.b/c?x=1&subscription-key=[removed]"],
    ["https://a.b/c?Subscription-Key=0123", "https://a.b/c?Subscription-Key=[removed]"],
    ["https://a.b/c?sv=1&sig=a%2Bb%3D", "https://a.b/c?sv=1&sig=[removed]"],
    ["https://a.b/c?client_secret=a=b", "https://a.b/c?client_secret=[removed]"],
    ["https://a.b/c#access_token=0123", "https://a.b/c#access_token=[removed]"],
    ["https://a.b/c?c%6fde=0123", "https://a.b/c?c%6fde=[removed]"],
    ["https://a.b/c?%=1&sig=2", "https://a.b/c?%=1&sig=[removed]"],
    ["https://a.b/c?x=1&code=1&code=2", "https://a.b/c?x=1&code=[removed]&code=[removed]"],
    ["https://a.b/c?encode=1&significant=2", "https://a.b/c?encode=1&significant=2"],
    [`https://a.b/c?jwt=${JWT}`, `https://a.b/c?jwt=${SHOWN}`],
    [`https://a.b/${JWT}/x`, `https://a.b/${SHOWN}/x`],
  ])("%s as %s", (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });
});

test.each([
  ["X-Pass", "0123", "[removed]"],
  ["Referer", "https://a.b/c?TICKET=0123&x=1", "https://a.b/c?TICKET=[removed]&x=1"],
  ["X-Other", "0123", "0123"],
])(
  "names that an API has for its subscription key are secret as well: %s: %s is shown as %s",
  (name, value, expected) => {
    expect(redactHeader(name, value, [{ header: "x-pass", query: "ticket" }])).toBe(expected);
  },
);
