import { type Site, WebSiteManagementClient } from "@azure/arm-appservice";
import { beforeAll, describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { zipFunctionApp } from "./support/function-app.ts";
import { owner, stranger, subscriptionId, tenantId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-web");
const otherGroup = useResourceGroup("rg-sdk-web-other");
const client = new WebSiteManagementClient(owner, subscriptionId);
const { appServicePlans: plans, webApps: sites } = client;
const location = "uksouth";
/** The site, without content, of the tests that don't make one themselves. */
const site = "fn-sdk-settings";
let settings: Site;

beforeAll(async () => {
  const plan = await plans.createOrUpdate(group, "plan-sdk", { location, sku: { name: "S1" } });
  settings = { location, kind: "functionapp", serverFarmId: plan.id ?? "" };
  await sites.createOrUpdate(group, site, settings);
});

describe("plans", () => {
  test("are made, read, changed, listed and deleted", async () => {
    const made = await plans.createOrUpdate(group, "plan-sdk-life", {
      location,
      sku: { name: "P1v3", capacity: 2 },
      reserved: true,
      tags: { a: "b" },
    });
    expect(made).toMatchObject({
      name: "plan-sdk-life",
      type: "Microsoft.Web/serverfarms",
      kind: "linux",
      location,
      tags: { a: "b" },
      reserved: true,
      status: "Ready",
      provisioningState: "Succeeded",
      numberOfSites: 0,
      sku: { name: "P1v3", tier: "PremiumV3", capacity: 2 },
    });
    expect(await plans.get(group, "plan-sdk-life")).toEqual(made);
    const changed = await plans.update(group, "plan-sdk-life", { perSiteScaling: true });
    expect(changed).toEqual({ ...made, perSiteScaling: true });
    expect(await collect(plans.listByResourceGroup(group))).toContainEqual(changed);
    expect(await collect(plans.list())).toContainEqual(changed);
    await plans.delete(group, "plan-sdk-life");
    await plans.delete(group, "plan-sdk-life");
    await expectRestError(plans.get(group, "plan-sdk-life"), 404, "ResourceNotFound");
  });

  test("tell their sites, and 409 for deleting one that has any", async () => {
    expect((await collect(plans.listWebApps(group, "plan-sdk"))).map(({ name }) => name)).toContain(site);
    await plans.restartWebApps(group, "plan-sdk");
    await expectRestError(plans.delete(group, "plan-sdk"), 409, "Conflict");
  });
});

describe("sites", () => {
  test("are made, read, changed, listed and deleted", async () => {
    const name = "fn-sdk-life";
    const made = await sites.createOrUpdate(group, name, {
      ...settings,
      identity: { type: "SystemAssigned" },
      httpsOnly: true,
      tags: { a: "b" },
      siteConfig: { alwaysOn: true, appSettings: [{ name: "COLOUR", value: "red" }] },
    });
    expect(made).toMatchObject({
      name,
      type: "Microsoft.Web/sites",
      kind: "functionapp",
      location,
      tags: { a: "b" },
      identity: { type: "SystemAssigned", tenantId, principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      state: "Running",
      enabled: true,
      httpsOnly: true,
      defaultHostName: `${name}.azurewebsites.net`,
      hostNames: [`${name}.azurewebsites.net`],
      resourceGroup: group,
      lastModifiedTimeUtc: expect.any(Date),
      siteConfig: { alwaysOn: true },
    });
    expect(await sites.get(group, name)).toEqual(made);
    const changed = await sites.update(group, name, { httpsOnly: false });
    expect(changed).toMatchObject({ httpsOnly: false, identity: made.identity ?? {}, siteConfig: { alwaysOn: true } });
    expect((await sites.listApplicationSettings(group, name)).properties).toEqual({ COLOUR: "red" });
    expect(await collect(sites.listByResourceGroup(group))).toContainEqual(changed);
    expect((await collect(sites.list())).map((one) => one.name)).toContain(name);
    expect(await client.checkNameAvailability(name, "Microsoft.Web/sites")).toMatchObject({
      nameAvailable: false,
      reason: "AlreadyExists",
    });
    await sites.delete(group, name);
    await expectRestError(sites.get(group, name), 404, "ResourceNotFound");
    expect(await client.checkNameAvailability(name, "Microsoft.Web/sites")).toMatchObject({
      nameAvailable: true,
    });
  });

  test("are stopped, started and restarted", async () => {
    await sites.stop(group, site);
    expect((await sites.get(group, site)).state).toBe("Stopped");
    await sites.start(group, site);
    expect((await sites.get(group, site)).state).toBe("Running");
    await sites.restart(group, site);
    await sites.syncFunctionTriggers(group, site);
  });
});

describe("the configuration of a site", () => {
  test("has settings and connection strings, which are replaced as a whole", async () => {
    await sites.updateApplicationSettings(group, site, { properties: { A: "1", B: "2" } });
    await sites.updateApplicationSettings(group, site, { properties: { B: "3" } });
    expect((await sites.listApplicationSettings(group, site)).properties).toEqual({ B: "3" });
    const properties = { db: { type: "SQLAzure" as const, value: "Server=…" } };
    await sites.updateConnectionStrings(group, site, { properties });
    expect((await sites.listConnectionStrings(group, site)).properties).toEqual(properties);
    await sites.updateSlotConfigurationNames(group, site, { appSettingNames: ["B"] });
    expect(await sites.listSlotConfigurationNames(group, site)).toMatchObject({ appSettingNames: ["B"] });
    await sites.updateMetadata(group, site, { properties: { CURRENT_STACK: "node" } });
    expect((await sites.listMetadata(group, site)).properties).toEqual({ CURRENT_STACK: "node" });
  });

  test("has a web part, which keeps what a change leaves out", async () => {
    await sites.updateConfiguration(group, site, { alwaysOn: true });
    const changed = await sites.updateConfiguration(group, site, { http20Enabled: true });
    expect(changed).toMatchObject({ alwaysOn: true, http20Enabled: true, minTlsVersion: "1.2" });
    expect(await sites.getConfiguration(group, site)).toMatchObject({ alwaysOn: true, http20Enabled: true });
    expect(await collect(sites.listConfigurations(group, site))).toEqual([
      expect.objectContaining({ type: "Microsoft.Web/sites/config" }),
    ]);
  });

  test("has authentication, in both forms", async () => {
    const clientId = "00000000-0000-4000-8000-000000000000";
    await sites.updateAuthSettingsV2(group, site, {
      platform: { enabled: true },
      globalValidation: { requireAuthentication: true, unauthenticatedClientAction: "Return401" },
      identityProviders: {
        azureActiveDirectory: {
          enabled: true,
          registration: { clientId, openIdIssuer: `https://sts.windows.net/${tenantId}/` },
          validation: { allowedAudiences: ["api://orders"] },
        },
      },
    });
    const read = {
      platform: { enabled: true },
      globalValidation: { unauthenticatedClientAction: "Return401" },
      identityProviders: { azureActiveDirectory: { registration: { clientId } } },
    };
    expect(await sites.getAuthSettingsV2(group, site)).toMatchObject(read);
    expect(await sites.getAuthSettingsV2WithoutSecrets(group, site)).toMatchObject(read);
    expect(await sites.getAuthSettings(group, site)).toMatchObject({ enabled: true, clientId });
  });

  test("has logs, and publishing credentials and policies", async () => {
    expect(await sites.getDiagnosticLogsConfiguration(group, site)).toMatchObject({ httpLogs: expect.any(Object) });
    const before = await sites.listPublishingCredentials(group, site);
    expect(before).toMatchObject({
      publishingUserName: `$${site}`,
      publishingPassword: expect.stringMatching(/^.{20,}$/),
    });
    await sites.generateNewSitePublishingPassword(group, site);
    const after = await sites.listPublishingCredentials(group, site);
    expect(after.publishingPassword).not.toBe(before.publishingPassword);
    await sites.updateFtpAllowed(group, site, { allow: false });
    expect(await sites.getFtpAllowed(group, site)).toMatchObject({ allow: false });
    expect(await sites.getScmAllowed(group, site)).toMatchObject({ allow: true });
    expect(await collect(sites.listBasicPublishingCredentialsPolicies(group, site))).toHaveLength(2);
  });
});

describe("a site without content", () => {
  test("has no functions, deployments or slots, and no host to tell keys", async () => {
    expect(await collect(sites.listFunctions(group, site))).toEqual([]);
    expect(await collect(sites.listDeployments(group, site))).toEqual([]);
    expect(await collect(sites.listSlots(group, site))).toEqual([]);
    await expectRestError(sites.getFunction(group, site, "hello"), 404, "NotFound");
    await expectRestError(sites.listHostKeys(group, site), 400, "BadRequest");
  });
});

describe("a site with content", () => {
  test("has functions, and keys that callers need", async () => {
    const name = "fn-sdk-app";
    const appSettings = Object.entries({ FUNCTIONS_EXTENSION_VERSION: "~4", FUNCTIONS_WORKER_RUNTIME: "node" });
    await sites.createOrUpdate(group, name, {
      ...settings,
      siteConfig: { appSettings: appSettings.map(([name, value]) => ({ name, value })) },
    });
    const { publishingUserName, publishingPassword } = await sites.listPublishingCredentials(group, name);
    const credentials = Buffer.from(`${publishingUserName}:${publishingPassword}`).toString("base64");
    const deployed = await fetch(`https://${name}.scm.azurewebsites.net/api/zipdeploy`, {
      method: "POST",
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/zip" },
      body: new Uint8Array(await zipFunctionApp()),
    });
    expect(deployed.status).toBe(200);
    const [deployment] = await collect(sites.listDeployments(group, name));
    expect(deployment).toMatchObject({ active: true, status: 4 });

    // The functions are told by the app's own host, once that is up.
    await expect.poll(() => collect(sites.listFunctions(group, name)), { timeout: 15_000 }).toHaveLength(1);
    expect(await sites.getFunction(group, name, "hello")).toMatchObject({
      name: `${name}/hello`,
      type: "Microsoft.Web/sites/functions",
      invokeUrlTemplate: `https://${name}.azurewebsites.net/api/hello`,
      language: "node",
      isDisabled: false,
    });
    await expectRestError(sites.getFunction(group, name, "goodbye"), 404, "NotFound");

    const call = async (key: string | undefined) => {
      const { status } = await fetch(`https://${name}.azurewebsites.net/api/hello?code=${key}`);
      return status;
    };
    const { key } = await sites.listFunctionSecrets(group, name, "hello");
    const { masterKey, functionKeys } = await sites.listHostKeys(group, name);
    expect(await Promise.all([key, masterKey, functionKeys?.default, "wrong"].map(call))).toEqual([200, 200, 200, 401]);

    const added = { name: "partner", value: "a-key-that-we-both-know-01234567890" };
    await sites.createOrUpdateFunctionSecret(group, name, "hello", "partner", added);
    expect(await call(added.value)).toBe(200);
    await sites.deleteFunctionSecret(group, name, "hello", "partner");
    expect(await call(added.value)).toBe(401);
    await sites.createOrUpdateHostSecret(group, name, "functionKeys", "partner", added);
    expect((await sites.listHostKeys(group, name)).functionKeys).toHaveProperty("partner", added.value);
    await sites.deleteHostSecret(group, name, "functionKeys", "partner");
    await expectRestError(sites.deleteHostSecret(group, name, "functionKeys", "partner"), 404, "NotFound");
  });
});

describe("calls that fail", () => {
  test("404 for a site, and a plan, that isn't there", async () => {
    await expectRestError(sites.get(group, "fn-sdk-nobody"), 404, "ResourceNotFound");
    await expectRestError(sites.listApplicationSettings(group, "fn-sdk-nobody"), 404, "ResourceNotFound");
    await expectRestError(sites.restart(group, "fn-sdk-nobody"), 404, "ResourceNotFound");
    await expectRestError(plans.get(group, "plan-sdk-nobody"), 404, "ResourceNotFound");
    await expectRestError(client.certificates.get(group, "certificate-nobody"), 404, "ResourceNotFound");
  });

  test("400 for a name, a kind, a SKU and a plan that can't be", async () => {
    await expectRestError(sites.createOrUpdate(group, "fn_sdk", settings), 400, "BadRequest");
    await expectRestError(
      sites.createOrUpdate(group, "fn-sdk-kind", { ...settings, kind: "app" }),
      400,
      "KindNotSupported",
    );
    await expectRestError(
      sites.createOrUpdate(group, "fn-sdk-plan", { ...settings, serverFarmId: "plan-sdk-nobody" }),
      400,
      "ServerFarmNotFound",
    );
    await expectRestError(
      plans.createOrUpdate(group, "plan-sdk-sku", { location, sku: { name: "X9" } }),
      400,
      "SkuNotSupported",
    );
  });

  test("403 for a caller without a role", async () => {
    const theirs = new WebSiteManagementClient(stranger, subscriptionId);
    await expectRestError(theirs.webApps.get(group, site), 403, "AuthorizationFailed");
    await expectRestError(theirs.webApps.listApplicationSettings(group, site), 403, "AuthorizationFailed");
    await expectRestError(theirs.webApps.createOrUpdate(group, site, settings), 403, "AuthorizationFailed");
    await expectRestError(theirs.appServicePlans.get(group, "plan-sdk"), 403, "AuthorizationFailed");
  });

  test("409 for a site whose name is taken in another group", async () => {
    await expectRestError(sites.createOrUpdate(otherGroup, site, settings), 409, "Conflict");
  });
});
