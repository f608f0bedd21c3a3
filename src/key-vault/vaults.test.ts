import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Json, SUBSCRIPTION, startTestCloud, TENANT, type TestCloud } from "./testing/test-vault.ts";

const DELETED = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.KeyVault/locations/uksouth/deletedVaults`;
const sku = { family: "A", name: "standard" };

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});

afterAll(() => cloud.close());

function body(properties: Json): Json {
  return {
    location: "UK South",
    tags: { a: "b" },
    properties: { tenantId: TENANT, sku, accessPolicies: [], ...properties },
  };
}

describe("a vault", () => {
  test("is answered as azurerm sent it, with what Azure adds", async () => {
    const accessPolicies = [
      {
        objectId: "22222222-2222-2222-2222-222222222222",
        permissions: { certificates: [], keys: [], secrets: ["Get", "Set", "List", "Delete"], storage: [] },
        tenantId: TENANT,
      },
    ];
    const sent = body({
      accessPolicies,
      createMode: "default",
      enableRbacAuthorization: false,
      enableSoftDelete: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: "Enabled",
      softDeleteRetentionInDays: 7,
    });
    expect((await cloud.arm("GET", "vaults/kv-plain")).status).toBe(404);
    expect((await cloud.arm("PUT", "vaults/kv-plain", sent)).status).toBe(200);
    expect((await cloud.arm("GET", "vaults/KV-PLAIN")).body).toEqual({
      id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-plain`,
      name: "kv-plain",
      type: "Microsoft.KeyVault/vaults",
      location: "uksouth",
      tags: { a: "b" },
      properties: {
        sku,
        tenantId: TENANT,
        accessPolicies,
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 7,
        enableRbacAuthorization: false,
        vaultUri: "https://kv-plain.vault.azure.net/",
        provisioningState: "Succeeded",
        publicNetworkAccess: "Enabled",
      },
    });
  });

  test.each<[string, string, Json]>([
    ["a retention of a day", "kv-bad", body({ softDeleteRetentionInDays: 1 })],
    ["soft delete off", "kv-bad", body({ enableSoftDelete: false })],
    ["purge protection off", "kv-bad", body({ enablePurgeProtection: false })],
    ["another tenant", "kv-bad", body({ tenantId: "22222222-2222-2222-2222-222222222222" })],
    ["a network rule", "kv-bad", body({ networkAcls: { defaultAction: "Deny" } })],
    [
      "an unknown permission",
      "kv-bad",
      body({ accessPolicies: [{ tenantId: TENANT, objectId: "x", permissions: { secrets: ["fly"] } }] }),
    ],
    ["no policies", "kv-bad", { location: "uksouth", properties: { tenantId: TENANT, sku } }],
    ["a name with two hyphens", "kv--bad", body({})],
    ["no body", "kv-bad", {}],
  ])("with %s is refused", async (_, name, sent) => {
    expect((await cloud.arm("PUT", `vaults/${name}`, sent)).status).toBe(400);
    expect((await cloud.arm("GET", `vaults/${name}`)).status).toBe(404);
  });

  test("keeps its name when deleted, can be recovered with its secrets, and be purged", async () => {
    const principal = cloud.newPrincipal();
    const token = await cloud.token(principal);
    const policies = [{ tenantId: TENANT, objectId: principal, permissions: { secrets: ["all"] } }];
    await cloud.createVault("kv-back", { accessPolicies: policies });
    await cloud.vault("PUT", "https://kv-back.vault.azure.net/secrets/s", token, { value: "v" });
    expect((await cloud.arm("DELETE", "vaults/kv-back")).status).toBe(200);
    expect((await cloud.arm("DELETE", "vaults/kv-back")).status).toBe(204);
    expect((await cloud.vault("GET", "https://kv-back.vault.azure.net/secrets/s", token)).status).toBe(404);
    expect((await cloud.arm("GET", `${DELETED}/kv-back`)).body).toMatchObject({
      name: "kv-back",
      properties: { location: "uksouth", vaultId: expect.stringContaining("/vaults/kv-back") },
    });
    expect(await cloud.arm("PUT", "vaults/kv-back", body({}))).toMatchObject({
      status: 409,
      body: { error: { code: "ConflictError" } },
    });
    const recovered = await cloud.arm("PUT", "vaults/kv-back", body({ createMode: "recover" }));
    expect([recovered.status, recovered.body.properties]).toMatchObject([201, { accessPolicies: policies }]);
    expect((await cloud.vault("GET", "https://kv-back.vault.azure.net/secrets/s", token)).body.value).toBe("v");

    await cloud.arm("DELETE", "vaults/kv-back");
    const purge = await cloud.arm("POST", `${DELETED}/kv-back/purge`);
    const poll = new URL(purge.headers.get("location") ?? "").pathname;
    expect([purge.status, (await cloud.arm("GET", poll)).status]).toEqual([202, 200]);
    expect((await cloud.arm("GET", `${poll}0`)).status).toBe(404);
    expect((await cloud.arm("GET", `${DELETED}/kv-back`)).status).toBe(404);
    await cloud.createVault("kv-back", { accessPolicies: policies });
    expect((await cloud.vault("GET", "https://kv-back.vault.azure.net/secrets/s", token)).status).toBe(404);
  });

  test("with purge protection is not purged", async () => {
    await cloud.createVault("kv-keep", { enablePurgeProtection: true });
    await cloud.arm("DELETE", "vaults/kv-keep");
    expect((await cloud.arm("POST", `${DELETED}/kv-keep/purge`)).status).toBe(409);
  });

  test("is deleted softly with its resource group", async () => {
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/doomed`;
    await cloud.arm("PUT", group, { location: "uksouth" });
    await cloud.arm("PUT", `${group}/providers/Microsoft.KeyVault/vaults/kv-doomed`, body({}));
    await cloud.arm("DELETE", group);
    const { body: listed } = await cloud.arm(
      "GET",
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.KeyVault/deletedVaults`,
    );
    expect(listed.value).toContainEqual(expect.objectContaining({ name: "kv-doomed" }));
  });

  test.each([
    ["kv-plain", { nameAvailable: false, reason: "AlreadyExists" }],
    ["kv-doomed", { nameAvailable: false, reason: "AlreadyExists" }],
    ["1kv", { nameAvailable: false, reason: "AccountNameInvalid" }],
    ["kv-free", { nameAvailable: true }],
  ])("could be named %s: %j", async (name, expected) => {
    const path = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.KeyVault/checkNameAvailability`;
    const answer = await cloud.arm("POST", path, { name, type: "Microsoft.KeyVault/vaults" });
    expect(answer).toMatchObject({ status: 200, body: expected });
  });

  test("has its access policies added to, replaced and removed one by one", async () => {
    await cloud.createVault("kv-policies");
    const objectId = "33333333-3333-3333-3333-333333333333";
    const change = async (operation: string, secrets: readonly string[]) => {
      const accessPolicies = [{ tenantId: TENANT, objectId, permissions: { secrets } }];
      await cloud.arm("PUT", `vaults/kv-policies/accessPolicies/${operation}`, { properties: { accessPolicies } });
      const { body: vault } = await cloud.arm("GET", "vaults/kv-policies");
      const { accessPolicies: found } = vault.properties as {
        accessPolicies: { permissions: { secrets: string[] } }[];
      };
      return found.map(({ permissions }) => permissions.secrets);
    };
    expect(await change("add", ["Get"])).toEqual([["Get"]]);
    expect(await change("add", ["get", "List"])).toEqual([["Get", "List"]]);
    expect(await change("replace", ["Set"])).toEqual([["Set"]]);
    expect(await change("remove", ["SET"])).toEqual([]);
    expect((await cloud.arm("PUT", "vaults/kv-policies/accessPolicies/multiply", {})).status).toBe(400);
  });

  test("is patched in what the body names", async () => {
    await cloud.createVault("kv-patch", { softDeleteRetentionInDays: 9 });
    const { body: patched } = await cloud.arm("PATCH", "vaults/kv-patch", {
      tags: { x: "y" },
      properties: { enableRbacAuthorization: true },
    });
    expect(patched).toMatchObject({
      tags: { x: "y" },
      properties: { enableRbacAuthorization: true, softDeleteRetentionInDays: 9 },
    });
  });
});

describe("a secret by way of Resource Manager", () => {
  const path = "vaults/kv-templates/secrets";
  const properties = { value: "hidden", contentType: "text", attributes: { enabled: true, exp: 2_000_000_000 } };

  test("is set and listed, and its value is never told", async () => {
    await cloud.arm("PUT", "vaults/kv-templates", body({}));
    expect((await cloud.arm("GET", `${path}/mine`)).status).toBe(404);
    const set = await cloud.arm("PUT", `${path}/mine`, { tags: { a: "b" }, properties });
    expect(set).toMatchObject({
      status: 200,
      body: {
        name: "mine",
        type: "Microsoft.KeyVault/vaults/secrets",
        tags: { a: "b" },
        properties: {
          contentType: "text",
          attributes: { enabled: true, exp: 2_000_000_000 },
          secretUri: "https://kv-templates.vault.azure.net/secrets/mine",
          secretUriWithVersion: expect.stringMatching(/\/secrets\/mine\/[0-9a-f]{32}$/),
        },
      },
    });
    const listed = await cloud.arm("GET", path);
    expect(listed.body).toMatchObject({ value: [{ name: "mine" }] });
    expect((await cloud.arm("GET", `${path}/Mine`)).body).toEqual(set.body);
    expect(JSON.stringify([set.body, listed.body])).not.toContain("hidden");
  });

  test.each([
    ["secrets/not_a_name", { properties }],
    ["secrets/mine", { properties: {} }],
    ["keys/mine", { properties: {} }],
    ["privateEndpointConnections/mine", { properties: {} }],
  ])("%s is refused", async (child, sent) => {
    await cloud.arm("PUT", "vaults/kv-templates", body({}));
    expect((await cloud.arm("PUT", `vaults/kv-templates/${child}`, sent)).status).toBe(400);
  });

  test("there are no keys, private endpoints or HSMs", async () => {
    await cloud.arm("PUT", "vaults/kv-templates", body({}));
    const provider = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.KeyVault`;
    for (const path of [
      "vaults/kv-templates/keys",
      "vaults/kv-templates/privateLinkResources",
      `${provider}/deletedManagedHSMs`,
      `${provider}/managedHSMs`,
    ])
      expect(await cloud.arm("GET", path)).toMatchObject({ status: 200, body: { value: [] } });
    expect((await cloud.arm("PUT", "managedHSMs/mine", {})).status).toBe(400);
    expect((await cloud.arm("GET", "managedHSMs/mine")).status).toBe(404);
  });
});
