import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { armError, PLAN_ID, siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
  await cloud.createSite("fn1");
});
afterEach(() => cloud.close());

const SITE = siteId("fn1");
const HOST = "fn1.azurewebsites.net";
const SUBSCRIPTION = SITE.split("/").slice(0, 3).join("/");

describe("what lies below a site", () => {
  test.each([
    ["slots", []],
    ["backups", []],
    ["hybridConnectionRelays", []],
    ["deployments", []],
    ["hostNameBindings", [{ name: `fn1/${HOST}`, properties: { siteName: "fn1", hostNameType: "Verified" } }]],
    ["resourceHealthMetadata", [{ name: "default", properties: { signalAvailability: false } }]],
  ])("%s is listed", async (collection, value) => {
    expect((await cloud.arm("GET", `${SITE}/${collection}`)).body).toMatchObject({ value });
  });

  test("of one kind each is shown", async () => {
    expect((await cloud.arm("GET", `${SITE}/hostNameBindings/${HOST}`)).status).toBe(200);
    expect((await cloud.arm("GET", `${SITE}/networkConfig/virtualNetwork`)).body).toMatchObject({
      properties: { subnetResourceId: null },
    });
    expect((await cloud.arm("DELETE", `${SITE}/networkConfig/virtualNetwork`)).status).toBe(200);
    expect((await cloud.arm("GET", `${SITE}/premieraddons`)).body).toMatchObject({ properties: {} });
    expect((await cloud.arm("GET", `${SITE}/virtualNetworkConnections`)).body).toEqual([]);
  });

  test.each([
    ["PUT", "slots/staging", 400, "deployment slots"],
    ["GET", "slots/staging", 404, "staging"],
    ["PUT", "hybridConnectionRelays/x", 400, "hybrid connections"],
    ["PUT", "hostNameBindings/www.example.com", 400, "www.example.com"],
    ["DELETE", `hostNameBindings/${HOST}`, 400, "own"],
    ["PUT", "networkConfig/virtualNetwork", 400, "virtual networks"],
    ["GET", "networkConfig/other", 404, "virtualNetwork"],
    ["GET", "sourcecontrols/web", 404, "SourceControl"],
    ["PUT", "sourcecontrols/web", 400, "repository"],
    ["PUT", "extensions/onedeploy", 400, "onedeploy"],
    ["PUT", "extensions/MSDeploy", 400, "MSDeploy"],
    ["GET", "deployments/nothing", 404, "nothing"],
    ["PUT", "config/backup", 404, "backup"],
    ["POST", "config/backup/list", 404, "Backup"],
    ["GET", "config/metadata", 405, "config/metadata/list"],
  ])("%s %s is refused with %i and names %s", async (method, path, status, named) => {
    const error = await armError(cloud.arm(method, `${SITE}/${path}`, { properties: {} }));
    expect(error).toMatchObject({ status, message: expect.stringContaining(named) });
  });

  test("isn't there for a site that isn't", async () => {
    for (const path of ["slots", "hostNameBindings", "deployments", "sourcecontrols/web", "premieraddons"])
      expect(await armError(cloud.arm("GET", `${siteId("fn2")}/${path}`))).toMatchObject({ status: 404 });
  });

  test("metadata are kept, and push notifications stay off", async () => {
    await cloud.arm("PUT", `${SITE}/config/metadata`, { properties: { CURRENT_STACK: "node" } });
    const list = (name: string) => cloud.arm("POST", `${SITE}/config/${name}/list`);
    expect((await list("metadata")).body).toMatchObject({ properties: { CURRENT_STACK: "node" } });
    expect((await list("pushsettings")).body).toMatchObject({ properties: { isPushEnabled: false } });
    const on = cloud.arm("PUT", `${SITE}/config/pushsettings`, { properties: { isPushEnabled: true } });
    expect(await armError(on)).toMatchObject({ status: 400, code: "PushNotSupported" });
  });

  test("a new publishing password takes the place of the old one", async () => {
    const read = async () => (await cloud.arm("POST", `${SITE}/config/publishingcredentials/list`)).body;
    const before = await read();
    expect((await cloud.arm("POST", `${SITE}/newpassword`)).status).toBe(204);
    expect(await read()).not.toEqual(before);
  });
});

describe("keys", () => {
  const given = { properties: { name: "mine", value: "my-key" } };
  beforeEach(async () => {
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await cloud.appService.whenRunning("fn1");
  });

  test.each([
    ["host/default/functionKeys", () => cloud.apps.keys?.functionKeys],
    ["host/default/systemkeys", () => cloud.apps.keys?.systemKeys],
    ["functions/Simple/keys", () => cloud.apps.keys?.functions.simple],
  ])("of %s are made, changed and deleted, and the app that runs goes by them", async (ring, counting) => {
    const id = `${SITE}/${ring}/mine`;
    const made = await cloud.arm("PUT", id, given);
    expect(made).toMatchObject({ status: 201, body: { name: "mine", properties: { name: "mine", value: "my-key" } } });
    expect(counting()).toMatchObject({ mine: "my-key" });
    expect((await cloud.arm("PUT", id, { name: "mine", value: "other" })).status).toBe(200);
    expect(counting()).toMatchObject({ mine: "other" });
    const generated = await cloud.arm("PUT", id, { properties: { name: "mine" } });
    expect(counting()?.mine).toMatch(/^[\w-]{44}AzFu[\w-]{6}==$/);
    expect(generated.body).toMatchObject({ properties: { value: counting()?.mine } });
    expect((await cloud.arm("DELETE", id)).status).toBe(204);
    expect(counting()).not.toHaveProperty("mine");
    for (const gone of [id, `${SITE}/${ring}/constructor`])
      expect(await armError(cloud.arm("DELETE", gone))).toMatchObject({ status: 404 });
  });

  test("the master key is changed and never deleted", async () => {
    const id = `${SITE}/host/default/masterKey/_master`;
    await cloud.arm("PUT", id, given);
    expect(cloud.apps.keys?.masterKey).toBe("my-key");
    expect(await armError(Promise.resolve().then(() => cloud.arm("DELETE", id)))).toMatchObject({ status: 400 });
  });

  test("are nobody's when the function or the host isn't there", async () => {
    expect(await armError(cloud.arm("PUT", `${SITE}/functions/nothing/keys/mine`, given))).toMatchObject({
      status: 404,
    });
    await cloud.arm("POST", `${SITE}/stop`);
    expect(await armError(cloud.arm("PUT", `${SITE}/host/default/functionkeys/mine`, given))).toMatchObject({
      status: 400,
    });
  });

  test("are part of the address that listsecrets gives", async () => {
    const { body } = await cloud.arm("POST", `${SITE}/functions/simple/listsecrets`);
    const key = cloud.apps.keys?.functions.simple?.default;
    expect(body).toEqual({ key, trigger_url: `https://${HOST}/api/simple?code=${key}` });
  });
});

describe("a site that is stopped", () => {
  test("answers with App Service's page until it is started", async () => {
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await cloud.appService.whenRunning("fn1");
    await cloud.arm("POST", `${SITE}/stop`);
    const stopped = await cloud.send({});
    expect(stopped).toMatchObject({ status: 403, body: expect.stringContaining("This web app is stopped.") });
    await expect.poll(() => cloud.apps.running.now).toBe(0);
    await cloud.arm("POST", `${SITE}/start`);
    expect((await cloud.send({})).status).toBe(200);
    expect((await cloud.arm("POST", `${SITE}/syncfunctiontriggers`)).status).toBe(204);
  });
});

describe("a plan", () => {
  test("tells its sites and its SKU, and restarts its sites", async () => {
    expect((await cloud.arm("GET", `${PLAN_ID}/sites`)).body).toMatchObject({ value: [{ name: "fn1" }] });
    expect((await cloud.arm("GET", `${PLAN_ID}/skus`)).body).toMatchObject({ skus: [{ name: "S1" }] });
    expect((await cloud.arm("GET", `${PLAN_ID}/capabilities`)).body).toEqual([]);
    expect((await cloud.arm("GET", `${PLAN_ID}/usages`)).body).toMatchObject({ value: [] });
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await cloud.appService.whenRunning("fn1");
    expect((await cloud.arm("POST", `${PLAN_ID}/restartSites`)).status).toBe(204);
    await cloud.appService.whenRunning("fn1");
    expect(cloud.apps.starts).toHaveLength(2);
  });
});

describe("Microsoft.Web itself", () => {
  test.each([
    ["/providers/Microsoft.Web/webAppStacks", []],
    ["/providers/Microsoft.Web/availableStacks", []],
    ["/providers/Microsoft.Web/locations/uksouth/functionAppStacks", [{ name: "node" }]],
    [`${SUBSCRIPTION}/providers/Microsoft.Web/deletedSites`, []],
    [`${SUBSCRIPTION}/providers/Microsoft.Web/locations/uksouth/deletedSites`, []],
    [`${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Web/certificates`, []],
  ])("lists %s", async (path, value) => {
    expect((await cloud.arm("GET", path)).body).toMatchObject({ value });
  });

  test("has no certificates", async () => {
    const path = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Web/certificates/mine`;
    expect((await armError(cloud.arm("GET", path))).status).toBe(404);
    expect((await armError(cloud.arm("PUT", path, { location: "uksouth" }))).status).toBe(400);
  });

  test("knows the regions", async () => {
    const { body } = await cloud.arm("GET", `${SUBSCRIPTION}/providers/Microsoft.Web/geoRegions`);
    expect(body).toMatchObject({ value: expect.arrayContaining([expect.objectContaining({ name: "UK South" })]) });
  });
});
