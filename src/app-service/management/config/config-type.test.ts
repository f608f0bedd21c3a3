import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { armError, siteId, startTestCloud, type TestCloud } from "../../testing/test-cloud.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const SITE = siteId("fn1");

/** The `properties` of an answer. */
async function properties(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await cloud.arm(method, path, body);
  expect(answer.status).toBe(200);
  return (answer.body as { properties: Record<string, unknown> }).properties;
}

describe("a site's configuration", () => {
  beforeEach(() => cloud.createSite("fn1"));

  test.each([
    ["appsettings", { A: "1", B: "" }],
    ["connectionstrings", { db: { value: "x", type: "Custom" } }],
    ["azurestorageaccounts", {}],
  ])("%s is replaced by PUT and shown by list", async (name, value) => {
    await cloud.arm("PUT", `${SITE}/config/${name.toUpperCase()}`, { properties: value });
    expect(await properties("POST", `${SITE}/config/${name}/list`)).toEqual(value);
    expect(await armError(cloud.arm("GET", `${SITE}/config/${name}`))).toMatchObject({ status: 405 });
  });

  test("authsettingsV2 alone is listed by GET", async () => {
    const authentication = { platform: { enabled: true }, globalValidation: { requireAuthentication: true } };
    await cloud.arm("PUT", `${SITE}/config/authsettingsV2`, { properties: authentication });
    expect(await properties("GET", `${SITE}/config/authsettingsV2/list`)).toMatchObject(authentication);
    expect(await armError(cloud.arm("GET", `${SITE}/config/appsettings/list`))).toMatchObject({ status: 405 });
  });

  test("slotConfigNames and logs have defaults, and keep what is put", async () => {
    expect(await properties("GET", `${SITE}/config/slotConfigNames`)).toEqual({
      connectionStringNames: null,
      appSettingNames: null,
      azureStorageConfigNames: null,
    });
    expect(
      await properties("PUT", `${SITE}/config/slotConfigNames`, { properties: { appSettingNames: ["A"] } }),
    ).toMatchObject({ appSettingNames: ["A"] });
    expect(await properties("GET", `${SITE}/config/logs`)).toMatchObject({
      httpLogs: { fileSystem: { enabled: false } },
    });
    await cloud.arm("PUT", `${SITE}/config/logs`, { properties: { detailedErrorMessages: { enabled: true } } });
    expect(await properties("GET", `${SITE}/config/logs`)).toMatchObject({ detailedErrorMessages: { enabled: true } });
  });

  test("web is merged, and takes settings as the site's PUT does", async () => {
    await cloud.arm("PUT", `${SITE}/config/web`, {
      properties: { ftpsState: "Disabled", appSettings: [{ name: "A", value: "1" }] },
    });
    expect(await properties("GET", `${SITE}/config/web`)).toMatchObject({
      ftpsState: "Disabled",
      minTlsVersion: "1.2",
      netFrameworkVersion: "v4.0",
    });
    expect(await properties("GET", `${SITE}/config/web`)).not.toHaveProperty("appSettings");
    expect(await properties("POST", `${SITE}/config/appsettings/list`)).toEqual({ A: "1" });
  });

  test("authsettings come back as azurerm put them, empty texts as defaults, the secret by list only", async () => {
    const given = {
      enabled: true,
      clientId: "c",
      clientSecret: "s",
      tokenStoreEnabled: false,
      tokenRefreshExtensionHours: 72,
      allowedAudiences: [],
      allowedExternalRedirectUrls: [],
    };
    const empty = {
      issuer: "",
      runtimeVersion: "",
      unauthenticatedClientAction: "",
      defaultProvider: "",
      googleClientId: "",
    };
    await cloud.arm("PUT", `${SITE}/config/authsettings`, { properties: { ...given, ...empty } });
    const defaults = {
      issuer: null,
      runtimeVersion: "~1",
      unauthenticatedClientAction: "RedirectToLoginPage",
      googleClientId: null,
    };
    expect(await properties("POST", `${SITE}/config/authsettings/list`)).toMatchObject({
      ...given,
      ...defaults,
      configVersion: "v1",
    });
    expect(await properties("GET", `${SITE}/config/authsettings`)).toMatchObject({ ...given, clientSecret: null });
    expect(await properties("GET", `${SITE}/config/authsettingsV2`)).toMatchObject({
      platform: { enabled: true },
      globalValidation: { requireAuthentication: true, unauthenticatedClientAction: "RedirectToLoginPage" },
      identityProviders: { azureActiveDirectory: { registration: { clientId: "c" } } },
    });
  });

  test("once in the second version, the first is read in part and written no more", async () => {
    const v2 = {
      platform: { enabled: true },
      identityProviders: { azureActiveDirectory: { enabled: true, registration: { clientId: "c" } } },
    };
    await cloud.arm("PUT", `${SITE}/config/authsettingsV2`, { properties: v2 });
    expect(await properties("GET", `${SITE}/config/authsettings`)).toMatchObject({
      enabled: true,
      clientId: "c",
      configVersion: "v2",
    });
    expect(await properties("POST", `${SITE}/config/authsettingsV2/list`)).toMatchObject(v2);
    expect(
      await armError(cloud.arm("PUT", `${SITE}/config/authsettings`, { properties: { enabled: false } })),
    ).toMatchObject({ status: 409 });
  });

  const entra = { azureActiveDirectory: { enabled: true } };
  test.each([
    ["authsettingsV2", { identityProviders: { ...entra, google: { registration: { clientId: "g" } } } }, "google"],
    [
      "authsettingsV2",
      { identityProviders: { customOpenIdConnectProviders: { mine: { registration: { clientId: "g" } } } } },
      "customOpenId",
    ],
    ["authsettingsV2", { platform: { configFilePath: "auth.json" } }, "auth.json"],
    ["authsettingsV2", { httpSettings: { forwardProxy: { convention: "Standard" } } }, "Standard"],
    ["authsettingsV2", { globalValidation: { unauthenticatedClientAction: "Maybe" } }, "unauthenticatedClientAction"],
    ["authsettings", { enabled: true, googleClientId: "g" }, "googleClientId"],
    ["authsettings", { enabled: true, isAuthFromFile: "true" }, "auth.json"],
    ["authsettings", { enabled: true, aadClaimsAuthorization: "nonsense" }, "aadClaimsAuthorization"],
    ["azurestorageaccounts", { share: { type: "AzureFiles" } }, "share"],
    ["appsettings", { A: { nested: 1 } }, "A"],
  ])("%s with %j is refused by name", async (name, value, found) => {
    const error = await armError(cloud.arm("PUT", `${SITE}/config/${name}`, { properties: value }));
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining(found) });
  });

  test("every other provider of an Azure answer may be there, enabled and empty", async () => {
    const azure = {
      ...entra,
      facebook: { enabled: true, login: {}, registration: {} },
      apple: { enabled: true, registration: {}, login: {} },
    };
    const answer = await cloud.arm("PUT", `${SITE}/config/authsettingsV2`, {
      properties: { identityProviders: azure, clearInboundClaimsMapping: "false" },
    });
    expect(answer.status).toBe(200);
  });

  test("no backup is configured, and other names don't exist", async () => {
    expect(await armError(cloud.arm("POST", `${SITE}/config/backup/list`))).toMatchObject({ status: 404 });
    expect(await armError(cloud.arm("GET", `${SITE}/config/nothing`))).toMatchObject({
      status: 404,
      message: expect.stringContaining("nothing"),
    });
  });

  test("the publishing credential is the site's own and stays the same", async () => {
    const first = await properties("POST", `${SITE}/config/publishingcredentials/list`);
    expect(first).toMatchObject({
      publishingUserName: "$fn1",
      publishingPassword: expect.stringMatching(/^[A-Za-z0-9]{60}$/),
    });
    expect(await properties("POST", `${SITE}/config/publishingcredentials/list`)).toEqual(first);
    expect(await armError(cloud.arm("PUT", `${SITE}/config/publishingcredentials`, {}))).toMatchObject({ status: 405 });
  });

  test.each(["scm", "ftp"])("the policy %s allows passwords until it is changed", async (name) => {
    const path = `${SITE}/basicPublishingCredentialsPolicies/${name}`;
    expect(await properties("GET", path)).toEqual({ allow: true });
    await cloud.arm("PUT", path, { properties: { allow: false } });
    expect(await properties("GET", path)).toEqual({ allow: false });
  });
});
