import { HttpRequest, InvocationContext } from "@azure/functions";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { group } from "./group.ts";
import { SettingsError } from "./settings.ts";
import { simple } from "./simple.ts";
import { answerWithRefusal, answerWithToken, type StubServer, startStub } from "./stub-server.ts";

const context = new InvocationContext({ functionName: "test", logHandler: () => {} });
const request = new HttpRequest({ method: "GET", url: "https://fn-apim-mi-demo-public-trusted.azurewebsites.net/api" });

let api: StubServer;
// One for the whole file: MSAL remembers a process's first identity endpoint, as App Service's never changes.
let identity: StubServer;
/** What Entra ID has decided in this test. */
let answerOfIdentity = answerWithRefusal;

beforeAll(async () => {
  identity = await startStub((incoming, response) => answerOfIdentity(incoming, response));
});

afterAll(() => identity.close());

beforeEach(async () => {
  api = await startStub((_request, response) => response.end("{}"));
  vi.stubEnv("IDENTITY_ENDPOINT", `${identity.origin}/msi/token`);
  vi.stubEnv("IDENTITY_HEADER", "the-header-of-this-app");
  vi.stubEnv("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
  vi.stubEnv("ApimUrl", api.origin);
  vi.stubEnv("ApimKey", "the-key");
  vi.stubEnv("ClientId", "5e29463d-71da-4fe0-8e69-999b57db23b0");
  vi.stubEnv("TargetAppUri", "api://fn-apim-mi-demo-apim");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await api.close();
});

describe.each([
  ["simple", simple, "https://management.azure.com", "/trusted-simple/test"],
  ["group", group, "api://fn-apim-mi-demo-apim", "/trusted-group/test"],
] as const)("the function %s", (name, handler, resource, path) => {
  test("calls without a token when Entra ID refuses one, then with it when it has one", async () => {
    answerOfIdentity = answerWithRefusal;
    await handler(request, context);
    answerOfIdentity = answerWithToken(`token-for-${name}`);
    await handler(request, context);
    expect(api.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      [path, undefined],
      [path, `Bearer token-for-${name}`],
    ]);
    const asked = new URL(identity.requests.at(-1)?.url ?? "", identity.origin);
    expect(asked.searchParams.get("resource")).toBe(resource);
  });

  test("calls nobody when a setting is missing", async () => {
    vi.stubEnv("ApimKey", "");
    const askedBefore = identity.requests.length;
    await expect(handler(request, context)).rejects.toThrow(SettingsError);
    expect([api.requests.length, identity.requests.length]).toEqual([0, askedBefore]);
  });
});
