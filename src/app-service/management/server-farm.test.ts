import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { armError, PLAN_ID, siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const SITE = siteId("fn1");

/** The `properties` of an answer. */
async function _properties(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
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
