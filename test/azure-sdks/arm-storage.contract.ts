import { type StorageAccountCreateParameters, StorageManagementClient } from "@azure/arm-storage";
import { beforeAll, describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { owner, stranger, subscriptionId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-storage");
const otherGroup = useResourceGroup("rg-sdk-storage-other");
const client = new StorageManagementClient(owner, subscriptionId);
const { storageAccounts: accounts, blobContainers, queue, table } = client;
const location = "uksouth";
const settings: StorageAccountCreateParameters = { location, kind: "StorageV2", sku: { name: "Standard_LRS" } };
/** The account of the tests that don't make one themselves. */
const account = "stsdkmanagement";

beforeAll(async () => {
  await accounts.create(group, account, { ...settings, allowBlobPublicAccess: false });
});

describe("storage accounts", () => {
  test("are made, read, changed, listed and deleted", async () => {
    const name = "stsdklife";
    const type = "Microsoft.Storage/storageAccounts";
    expect(await accounts.checkNameAvailability({ name, type })).toMatchObject({ nameAvailable: true });
    const made = await accounts.create(group, name, { ...settings, tags: { a: "b" }, minimumTlsVersion: "TLS1_2" });
    expect(made).toMatchObject({
      name,
      type,
      location,
      tags: { a: "b" },
      kind: "StorageV2",
      sku: { name: "Standard_LRS", tier: "Standard" },
      provisioningState: "Succeeded",
      minimumTlsVersion: "TLS1_2",
      enableHttpsTrafficOnly: true,
      creationTime: expect.any(Date),
      primaryEndpoints: {
        blob: `https://${name}.blob.core.windows.net/`,
        queue: `https://${name}.queue.core.windows.net/`,
        table: `https://${name}.table.core.windows.net/`,
      },
    });
    expect(await accounts.getProperties(group, name)).toEqual(made);
    const changed = await accounts.update(group, name, { tags: { a: "c" }, accessTier: "Cool" });
    expect(changed).toMatchObject({ tags: { a: "c" }, accessTier: "Cool", minimumTlsVersion: "TLS1_2" });
    expect(await collect(accounts.listByResourceGroup(group))).toContainEqual(changed);
    expect(await collect(accounts.list())).toContainEqual(changed);
    expect(await accounts.checkNameAvailability({ name, type })).toMatchObject({
      nameAvailable: false,
      reason: "AlreadyExists",
    });
    await accounts.delete(group, name);
    await expectRestError(accounts.getProperties(group, name), 404, "ResourceNotFound");
  });

  test("have two keys, each of which can be made anew", async () => {
    const { keys: before = [] } = await accounts.listKeys(group, account);
    expect(before.map(({ keyName, permissions }) => [keyName, permissions])).toEqual([
      ["key1", "FULL"],
      ["key2", "FULL"],
    ]);
    const { keys: after = [] } = await accounts.regenerateKey(group, account, { keyName: "key2" });
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.value).not.toBe(before[1]?.value);
    await expectRestError(
      accounts.regenerateKey(group, account, { keyName: "key3" }),
      400,
      "InvalidRequestPropertyValue",
    );
  });

  test("tell the settings of their services, and how many of them there are", async () => {
    expect(await client.blobServices.getServiceProperties(group, account)).toMatchObject({ name: "default" });
    expect(await collect(client.blobServices.list(group, account))).toHaveLength(1);
    expect(await client.queueServices.getServiceProperties(group, account)).toMatchObject({ name: "default" });
    const [usage] = await collect(client.usages.listByLocation(location));
    expect(usage).toMatchObject({ name: { value: "StorageAccounts" }, limit: 250 });
  });
});

describe("containers", () => {
  test("are made, read, changed, listed and deleted", async () => {
    const made = await blobContainers.create(group, account, "orders", { metadata: { team: "orders" } });
    expect(made).toMatchObject({ name: "orders", type: "Microsoft.Storage/storageAccounts/blobServices/containers" });
    expect(await blobContainers.get(group, account, "orders")).toMatchObject({
      name: "orders",
      metadata: { team: "orders" },
      publicAccess: "None",
      leaseState: "Available",
    });
    await blobContainers.update(group, account, "orders", { metadata: { team: "billing" } });
    const listed = await collect(blobContainers.list(group, account));
    expect(listed).toEqual([expect.objectContaining({ name: "orders", metadata: { team: "billing" } })]);
    await blobContainers.delete(group, account, "orders");
    await expectRestError(blobContainers.get(group, account, "orders"), 404, "ContainerNotFound");
  });

  test("409 for one that would be open to all in an account that has nothing for all", async () => {
    await expectRestError(
      blobContainers.create(group, account, "open", { publicAccess: "Blob" }),
      409,
      "PublicAccessNotPermitted",
    );
  });
});

describe("queues and tables", () => {
  test("queues are made, read, listed and deleted", async () => {
    await queue.create(group, account, "orders", { metadata: { team: "orders" } });
    expect(await queue.get(group, account, "orders")).toMatchObject({ name: "orders", metadata: { team: "orders" } });
    await queue.update(group, account, "orders", { metadata: { team: "billing" } });
    expect(await collect(queue.list(group, account))).toEqual([
      expect.objectContaining({ name: "orders", metadata: { team: "billing" } }),
    ]);
    await queue.delete(group, account, "orders");
    await expectRestError(queue.get(group, account, "orders"), 404, "QueueNotFound");
  });

  test("tables are made, read, listed and deleted", async () => {
    const made = await table.create(group, account, "orders");
    expect(made).toMatchObject({ name: "orders", tableName: "orders" });
    expect(await table.get(group, account, "orders")).toEqual(made);
    expect(await table.update(group, account, "orders")).toEqual(made);
    expect(await collect(table.list(group, account))).toEqual([made]);
    await table.delete(group, account, "orders");
    await expectRestError(table.get(group, account, "orders"), 404, "TableNotFound");
  });
});

describe("calls that fail", () => {
  test("404 for an account that isn't there", async () => {
    await expectRestError(accounts.getProperties(group, "stsdknobody"), 404, "ResourceNotFound");
    await expectRestError(accounts.listKeys(group, "stsdknobody"), 404, "ResourceNotFound");
    await expectRestError(blobContainers.get(group, "stsdknobody", "orders"), 404, "ResourceNotFound");
  });

  test("400 for names and settings that can't be", async () => {
    await expectRestError(accounts.create(group, "st-sdk", settings), 400, "AccountNameInvalid");
    const wrong = { ...settings, accessTier: "Lukewarm" };
    await expectRestError(
      accounts.create(group, "stsdkwrong", wrong as typeof settings),
      400,
      "InvalidRequestPropertyValue",
    );
  });

  test("403 for a caller without a role", async () => {
    const theirs = new StorageManagementClient(stranger, subscriptionId);
    await expectRestError(theirs.storageAccounts.getProperties(group, account), 403, "AuthorizationFailed");
    await expectRestError(theirs.storageAccounts.listKeys(group, account), 403, "AuthorizationFailed");
  });

  test("409 for an account that is there in another group", async () => {
    await expectRestError(accounts.create(otherGroup, account, settings), 409, "StorageAccountAlreadyTaken");
  });
});
