import { randomUUID } from "node:crypto";
import { ClientSecretCredential, DefaultAzureCredential, EnvironmentCredential } from "@azure/identity";
import { describe, expect, test } from "vitest";
import { tenantId } from "./support/principals.ts";

const clientId = process.env.AZURE_CLIENT_ID ?? "";
const clientSecret = process.env.AZURE_CLIENT_SECRET ?? "";
const scope = "https://management.azure.com/.default";

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

describe("a credential", () => {
  test.each([
    ["of the environment", () => new EnvironmentCredential()],
    ["that is found", () => new DefaultAzureCredential()],
    ["of a client and its secret", () => new ClientSecretCredential(tenantId, clientId, clientSecret)],
  ])("%s gets a token for what it asks for", async (_name, create) => {
    const { token, expiresOnTimestamp } = (await create().getToken(scope)) ?? {};
    expect(claimsOf(token ?? "")).toMatchObject({
      aud: expect.stringMatching(/^https:\/\/management\.azure\.com\/?$/),
      tid: tenantId,
      appid: clientId,
      iss: `https://sts.windows.net/${tenantId}/`,
    });
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now());
  });

  test.each([
    ["a wrong secret", () => new ClientSecretCredential(tenantId, clientId, "wrong"), scope, "AADSTS7000215"],
    ["a client that isn't there", () => new ClientSecretCredential(tenantId, randomUUID(), "x"), scope, "AADSTS700016"],
    ["a tenant that isn't there", () => new ClientSecretCredential(randomUUID(), clientId, "x"), scope, "AADSTS90002"],
    ["a resource that isn't there", () => new EnvironmentCredential(), "api://nothing/.default", "AADSTS500011"],
  ])("with %s is told so", async (_name, create, wanted, code) => {
    await expect(create().getToken(wanted)).rejects.toThrow(code);
  });
});
