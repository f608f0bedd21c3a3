import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { armError, IDENTITY_ID, PLAN_ID, siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

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

describe("a plan", () => {
  test("comes back as it was put, with Azure's words for its SKU", async () => {
    const body = {
      location: "uksouth",
      properties: { hyperV: false, perSiteScaling: false, reserved: false, zoneRedundant: false },
      sku: { name: "S1" },
      tags: null,
    };
    await cloud.arm("PUT", PLAN_ID, body);
    expect((await cloud.arm("GET", PLAN_ID.replace("serverfarms", "serverFarms"))).body).toMatchObject({
      id: PLAN_ID,
      kind: "app",
      sku: { name: "S1", tier: "Standard", size: "S1", family: "S", capacity: 1 },
      properties: { reserved: false, zoneRedundant: false, status: "Ready", numberOfSites: 0 },
    });
  });

  test.each([
    ["F1", "Free"],
    ["B2", "Basic"],
    ["P1v2", "PremiumV2"],
    ["P0v3", "Premium0V3"],
    ["P1v3", "PremiumV3"],
    ["P2mv3", "PremiumMV3"],
    ["Y1", "Dynamic"],
    ["EP1", "ElasticPremium"],
  ])("of %s has the tier %s", async (name, tier) => {
    const { body } = await cloud.arm("PUT", PLAN_ID, { location: "uksouth", sku: { name } });
    expect(body).toMatchObject({ sku: { name, tier } });
  });

  test.each(["FC1", "WS1", "I1v2", "X"])("of %s is refused by name", async (name) => {
    const error = await armError(cloud.arm("PUT", PLAN_ID, { location: "uksouth", sku: { name } }));
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining(`'${name}'`) });
  });

  test("can't be deleted while a site runs on it", async () => {
    await cloud.createSite("fn1");
    expect(await armError(cloud.arm("DELETE", PLAN_ID))).toMatchObject({ status: 409 });
    await cloud.arm("DELETE", `${SITE}?deleteEmptyServerFarm=false`);
    expect((await cloud.arm("DELETE", PLAN_ID)).status).toBe(200);
    expect((await cloud.arm("DELETE", PLAN_ID)).status).toBe(204);
  });

  test("goes with its last site unless the caller says no", async () => {
    await cloud.createSite("fn1");
    await cloud.arm("DELETE", SITE);
    expect(await armError(cloud.arm("GET", PLAN_ID))).toMatchObject({ status: 404, code: "ResourceNotFound" });
  });

  test("is among its group's", async () => {
    await cloud.createSite("fn1");
    const { body } = await cloud.arm("GET", "/providers/Microsoft.Web/serverfarms");
    expect(body).toMatchObject({ value: [{ name: "plan", properties: { numberOfSites: 1 } }] });
  });
});

describe("a site", () => {
  test("has the names that clients look for", async () => {
    await cloud.createSite("Fn1");
    const { body } = await cloud.arm("GET", SITE);
    expect(body).toMatchObject({
      id: siteId("Fn1"),
      name: "Fn1",
      type: "Microsoft.Web/sites",
      kind: "functionapp",
      identity: { type: "UserAssigned" },
      properties: {
        state: "Running",
        enabled: true,
        defaultHostName: "fn1.azurewebsites.net",
        hostNames: ["fn1.azurewebsites.net"],
        enabledHostNames: ["fn1.azurewebsites.net", "fn1.scm.azurewebsites.net"],
        serverFarmId: PLAN_ID,
        keyVaultReferenceIdentity: IDENTITY_ID,
        sku: "Standard",
        reserved: false,
        customDomainVerificationId: expect.stringMatching(/^[0-9A-F]{64}$/),
      },
    });
    expect(JSON.stringify(body)).not.toContain("FUNCTIONS_WORKER_RUNTIME");
  });

  test("keeps what a second PUT leaves out, and replaces all settings that it names", async () => {
    await cloud.createSite("fn1", { httpsOnly: true, clientCertMode: "Optional", appSettings: { A: "1" } });
    await cloud.arm("PUT", SITE, { location: "uksouth", properties: { siteConfig: { alwaysOn: true } } });
    expect(await properties("GET", SITE)).toMatchObject({ httpsOnly: true, clientCertMode: "Optional" });
    expect(await properties("POST", `${SITE}/config/appsettings/list`)).toMatchObject({ A: "1" });
    await cloud.arm("PATCH", SITE, { properties: { siteConfig: { appSettings: [{ name: "B", value: "2" }] } } });
    expect(await properties("POST", `${SITE}/config/appSettings/list`)).toEqual({ B: "2" });
    expect(await properties("GET", `${SITE}/config/web`)).toMatchObject({ alwaysOn: true });
  });

  test("answers a client's own GET sent back with the same site", async () => {
    await cloud.createSite("fn1");
    const before = (await cloud.arm("GET", SITE)).body as { properties: object };
    await cloud.arm("PUT", SITE, before);
    const after = (await cloud.arm("GET", SITE)).body as { properties: object };
    expect({ ...after.properties, lastModifiedTimeUtc: "" }).toEqual({ ...before.properties, lastModifiedTimeUtc: "" });
  });

  test.each([
    ["a name that no host can have", siteId("fn_1"), {}, 400],
    ["a name that ends in a hyphen", siteId("fn-"), {}, 400],
    ["no plan", SITE, { serverFarmId: "/nowhere" }, 400],
    ["a web app", SITE, { kind: "app" }, 400],
    ["a container", SITE, { kind: "functionapp,linux,container" }, 400],
    ["a Flex Consumption app", SITE, { functionAppConfig: {} }, 400],
    ["a setting without a name", SITE, { siteConfig: { appSettings: [{ value: "x" }] } }, 400],
  ])(
    "with %s is refused",
    async (_what, id, { kind, ...changes }: { kind?: string; [property: string]: unknown }, status) => {
      await cloud.arm("PUT", PLAN_ID, { location: "uksouth", sku: { name: "S1" } });
      const body = {
        location: "uksouth",
        kind: kind ?? "functionapp",
        properties: { serverFarmId: PLAN_ID, ...changes },
      };
      expect(await armError(cloud.arm("PUT", id, body))).toMatchObject({ status });
    },
  );

  test("takes a name that another group's site has for nobody else", async () => {
    await cloud.createSite("fn1");
    const elsewhere = SITE.replace("/rg/", "/other/");
    const body = { location: "uksouth", properties: { serverFarmId: PLAN_ID } };
    expect(await armError(cloud.arm("PUT", elsewhere, body))).toMatchObject({ status: 409 });
    const check = (name: string) =>
      cloud.arm("POST", "/subscriptions/s/providers/Microsoft.Web/checknameavailability", {
        name,
        type: "Microsoft.Web/sites",
      });
    expect((await check("FN1")).body).toMatchObject({ nameAvailable: false, reason: "AlreadyExists" });
    expect((await check("fn2")).body).toEqual({ nameAvailable: true, reason: "", message: "" });
  });

  test("is gone after DELETE, which a second time finds nothing", async () => {
    await cloud.createSite("fn1");
    expect((await cloud.arm("DELETE", SITE)).status).toBe(200);
    expect((await cloud.arm("DELETE", SITE)).status).toBe(204);
    expect(await armError(cloud.arm("GET", SITE))).toMatchObject({ status: 404, code: "ResourceNotFound" });
    expect((await cloud.send({})).status).toBe(404);
  });

  test("stops, starts and lists with its group", async () => {
    await cloud.createSite("fn1");
    await cloud.arm("POST", `${SITE}/stop`);
    expect(await properties("GET", SITE)).toMatchObject({ state: "Stopped" });
    await cloud.arm("POST", `${SITE}/start`);
    expect((await cloud.arm("GET", "/providers/Microsoft.Web/sites")).body).toMatchObject({
      value: [{ properties: { state: "Running" } }],
    });
    expect(
      (await cloud.arm("GET", "/subscriptions/other/resourceGroups/rg/providers/Microsoft.Web/sites")).body,
    ).toMatchObject({ value: [] });
  });
});

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

  test("authsettings come back exactly as azurerm put them, the secret by list only", async () => {
    const given = {
      enabled: true,
      clientId: "c",
      clientSecret: "s",
      issuer: "",
      runtimeVersion: "",
      tokenStoreEnabled: false,
      tokenRefreshExtensionHours: 72,
      allowedAudiences: [],
      allowedExternalRedirectUrls: [],
      unauthenticatedClientAction: "",
      defaultProvider: "",
    };
    await cloud.arm("PUT", `${SITE}/config/authsettings`, { properties: given });
    expect(await properties("POST", `${SITE}/config/authsettings/list`)).toMatchObject({
      ...given,
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
    expect(await armError(cloud.arm("GET", `${SITE}/config/metadata`))).toMatchObject({
      status: 404,
      message: expect.stringContaining("metadata"),
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

describe("functions and the host", () => {
  test("are there while the app runs", async () => {
    await cloud.createSite("fn1");
    expect((await cloud.arm("GET", `${SITE}/functions`)).body).toMatchObject({ value: [] });
    expect(await armError(cloud.arm("POST", `${SITE}/host/default/listkeys`))).toMatchObject({ status: 400 });
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    expect((await cloud.arm("GET", `${SITE}/functions`)).body).toMatchObject({
      value: [
        {
          name: "fn1/simple",
          properties: { name: "simple", invoke_url_template: "https://fn1.azurewebsites.net/api/simple" },
        },
      ],
    });
    expect((await cloud.arm("POST", `${SITE}/functions/Simple/listKeys`)).body).toEqual({ default: "function-key" });
    expect((await cloud.arm("POST", `${SITE}/host/default/listKeys`)).body).toMatchObject({ masterKey: "master" });
    expect((await cloud.arm("POST", `${SITE}/host/default/sync`)).status).toBe(204);
    expect(await armError(cloud.arm("GET", `${SITE}/functions/nothing`))).toMatchObject({ status: 404 });
  });
});
