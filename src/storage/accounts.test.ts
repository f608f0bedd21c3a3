import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Json, SUBSCRIPTION, startTestCloud, type TestCloud } from "./testing/test-cloud.ts";

const SUBSCRIPTION_PROVIDER = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Storage`;

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});

afterAll(() => cloud.close());

/** What azurerm 3.117.1 sends. */
const sent = {
  identity: { type: "None", userAssignedIdentities: null },
  kind: "StorageV2",
  location: "UK South",
  properties: {
    accessTier: "Hot",
    allowBlobPublicAccess: true,
    allowCrossTenantReplication: true,
    allowSharedKeyAccess: true,
    defaultToOAuthAuthentication: false,
    dnsEndpointType: "Standard",
    encryption: {
      keySource: "Microsoft.Storage",
      services: { queue: { keyType: "Service" }, table: { keyType: "Service" } },
    },
    isHnsEnabled: false,
    isLocalUserEnabled: true,
    isNfsV3Enabled: false,
    isSftpEnabled: false,
    minimumTlsVersion: "TLS1_2",
    networkAcls: {
      bypass: "AzureServices",
      defaultAction: "Allow",
      ipRules: [],
      resourceAccessRules: [],
      virtualNetworkRules: [],
    },
    publicNetworkAccess: "Enabled",
    supportsHttpsTrafficOnly: true,
  },
  sku: { name: "Standard_LRS", tier: "Standard" },
  tags: {},
};

describe("a storage account", () => {
  test("is answered as azurerm sent it, with what Azure adds", async () => {
    expect((await cloud.arm("GET", "storageAccounts/plain")).status).toBe(404);
    expect((await cloud.arm("PUT", "storageAccounts/plain", sent)).status).toBe(200);
    const { status, body } = await cloud.arm("GET", "storageAccounts/PLAIN");
    expect(status).toBe(200);
    const { encryption, ...settings } = sent.properties;
    expect(body).toMatchObject({
      id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/plain`,
      location: "uksouth",
      kind: "StorageV2",
      sku: { name: "Standard_LRS", tier: "Standard" },
      properties: {
        ...settings,
        provisioningState: "Succeeded",
        statusOfPrimary: "available",
        primaryEndpoints: {
          blob: "https://plain.blob.core.windows.net/",
          queue: "https://plain.queue.core.windows.net/",
          table: "https://plain.table.core.windows.net/",
        },
        encryption: { keySource: encryption.keySource, services: { queue: { keyType: "Service" } } },
      },
    });
  });

  test("is listed in its group and in the subscription", async () => {
    for (const path of ["storageAccounts", `${SUBSCRIPTION_PROVIDER}/storageAccounts`]) {
      const { body } = await cloud.arm("GET", path);
      expect(body.value).toContainEqual(expect.objectContaining({ name: "plain" }));
    }
  });

  test.each<[string, Json]>([
    ["a hierarchical namespace", { isHnsEnabled: true }],
    ["SFTP", { isSftpEnabled: true }],
    ["network rules", { networkAcls: { defaultAction: "Deny" } }],
    ["no public network", { publicNetworkAccess: "Disabled" }],
    ["a key of a key vault", { encryption: { keySource: "Microsoft.Keyvault" } }],
    ["a policy for signatures", { sasPolicy: { sasExpirationPeriod: "1.00:00:00", expirationAction: "Log" } }],
  ])("with %s is refused", async (_, properties) => {
    const answer = await cloud.arm("PUT", "storageAccounts/refused", { ...sent, properties });
    expect([answer.status, (answer.body.error as Json).code]).toEqual([400, "InvalidRequestPropertyValue"]);
    expect((await cloud.arm("GET", "storageAccounts/refused")).status).toBe(404);
  });

  test.each([
    ["plain", { nameAvailable: false, reason: "AlreadyExists" }],
    ["No-Good", { nameAvailable: false, reason: "AccountNameInvalid" }],
    ["vacant", { nameAvailable: true }],
  ])("could be named %s: %j", async (name, expected) => {
    const body = { name, type: "Microsoft.Storage/storageAccounts" };
    const answer = await cloud.arm("POST", `${SUBSCRIPTION_PROVIDER}/checkNameAvailability`, body);
    expect(answer).toMatchObject({ status: 200, body: expected });
  });

  test.each(["blobServices", "fileServices", "queueServices", "tableServices"])("has %s", async (service) => {
    const answer = await cloud.arm("GET", `storageAccounts/plain/${service}/default`);
    expect(answer).toMatchObject({ status: 200, body: { name: "default", properties: { cors: { corsRules: [] } } } });
  });

  test.each<[string, Json, number]>([
    ["blobServices", { deleteRetentionPolicy: { enabled: false }, isVersioningEnabled: false }, 200],
    ["blobServices", { isVersioningEnabled: true }, 400],
    ["blobServices", { deleteRetentionPolicy: { enabled: true, days: 7 } }, 400],
    ["queueServices", { cors: { corsRules: [{ allowedOrigins: ["*"] }] } }, 400],
    ["fileServices", {}, 400],
  ])("has %s set to %j: %i", async (service, properties, status) => {
    expect((await cloud.arm("PUT", `storageAccounts/plain/${service}/default`, { properties })).status).toBe(status);
  });

  test("and what is in it goes with its resource group", async () => {
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/doomed`;
    const account = `${group}/providers/Microsoft.Storage/storageAccounts/doomed`;
    const container = `${account}/blobServices/default/containers/box`;
    await cloud.arm("PUT", group, { location: "uksouth" });
    await cloud.arm("PUT", account, sent);
    expect((await cloud.arm("PUT", container, {})).status).toBe(201);
    await cloud.arm("DELETE", group);
    await cloud.arm("PUT", group, { location: "uksouth" });
    await cloud.arm("PUT", account, sent);
    expect((await cloud.arm("GET", container)).status).toBe(404);
  });
});

describe("by way of Resource Manager", () => {
  const at = (path: string) => `storageAccounts/plain/${path}`;

  test("a container is made, read, changed, listed and deleted", async () => {
    const path = at("blobServices/default/containers/box");
    const properties = { publicAccess: "None", metadata: { team: "a" } };
    expect(await cloud.arm("PUT", path, { properties })).toMatchObject({ status: 201, body: { properties } });
    expect((await cloud.arm("PUT", path, { properties })).status).toBe(200);
    await cloud.arm("PATCH", path, { properties: { publicAccess: "Blob" } });
    const read = await cloud.arm("GET", path);
    expect(read.body).toMatchObject({
      name: "box",
      properties: { publicAccess: "Blob", metadata: { team: "a" }, leaseState: "Available" },
    });
    const { body } = await cloud.arm("GET", at("blobServices/default/containers"));
    expect(body.value).toEqual([read.body]);
    expect((await cloud.arm("DELETE", path)).status).toBe(200);
    expect((await cloud.arm("DELETE", path)).status).toBe(204);
    expect((await cloud.arm("GET", path)).status).toBe(404);
  });

  test("a container is not opened in an account that forbids it", async () => {
    await cloud.createAccount("closed", { allowBlobPublicAccess: false });
    const path = "storageAccounts/closed/blobServices/default/containers/box";
    const answer = await cloud.arm("PUT", path, { properties: { publicAccess: "Blob" } });
    expect([answer.status, (answer.body.error as Json).code]).toEqual([409, "PublicAccessNotPermitted"]);
  });

  test("a queue is made, read, changed, listed and deleted", async () => {
    const path = at("queueServices/default/queues/jobs");
    expect(await cloud.arm("PUT", path, { properties: { metadata: { a: "b" } } })).toMatchObject({ status: 200 });
    expect((await cloud.arm("PATCH", path, { properties: { metadata: { c: "d" } } })).body).toMatchObject({
      name: "jobs",
      properties: { metadata: { c: "d" } },
    });
    const { body } = await cloud.arm("GET", at("queueServices/default/queues"));
    expect(body.value).toHaveLength(1);
    expect((await cloud.arm("DELETE", path)).status).toBe(204);
    expect((await cloud.arm("GET", path)).status).toBe(404);
  });

  test("a table is made, read, listed and deleted", async () => {
    const path = at("tableServices/default/tables/people");
    expect(await cloud.arm("PUT", path)).toMatchObject({ status: 200, body: { properties: { tableName: "people" } } });
    for (const method of ["GET", "PATCH"]) {
      expect(await cloud.arm(method, path)).toMatchObject({
        status: 200,
        body: { properties: { tableName: "people" } },
      });
    }
    expect((await cloud.arm("GET", at("tableServices/default/tables"))).body.value).toHaveLength(1);
    expect((await cloud.arm("DELETE", path)).status).toBe(204);
    expect((await cloud.arm("GET", path)).status).toBe(404);
  });

  test.each([
    "blobServices/default/containers/NO",
    "queueServices/default/queues/NO",
    "tableServices/default/tables/1",
  ])("%s is refused for its name", async (path) => {
    expect((await cloud.arm("PUT", at(path), {})).status).toBe(400);
  });
});

describe("what an account never has", () => {
  test.each([
    ["managementPolicies", "default", "ManagementPolicyNotFound"],
    ["inventoryPolicies", "default", "BlobInventoryPolicyNotFound"],
    ["encryptionScopes", "scope", "EncryptionScopeNotFound"],
    ["fileServices/default/shares", "share", "ShareNotFound"],
    ["localUsers", "user", "LocalUserNotFound"],
    ["objectReplicationPolicies", "default", "ObjectReplicationPolicyNotFound"],
    ["privateEndpointConnections", "connection", "PrivateEndpointConnectionNotFound"],
  ])("%s: an empty list, not found, and refused by name", async (collection, name, code) => {
    await cloud.arm("PUT", "storageAccounts/absences", sent);
    const path = `storageAccounts/absences/${collection}`;
    expect(await cloud.arm("GET", path)).toMatchObject({ status: 200, body: { value: [] } });
    expect(await cloud.arm("GET", `${path}/${name}`)).toMatchObject({ status: 404, body: { error: { code } } });
    expect(await cloud.arm("PUT", `${path}/${name}`, { properties: {} })).toMatchObject({
      status: 400,
      body: { error: { code: "FeatureNotSupported", message: expect.stringContaining("Gatehouse has no") } },
    });
  });

  test("a subscription has accounts by region, and no deleted ones", async () => {
    await cloud.arm("PUT", "storageAccounts/counted", { ...sent, location: "West US 3" });
    const usages = await cloud.arm("GET", `${SUBSCRIPTION_PROVIDER}/locations/westus3/usages`);
    expect(usages.body).toMatchObject({ value: [{ currentValue: 1, name: { value: "StorageAccounts" } }] });
    expect((await cloud.arm("GET", `${SUBSCRIPTION_PROVIDER}/deletedAccounts`)).body).toEqual({ value: [] });
  });
});
