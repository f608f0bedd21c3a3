import { HttpRequest, InvocationContext } from "@azure/functions";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { test as testFunction } from "./test-function.ts";

const context = new InvocationContext({ functionName: "test", logHandler: () => {} });

beforeEach(() => {
  vi.stubEnv("WEBSITE_AUTH_ENABLED", "True");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

/** The headers that App Service sends for a managed identity: no `X-MS-CLIENT-PRINCIPAL-NAME`, for it is no person. */
function requestWith(claims: readonly { readonly typ: string; readonly val: string }[] | undefined): HttpRequest {
  const headers: Record<string, string> = { "x-ms-client-principal-idp": "aad" };
  if (claims !== undefined) {
    headers["x-ms-client-principal"] = Buffer.from(JSON.stringify({ auth_typ: "aad", claims })).toString("base64");
  }
  return new HttpRequest({ method: "GET", url: "https://fn-apim-mi-demo-private.azurewebsites.net/api/test", headers });
}

describe("the private function", () => {
  test("greets a caller with a role, and names it", async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5, 678) });
    expect(await testFunction(requestWith([{ typ: "roles", val: "Private.Example" }]), context)).toEqual({
      status: 200,
      jsonBody: {
        message:
          "Hello from the Private Function! The APIM Managed Identity has been assigned to the role: Private.Example",
        dateOfMessage: "2026-01-02T03:04:05.678Z",
      },
    });
  });

  test("refuses a caller without a role with 403", async () => {
    expect(await testFunction(requestWith([{ typ: "appid", val: "someone" }]), context)).toEqual({
      status: 403,
      jsonBody: { message: "The caller has not been assigned to an app role of this application." },
    });
  });

  test("refuses a request without a caller with 401", async () => {
    expect(await testFunction(requestWith(undefined), context)).toEqual({
      status: 401,
      jsonBody: { message: "The caller is not authenticated." },
    });
  });

  test.each([undefined, "False", ""])(
    "believes no header while App Service Authentication is off (%j)",
    async (value) => {
      vi.stubEnv("WEBSITE_AUTH_ENABLED", value);
      await expect(testFunction(requestWith([{ typ: "roles", val: "Private.Example" }]), context)).rejects.toThrow(
        "WEBSITE_AUTH_ENABLED",
      );
    },
  );
});
