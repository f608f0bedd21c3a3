import { InvocationContext } from "@azure/functions";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callApi } from "./call-api.ts";
import { startStub } from "./stub-server.ts";

const context = new InvocationContext({ functionName: "simple", logHandler: () => {} });
const LIMITS = { milliseconds: 5_000, bytes: 64 };

function callTo(origin: string, accessToken: string | undefined = undefined) {
  return { url: `${origin}/trusted-simple/test`, subscriptionKey: "the-key", accessToken };
}

describe("calling an API", () => {
  test.each([
    [401, "application/json", '{ "statusCode": 401, "message": "Invalid Azure AD JWT" }'],
    [200, "application/json; charset=utf-8", '{"message":"Hello","dateOfMessage":"2026-01-01T00:00:00.000Z"}'],
    [500, "application/json", '{ "statusCode": 500, "message": "Internal server error" }'],
    [302, "text/html", "<p>elsewhere</p>"],
    [204, "application/json", ""],
  ])("passes on status %i with its %s body", async (status, type, body) => {
    const api = await startStub((_request, response) => {
      response.writeHead(status, { "content-type": type, location: "/elsewhere", "x-internal": "not for the caller" });
      response.end(body);
    });
    expect(await callApi(callTo(api.origin), context, LIMITS)).toEqual({
      status,
      headers: { "content-type": type },
      body: Buffer.from(body),
    });
    expect(api.requests.map(({ url }) => url)).toEqual(["/trusted-simple/test"]);
    await api.close();
  });

  test("passes on every body byte for byte", async () => {
    let body = new Uint8Array();
    const api = await startStub((_request, response) => response.end(body));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: LIMITS.bytes }), async (bytes) => {
        body = new Uint8Array(bytes);
        const answer = await callApi(callTo(api.origin), context, LIMITS);
        expect(answer).toEqual({
          status: 200,
          headers: { "content-type": "application/json" },
          body: Buffer.from(bytes),
        });
      }),
      { numRuns: 50 },
    );
    await api.close();
  });

  test.each([
    ["with the token as bearer", "header.claims.signature", "Bearer header.claims.signature"],
    ["without an Authorization header when there is no token", undefined, undefined],
  ])("sends the subscription key, %s", async (_case, accessToken, authorization) => {
    const api = await startStub((_request, response) => response.end("{}"));
    await callApi(callTo(api.origin, accessToken), context, LIMITS);
    const headers = api.requests[0]?.headers;
    expect(headers?.["ocp-apim-subscription-key"]).toBe("the-key");
    expect(headers?.authorization).toBe(authorization);
    await api.close();
  });

  test("answers 504 when API Management takes too long", async () => {
    const api = await startStub(() => {});
    const answer = await callApi(callTo(api.origin), context, { ...LIMITS, milliseconds: 20 });
    expect(answer).toEqual({ status: 504, jsonBody: { message: "API Management did not answer in time." } });
    await api.close();
  });

  test("answers 504 when the body never ends", async () => {
    const api = await startStub((_request, response) => response.write("{"));
    expect(await callApi(callTo(api.origin), context, { ...LIMITS, milliseconds: 50 })).toMatchObject({ status: 504 });
    await api.close();
  });

  test("answers 502 to a body beyond the limit, rather than half of it", async () => {
    const api = await startStub((_request, response) => response.end("x".repeat(LIMITS.bytes + 1)));
    expect(await callApi(callTo(api.origin), context, LIMITS)).toMatchObject({ status: 502 });
    await api.close();
  });

  test("answers 502 when nobody listens", async () => {
    const api = await startStub(() => {});
    await api.close();
    expect(await callApi(callTo(api.origin), context, LIMITS)).toMatchObject({ status: 502 });
  });
});
