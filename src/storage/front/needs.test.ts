import { describe, expect, test } from "vitest";
import { blobNeeds } from "./blob-needs.ts";
import type { Need } from "./needs.ts";
import { queueNeeds } from "./queue-needs.ts";
import type { StorageService } from "./storage-error.ts";
import { readRequest, type StorageRequest } from "./storage-request.ts";
import { tableNeeds } from "./table-needs.ts";

const needsOf: Readonly<Record<StorageService, (request: StorageRequest) => readonly Need[]>> = {
  blob: blobNeeds,
  queue: queueNeeds,
  table: tableNeeds,
};

function needs(service: StorageService, method: string, url: string, headers = {}): readonly string[] {
  const request = readRequest({ service, account: "acct", scheme: "https" }, { method, url }, headers);
  return needsOf[service](request).map(
    ({ plane, actions, scope }) =>
      `${plane} ${actions.map((action) => action.replace("Microsoft.Storage/storageAccounts/", "")).join("|")} at ${scope}`,
  );
}

const BOX = "/blobServices/default/containers/box";
const JOBS = "/queueServices/default/queues/jobs";
const PEOPLE = "/tableServices/default/tables/people";

// "Permissions for calling data operations"
describe("an operation needs", () => {
  test.each<[StorageService, string, string, readonly string[]]>([
    ["blob", "GET", "/?comp=list", ["control blobServices/containers/read at "]],
    ["blob", "PUT", "/?restype=service&comp=properties", ["control blobServices/write at "]],
    ["blob", "HEAD", "/box?restype=container", [`control blobServices/containers/read at ${BOX}`]],
    ["blob", "PUT", "/box?restype=container&comp=lease", [`control blobServices/containers/write at ${BOX}`]],
    ["blob", "PUT", "/box?restype=container&comp=acl", [`control blobServices/containers/setAcl/action at ${BOX}`]],
    ["blob", "GET", "/box?restype=container&comp=list", [`data blobServices/containers/blobs/read at ${BOX}`]],
    ["blob", "GET", "/box/a?comp=blocklist", [`data blobServices/containers/blobs/read at ${BOX}`]],
    ["blob", "PUT", "/box/a?comp=block&blockid=x", [`data blobServices/containers/blobs/write at ${BOX}`]],
    ["blob", "PUT", "/box/a?comp=tags", [`data blobServices/containers/blobs/tags/write at ${BOX}`]],
    [
      "blob",
      "PUT",
      "/box/a?comp=appendblock",
      [`data blobServices/containers/blobs/write|blobServices/containers/blobs/add/action at ${BOX}`],
    ],
    ["blob", "DELETE", "/box/a?snapshot=x", [`data blobServices/containers/blobs/delete at ${BOX}`]],
    ["queue", "PUT", "/jobs", [`control queueServices/queues/write at ${JOBS}`]],
    ["queue", "GET", "/jobs/messages?peekonly=true", [`data queueServices/queues/messages/read at ${JOBS}`]],
    [
      "queue",
      "GET",
      "/jobs/messages?numofmessages=2",
      [
        `data queueServices/queues/messages/process/action|queueServices/queues/messages/delete at ${JOBS}`,
        `data queueServices/queues/messages/process/action|queueServices/queues/messages/read at ${JOBS}`,
      ],
    ],
    ["queue", "PUT", "/jobs/messages/1?popreceipt=x", [`data queueServices/queues/messages/write at ${JOBS}`]],
    ["table", "GET", "/Tables", ["control tableServices/tables/read at "]],
    ["table", "DELETE", "/Tables('people')", [`control tableServices/tables/delete at ${PEOPLE}`]],
    ["table", "GET", "/people()?$filter=x", [`data tableServices/tables/entities/read at ${PEOPLE}`]],
    [
      "table",
      "DELETE",
      "/people(PartitionKey='a',RowKey='b')",
      [`data tableServices/tables/entities/delete at ${PEOPLE}`],
    ],
    [
      "table",
      "POST",
      "/$batch",
      [
        "data tableServices/tables/entities/read at ",
        "data tableServices/tables/entities/write at ",
        "data tableServices/tables/entities/delete at ",
      ],
    ],
  ])("on a %s: %s %s", (service, method, url, expected) => {
    expect(needs(service, method, url)).toEqual(expected);
  });

  test("to read the source of a copy too", () => {
    const headers = { "x-ms-copy-source": "https://acct.blob.core.windows.net/from/a" };
    expect(needs("blob", "PUT", "/box/a", headers)).toEqual([
      `data blobServices/containers/blobs/write at ${BOX}`,
      "data blobServices/containers/blobs/read at /blobServices/default/containers/from",
    ]);
  });

  test("to make the entity too, when it is merged without being known to be there", () => {
    const entity = "/people(PartitionKey='a',RowKey='b')";
    expect(needs("table", "MERGE", entity, { "if-match": "*" })).toHaveLength(1);
    expect(needs("table", "MERGE", entity)).toHaveLength(2);
    expect(needs("table", "POST", entity, { "x-http-method": "MERGE" })).toHaveLength(2);
  });

  test.each<[StorageService, string, string, object]>([
    ["blob", "PUT", "/a", {}],
    ["blob", "POST", "/?comp=batch", {}],
    ["blob", "POST", "/?restype=service&comp=userdelegationkey", {}],
    ["blob", "GET", "/box/a?comp=nothing", {}],
    ["blob", "PUT", "/box/a", { "x-ms-copy-source": "https://other.blob.core.windows.net/b/c" }],
    ["queue", "GET", "/jobs/other", {}],
    ["queue", "GET", "/jobs/messages/1/2", {}],
    ["table", "GET", "/", {}],
    ["table", "POST", "/people(PartitionKey='a',RowKey='b')", { "x-http-method": "PUT" }],
  ])("what nobody has, as it isn't supported: %s %s %s", (service, method, url, headers) => {
    expect(() => needs(service, method, url, headers)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
