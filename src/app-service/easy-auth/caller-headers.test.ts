import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { authSettings, CALLER_OBJECT, echoed, type ProtectedSite, protectedSite } from "../testing/protected-site.ts";
import { startTestCloud, type TestCloud } from "../testing/test-cloud.ts";

let cloud: TestCloud;
let site: ProtectedSite;
beforeEach(async () => {
  cloud = await startTestCloud();
  site = protectedSite(cloud);
});
afterEach(() => cloud.close());

describe("a forged principal", () => {
  const forged = [
    ["X-MS-CLIENT-PRINCIPAL", "Zm9yZ2Vk"],
    ["x-ms-client-principal-id", "forged"],
    ["X-Ms-Client-Principal-Name", "forged"],
    ["X_MS_CLIENT_PRINCIPAL", "forged"],
    ["x-ms_client-principal_id", "forged"],
    ["X-MS-CLIENT-PRINCIPAL-ROLES", "forged"],
    ["X-MS-TOKEN-AAD-ACCESS-TOKEN", "forged"],
    ["x_ms_token_aad_id_token", "forged"],
    ["Connection", "x-ms-client-principal, x-ms-client-principal-id"],
  ] as const;

  test.each([
    ["with authentication off", { platform: { enabled: false } }, "/api/x"],
    ["with AllowAnonymous", authSettings({ action: "AllowAnonymous" }), "/api/x"],
    ["on an excluded path", authSettings({ globalValidation: { excludedPaths: ["/open/*"] } }), "/open/x"],
  ])("never reaches the app %s", async (_when, v2, path) => {
    await site.create(v2);
    const response = await cloud.send({ path, headers: forged });
    expect(response.status).toBe(200);
    const names = Object.keys(echoed(response).headers);
    expect(names.filter((name) => /principal|token|connection/.test(name))).toEqual([]);
    expect(response.body).not.toContain("orged");
  });

  test("doesn't take the place of the real one", async () => {
    await site.create(authSettings());
    const response = await site.withBearer(await cloud.signer.sign(site.claims()), ...forged);
    expect(echoed(response).headers["x-ms-client-principal-id"]).toBe(CALLER_OBJECT);
    expect(response.body).not.toContain("forged");
  });
});
