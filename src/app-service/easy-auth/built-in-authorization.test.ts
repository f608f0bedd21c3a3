import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  authSettings,
  BROWSER,
  CALLER,
  CALLER_OBJECT,
  CLIENT_ID,
  type ProtectedSite,
  protectedSite,
  REFUSAL,
} from "../testing/protected-site.ts";
import { siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { TENANT } from "../testing/token-signer.ts";

let cloud: TestCloud;
let site: ProtectedSite;
beforeEach(async () => {
  cloud = await startTestCloud();
  site = protectedSite(cloud);
});
afterEach(() => cloud.close());

describe("built-in authorization", () => {
  const policy = (changes: object) => ({ defaultAuthorizationPolicy: changes });
  test.each([
    ["an application that is listed", policy({ allowedApplications: ["x", CALLER.toUpperCase()] }), {}, 200],
    ["an application that is not listed", policy({ allowedApplications: ["x"] }), {}, 403],
    [
      "the application of a v2.0 token",
      policy({ allowedApplications: [CALLER] }),
      { appid: undefined, azp: CALLER },
      200,
    ],
    ["a token that names no application", policy({ allowedApplications: [CALLER] }), { appid: undefined }, 403],
    ["a principal that is listed", policy({ allowedPrincipals: { identities: [CALLER_OBJECT] } }), {}, 200],
    ["a principal that is not listed", policy({ allowedPrincipals: { identities: ["x"] } }), {}, 403],
    [
      "a principal in a listed group",
      policy({ allowedPrincipals: { identities: ["x"], groups: ["g"] } }),
      { groups: ["f", "g"] },
      200,
    ],
    ["a principal in no listed group", policy({ allowedPrincipals: { groups: ["g"] } }), { groups: ["f"] }, 403],
    [
      "a listed principal by a not listed application",
      policy({ allowedApplications: ["x"], allowedPrincipals: { identities: [CALLER_OBJECT] } }),
      {},
      403,
    ],
    ["an older check of the application", { jwtClaimChecks: { allowedClientApplications: ["x"] } }, {}, 403],
    ["an older check of groups", { jwtClaimChecks: { allowedGroups: ["g"] } }, { groups: ["g"] }, 200],
    ["an older check of groups, not held", { jwtClaimChecks: { allowedGroups: ["g"] } }, {}, 403],
  ])("for %s", async (_who, validation, changes, status) => {
    await site.create(authSettings({ validation }));
    const response = await site.withBearer(await cloud.signer.sign(site.claims(changes)));
    expect(response.status).toBe(status);
    if (status === 403) {
      expect(response.body).toBe(REFUSAL);
      expect(response.headers).not.toHaveProperty("www-authenticate");
    }
  });

  test.each([
    ["WEBSITE_AUTH_AAD_ALLOWED_TENANTS", `x, ${TENANT}`, {}, 200],
    ["WEBSITE_AUTH_AAD_ALLOWED_TENANTS", "x", {}, 403],
    ["WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL", "true", {}, 200],
    ["WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL", "1", { oid: undefined }, 403],
  ])("by the app setting %s=%s", async (name, value, changes, status) => {
    await site.create(authSettings(), { appSettings: { [name]: value } });
    expect((await site.withBearer(await cloud.signer.sign(site.claims(changes)))).status).toBe(status);
  });
});

describe("settings of the first version", () => {
  /** What azurerm 3.117.1 sends for `enabled = true` and an `active_directory` block. */
  const v1 = {
    allowedAudiences: [],
    allowedExternalRedirectUrls: [],
    clientId: CLIENT_ID,
    clientSecretSettingName: "AZURE_AD_AUTH_CLIENT_SECRET",
    defaultProvider: "",
    enabled: true,
    facebookAppId: "",
    googleOAuthScopes: null,
    issuer: "",
    runtimeVersion: "",
    tokenRefreshExtensionHours: 72,
    tokenStoreEnabled: false,
    unauthenticatedClientAction: "",
  };

  test("protect the site: any tenant's token for the client id passes, nothing else does", async () => {
    await cloud.createSite("fn1");
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettings`, { properties: v1 });
    await site.deploy();
    expect((await site.withBearer(await cloud.signer.sign(site.claims()))).status).toBe(200);
    expect((await site.withBearer(await cloud.signer.sign(site.claims({ aud: "other" })))).status).toBe(401);
    expect((await cloud.send({})).status).toBe(401);
    expect((await cloud.send({ headers: [BROWSER] })).status).toBe(302);
  });

  test("aadClaimsAuthorization restricts the callers", async () => {
    await cloud.createSite("fn1");
    const restricted = { ...v1, aadClaimsAuthorization: JSON.stringify({ allowed_client_applications: ["x"] }) };
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettings`, { properties: restricted });
    await site.deploy();
    expect((await site.withBearer(await cloud.signer.sign(site.claims()))).status).toBe(403);
  });
});
