import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { armError, IDENTITY_ID, PLAN_ID, siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const SITE = siteId("fn1");
/** What the keys of a Functions host look like. */
const KEY = /^[\w-]{44}AzFu[\w-]{6}==$/;

/** The `properties` of an answer. */
async function properties(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await cloud.arm(method, path, body);
  expect(answer.status).toBe(200);
  return (answer.body as { properties: Record<string, unknown> }).properties;
}

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

  test("may name a plan of its group by its name alone", async () => {
    await cloud.createSite("fn1");
    const { body } = await cloud.arm("PUT", SITE, { location: "uksouth", properties: { serverFarmId: "plan" } });
    expect(body).toMatchObject({ properties: { serverFarmId: PLAN_ID } });
  });

  test("has a publishing profile with the credentials of its deployment service", async () => {
    await cloud.createSite("fn1");
    const { headers, body } = await cloud.arm("POST", `${SITE}/publishxml`, { format: "WebDeploy" });
    const credentials = await cloud.arm("POST", `${SITE}/config/publishingcredentials/list`);
    const { publishingPassword } = (credentials.body as { properties: { publishingPassword: string } }).properties;
    expect(headers).toEqual({ "content-type": "application/xml" });
    expect(body).toMatch(
      /^<publishData><publishProfile .*publishUrl="fn1\.scm\.azurewebsites\.net:443".*<\/publishData>$/,
    );
    expect(body).toContain(`userName="$fn1" userPWD="${publishingPassword}"`);
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
    ["a plan's name that its group has not", SITE, { serverFarmId: "nowhere" }, 400],
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
    expect((await cloud.arm("POST", `${SITE}/functions/Simple/listKeys`)).body).toEqual(
      cloud.apps.keys?.functions.simple,
    );
    expect((await cloud.arm("POST", `${SITE}/host/default/listKeys`)).body).toEqual({
      masterKey: cloud.apps.keys?.masterKey,
      functionKeys: { default: expect.stringMatching(KEY) },
      systemKeys: {},
    });
    expect((await cloud.arm("POST", `${SITE}/host/default/sync`)).status).toBe(204);
    expect(await armError(cloud.arm("GET", `${SITE}/functions/nothing`))).toMatchObject({ status: 404 });
  });

  test("keys outlive a new deployment, and end with the site", async () => {
    await cloud.createSite("fn1");
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await cloud.appService.whenRunning("fn1");
    const before = cloud.apps.keys;
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await cloud.appService.whenRunning("fn1");
    expect(cloud.apps.keys).toEqual(before);
    await cloud.arm("DELETE", SITE);
    await cloud.createSite("fn1");
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await cloud.appService.whenRunning("fn1");
    expect(cloud.apps.keys?.masterKey).toMatch(KEY);
    expect(cloud.apps.keys?.masterKey).not.toBe(before?.masterKey);
  });
});
