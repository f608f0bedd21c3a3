import { InvocationContext } from "@azure/functions";
import { DefaultAzureCredential, ManagedIdentityCredential, type TokenCredential } from "@azure/identity";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { accessTokenFor, IDENTITY_RETRY } from "./access-token.ts";
import { answerWithRefusal, answerWithToken, type StubServer, startStub } from "./stub-server.ts";

const CLIENT_ID = "5e29463d-71da-4fe0-8e69-999b57db23b0";
const SCOPE = "api://fn-apim-mi-demo-apim/.default";

// One for the whole file: MSAL remembers a process's first identity endpoint, as App Service's never changes.
let identity: StubServer;
let answerOfIdentity = answerWithRefusal;

beforeAll(async () => {
  identity = await startStub((request, response) => answerOfIdentity(request, response));
  vi.stubEnv("IDENTITY_ENDPOINT", `${identity.origin}/msi/token`);
  vi.stubEnv("IDENTITY_HEADER", "the-header-of-this-app");
  vi.stubEnv("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await identity.close();
});

function recordingContext(): { readonly context: InvocationContext; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const logHandler = (_level: string, ...parts: unknown[]) => lines.push(parts.join(" "));
  return { context: new InvocationContext({ functionName: "group", logHandler }), lines };
}

describe("an access token", () => {
  const credentials: readonly (readonly [string, (clientId: string) => TokenCredential])[] = [
    [
      "ManagedIdentityCredential",
      (clientId) => new ManagedIdentityCredential({ clientId, retryOptions: IDENTITY_RETRY }),
    ],
    [
      "DefaultAzureCredential",
      (managedIdentityClientId) =>
        new DefaultAzureCredential({ managedIdentityClientId, retryOptions: IDENTITY_RETRY }),
    ],
  ];

  test.each(credentials)(
    "that Entra ID refuses is known at once with %s, and the log says why",
    async (_name, make) => {
      answerOfIdentity = answerWithRefusal;
      const requestsBefore = identity.requests.length;
      const { context, lines } = recordingContext();
      const start = performance.now();
      expect(await accessTokenFor(make(CLIENT_ID), SCOPE, context)).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(500);
      expect(identity.requests.length - requestsBefore).toBe(1 + IDENTITY_RETRY.maxRetries);
      expect(lines.join("\n")).toContain("An unexpected error occured while fetching the AAD Token.");
    },
  );

  test("is asked for by client id, in the protocol of App Service, and never logged", async () => {
    answerOfIdentity = answerWithToken("header.claims.signature");
    const { context, lines } = recordingContext();
    const credential = new ManagedIdentityCredential({ clientId: CLIENT_ID, retryOptions: IDENTITY_RETRY });
    expect(await accessTokenFor(credential, SCOPE, context)).toBe("header.claims.signature");
    const request = identity.requests.at(-1);
    const query = Object.fromEntries(new URL(request?.url ?? "", identity.origin).searchParams);
    expect(query).toEqual({
      "api-version": "2019-08-01",
      client_id: CLIENT_ID,
      resource: "api://fn-apim-mi-demo-apim",
    });
    expect(request?.headers["x-identity-header"]).toBe("the-header-of-this-app");
    expect(lines.join("\n")).not.toContain("signature");
  });

  test.each([
    ["never answers", () => new Promise<null>(() => {}), "did not answer within 10 ms"],
    [
      "fails before it asks",
      () => {
        throw new Error("no client id");
      },
      "no client id",
    ],
  ])("is absent when the credential %s", async (_case, getToken, reason) => {
    const { context, lines } = recordingContext();
    expect(await accessTokenFor({ getToken }, SCOPE, context, 10)).toBeUndefined();
    expect(lines.join("\n")).toContain(reason);
  });

  test("is absent when the credential has none to give", async () => {
    const { context, lines } = recordingContext();
    expect(await accessTokenFor({ getToken: async () => null }, SCOPE, context)).toBeUndefined();
    expect(lines).toHaveLength(1);
  });
});
