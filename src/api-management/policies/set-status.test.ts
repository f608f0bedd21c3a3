import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GatewayHarness, KEY, startGateway } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
});
afterEach(() => gateway[Symbol.asyncDispose]());

const policies: readonly (readonly [name: string, document: (code: string) => string])[] = [
  ["set-status", (code) => `<policies><outbound><set-status code='${code}'/></outbound></policies>`],
  [
    "return-response",
    (code) => `<policies><inbound><return-response><set-status code='${code}'/></return-response></inbound></policies>`,
  ],
  [
    "validate-azure-ad-token",
    (code) =>
      `<policies><inbound><validate-azure-ad-token tenant-id='t' failed-validation-httpcode='${code}'/></inbound></policies>`,
  ],
];

describe.each(policies)("the status of %s", (_name, document) => {
  test.each(["9999", "100", "0", "-200", "2e2", "abc"])("can't be the literal '%s'", (code) => {
    expect(() => gateway.policy("/apis/echo", document(code))).toThrow(
      `'${code}' is not a status code from 200 to 999`,
    );
  });

  test.each([
    ["418", 418],
    ["@(400 + 18)", 418],
    ["@(9999)", 500],
    ["@(100)", 500],
    ['@("many")', 500],
  ])("%s answers %i", async (code, status) => {
    gateway.policy("/apis/echo", document(code));
    const answer = await gateway.send("/echo/test", { headers: { "Ocp-Apim-Subscription-Key": KEY } });
    expect(answer.status).toBe(status);
    expect(gateway.errors).toEqual([]);
  });
});
