import { StorageManagementClient } from "@azure/arm-storage";
import {
  BlobSASPermissions,
  BlobServiceClient,
  type ContainerClient,
  generateBlobSASQueryParameters,
  RestError,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { grantOwner } from "./support/grant.ts";
import { owner, stranger, subscriptionId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-blob");
const account = "stsdkblobs";
const url = `https://${account}.blob.core.windows.net`;
const service = new BlobServiceClient(url, owner);
let key: StorageSharedKeyCredential;
let container: ContainerClient;
let containers = 0;

beforeAll(async () => {
  const { storageAccounts } = new StorageManagementClient(owner, subscriptionId);
  const { id = "" } = await storageAccounts.create(group, account, {
    location: "uksouth",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  await grantOwner("Storage Blob Data Contributor", id);
  const { keys } = await storageAccounts.listKeys(group, account);
  key = new StorageSharedKeyCredential(account, keys?.[0]?.value ?? "");
});
beforeEach(async () => {
  containers += 1;
  container = service.getContainerClient(`orders-${containers}`);
  await container.create();
});

/** The package's own error class: unlike the others, this one lets it out. */
async function expectStorageError(call: Promise<unknown>, statusCode: number, code: string): Promise<void> {
  const error = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RestError);
  expect(error).toMatchObject({ statusCode, code });
}

test("the service's properties are set with the account's key", async () => {
  const withKey = new BlobServiceClient(url, key);
  await withKey.setProperties({ deleteRetentionPolicy: { enabled: true, days: 7 }, staticWebsite: { enabled: false } });
  expect((await withKey.getProperties()).deleteRetentionPolicy).toMatchObject({ enabled: true, days: 7 });
  // Nothing serves one, so it can't be turned on.
  const website = withKey.setProperties({ staticWebsite: { enabled: true, indexDocument: "index.html" } });
  await expectStorageError(website, 400, "UnsupportedOperation");
});

describe("containers", () => {
  test("are made, described, listed and deleted", async () => {
    expect(await container.exists()).toBe(true);
    await container.setMetadata({ team: "orders" });
    expect((await container.getProperties()).metadata).toEqual({ team: "orders" });
    const listed = await collect(service.listContainers({ prefix: container.containerName }));
    expect(listed.map(({ name }) => name)).toEqual([container.containerName]);
    await container.delete();
    expect(await container.exists()).toBe(false);
  });
});

describe("blobs", () => {
  test("are uploaded, downloaded, described, listed, copied and deleted", async () => {
    const blob = container.getBlockBlobClient("2026/orders.json");
    const content = JSON.stringify({ orders: [] });
    const { etag } = await blob.upload(content, content.length, {
      blobHTTPHeaders: { blobContentType: "application/json" },
      metadata: { team: "orders" },
      tier: "Cool",
    });
    expect(await blob.getProperties()).toMatchObject({
      etag,
      contentType: "application/json",
      contentLength: content.length,
      blobType: "BlockBlob",
      metadata: { team: "orders" },
    });
    expect(String(await blob.downloadToBuffer())).toBe(content);
    expect(String(await blob.downloadToBuffer(2, 6))).toBe("orders");

    const copy = container.getBlockBlobClient("copy.json");
    await (await copy.beginCopyFromURL(blob.url, { intervalInMs: 10 })).pollUntilDone();
    const listed = await collect(container.listBlobsFlat({ includeMetadata: true }));
    expect(listed.map(({ name, metadata }) => [name, metadata])).toEqual([
      ["2026/orders.json", { team: "orders" }],
      ["copy.json", { team: "orders" }],
    ]);
    const [folder] = await collect(container.listBlobsByHierarchy("/"));
    expect(folder).toMatchObject({ kind: "prefix", name: "2026/" });

    await blob.delete();
    await expectStorageError(blob.download(), 404, "BlobNotFound");
    // An answer to HEAD has no body, so the code is in a header.
    await expect(blob.getProperties()).rejects.toMatchObject({
      statusCode: 404,
      details: { errorCode: "BlobNotFound" },
    });
    expect(await blob.deleteIfExists()).toMatchObject({ succeeded: false });
  });

  test("are uploaded in blocks, and changed in place", async () => {
    const blob = container.getBlockBlobClient("blocks.bin");
    const content = Buffer.alloc(600_000, "x");
    await blob.uploadData(content, { blockSize: 256 * 1024, maxSingleShotSize: 256 * 1024 });
    expect((await blob.getBlockList("committed")).committedBlocks).toHaveLength(3);
    expect((await blob.downloadToBuffer()).equals(content)).toBe(true);
    await blob.setMetadata({ a: "b" });
    await blob.setHTTPHeaders({ blobContentType: "text/plain" });
    expect(await blob.getProperties()).toMatchObject({ metadata: { a: "b" }, contentType: "text/plain" });
  });

  test("grow by appending", async () => {
    const log = container.getAppendBlobClient("log.txt");
    await log.create();
    await log.appendBlock("one\n", 4);
    await log.appendBlock("two\n", 4);
    expect(String(await log.downloadToBuffer())).toBe("one\ntwo\n");
  });

  test("are read with a signature of the account's key, which gives no more than it says", async () => {
    await container.getBlockBlobClient("shared.txt").upload("hello", 5);
    const query = generateBlobSASQueryParameters(
      {
        containerName: container.containerName,
        blobName: "shared.txt",
        permissions: BlobSASPermissions.parse("r"),
        expiresOn: new Date(Date.now() + 60_000),
      },
      key,
    );
    const signed = new BlobServiceClient(`${url}?${query}`)
      .getContainerClient(container.containerName)
      .getBlockBlobClient("shared.txt");
    expect(String(await signed.downloadToBuffer())).toBe("hello");
    await expectStorageError(signed.delete(), 403, "AuthorizationPermissionMismatch");
  });

  test("are reached with the account's key, and not with another", async () => {
    const known = new BlobServiceClient(url, key).getContainerClient(container.containerName);
    expect(await known.exists()).toBe(true);
    const wrong = new StorageSharedKeyCredential(account, Buffer.alloc(64).toString("base64"));
    const unknown = new BlobServiceClient(url, wrong).getContainerClient(container.containerName);
    await expectStorageError(unknown.getProperties(), 403, "AuthenticationFailed");
  });
});

describe("calls that fail", () => {
  test("404 for a container, and a blob, that isn't there", async () => {
    await expectStorageError(service.getContainerClient("nothing").getProperties(), 404, "ContainerNotFound");
    await expectStorageError(container.getBlobClient("nothing").download(), 404, "BlobNotFound");
    await expectStorageError(container.getBlobClient("nothing").delete(), 404, "BlobNotFound");
  });

  test("400 for metadata, and a name, that can't be", async () => {
    await expectStorageError(service.getContainerClient("UPPER").create(), 400, "InvalidResourceName");
    await expectStorageError(container.setMetadata({ "no-dashes": "x" }), 400, "InvalidMetadata");
  });

  test("403 for a caller without a role", async () => {
    const theirs = new BlobServiceClient(url, stranger).getContainerClient(container.containerName);
    await expectStorageError(theirs.getProperties(), 403, "AuthorizationPermissionMismatch");
    await expectStorageError(
      theirs.getBlockBlobClient("mine.txt").upload("x", 1),
      403,
      "AuthorizationPermissionMismatch",
    );
  });

  test("409 for a container that is there, and a blob that must not be", async () => {
    await expectStorageError(container.create(), 409, "ContainerAlreadyExists");
    const blob = container.getBlockBlobClient("once.txt");
    await blob.upload("x", 1);
    await expectStorageError(blob.upload("y", 1, { conditions: { ifNoneMatch: "*" } }), 409, "BlobAlreadyExists");
  });

  test("412 for a blob that has changed, or that somebody holds", async () => {
    const blob = container.getBlockBlobClient("changed.txt");
    const { etag = "" } = await blob.upload("x", 1);
    await blob.upload("y", 1);
    await expectStorageError(blob.upload("z", 1, { conditions: { ifMatch: etag } }), 412, "ConditionNotMet");
    const lease = blob.getBlobLeaseClient();
    await lease.acquireLease(15);
    await expectStorageError(blob.delete(), 412, "LeaseIdMissing");
    await lease.releaseLease();
    await blob.delete();
  });
});
