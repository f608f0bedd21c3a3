import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestCloud, type TestCloud } from "../testing/test-cloud.ts";

const BLOB = "https://acct.blob.core.windows.net";
const QUEUE = "https://acct.queue.core.windows.net";
const TABLE = "https://acct.table.core.windows.net";

const roles = {
  none: undefined,
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  reader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  contributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  dataOwner: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  queue: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
  table: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
} as const;
type Role = keyof typeof roles;

let cloud: TestCloud;
let accountId: string;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  cloud = await startTestCloud();
  accountId = await cloud.createAccount("acct", { allowBlobPublicAccess: true });
  for (const [name, roleId] of Object.entries(roles)) {
    const principal = cloud.newPrincipal();
    if (roleId !== undefined) cloud.assign(principal, roleId, accountId);
    tokens.set(name as Role, await cloud.token(principal));
  }
  const token = tokenOf("dataOwner");
  await cloud.send("PUT", `${BLOB}/box?restype=container`, { token });
  await cloud.send("PUT", `${BLOB}/box/note`, { token, body: "hello", headers: { "x-ms-blob-type": "BlockBlob" } });
  await cloud.send("PUT", `${QUEUE}/jobs`, { token: tokenOf("queue") });
  await cloud.send("POST", `${TABLE}/Tables`, {
    token: tokenOf("table"),
    body: JSON.stringify({ TableName: "people" }),
    headers: { "content-type": "application/json", accept: "application/json" },
  });
});

afterAll(() => cloud.close());

function tokenOf(role: Role): string {
  return tokens.get(role) ?? "";
}

const put = { headers: { "x-ms-blob-type": "BlockBlob" }, body: "x" };
const message = { body: "<QueueMessage><MessageText>x</MessageText></QueueMessage>" };
const json = { "content-type": "application/json", accept: "application/json;odata=nometadata" };

describe("a caller with a token", () => {
  test.each<[Role, string, string, object, number]>([
    ["dataOwner", "GET", `${BLOB}/box/note`, {}, 200],
    ["contributor", "GET", `${BLOB}/box/note`, {}, 200],
    ["reader", "GET", `${BLOB}/box/note`, {}, 200],
    ["owner", "GET", `${BLOB}/box/note`, {}, 403],
    ["none", "GET", `${BLOB}/box/note`, {}, 403],
    ["queue", "GET", `${BLOB}/box/note`, {}, 403],
    ["reader", "HEAD", `${BLOB}/box/note`, {}, 200],
    ["none", "HEAD", `${BLOB}/box/note`, {}, 403],
    ["reader", "GET", `${BLOB}/box/missing`, {}, 404],
    ["none", "GET", `${BLOB}/box/missing`, {}, 403],
    ["dataOwner", "PUT", `${BLOB}/box/new`, put, 201],
    ["contributor", "PUT", `${BLOB}/box/new`, put, 201],
    ["reader", "PUT", `${BLOB}/box/new`, put, 403],
    ["reader", "DELETE", `${BLOB}/box/note`, {}, 403],
    ["contributor", "DELETE", `${BLOB}/box/missing`, {}, 404],
    ["reader", "GET", `${BLOB}/box?restype=container&comp=list`, {}, 200],
    ["none", "GET", `${BLOB}/box?restype=container&comp=list`, {}, 403],
    ["reader", "GET", `${BLOB}/?comp=list`, {}, 200],
    ["none", "GET", `${BLOB}/?comp=list`, {}, 403],
    ["contributor", "PUT", `${BLOB}/more?restype=container`, {}, 201],
    ["reader", "PUT", `${BLOB}/other?restype=container`, {}, 403],
    ["reader", "DELETE", `${BLOB}/box?restype=container`, {}, 403],
    ["contributor", "DELETE", `${BLOB}/nothere?restype=container`, {}, 404],
    ["dataOwner", "GET", `${BLOB}/box?restype=container&comp=acl`, {}, 200],
    ["contributor", "GET", `${BLOB}/box?restype=container&comp=acl`, {}, 403],
    ["dataOwner", "GET", `${BLOB}/?restype=service&comp=properties`, {}, 403],
    ["contributor", "PUT", `${BLOB}/box/copy`, { headers: { "x-ms-copy-source": `${BLOB}/box/note` } }, 202],
    ["contributor", "PUT", `${BLOB}/box/copy`, { headers: { "x-ms-copy-source": "https://example.org/a/b" } }, 400],
    ["queue", "POST", `${QUEUE}/jobs/messages`, message, 201],
    ["dataOwner", "POST", `${QUEUE}/jobs/messages`, message, 403],
    ["queue", "GET", `${QUEUE}/jobs/messages?peekonly=true`, {}, 200],
    ["queue", "GET", `${QUEUE}/jobs/messages`, {}, 200],
    ["none", "GET", `${QUEUE}/jobs/messages`, {}, 403],
    ["queue", "DELETE", `${QUEUE}/jobs/messages`, {}, 204],
    ["queue", "GET", `${QUEUE}/?comp=list`, {}, 200],
    ["queue", "GET", `${QUEUE}/jobs?comp=acl`, {}, 403],
    ["table", "GET", `${TABLE}/Tables`, { headers: json }, 200],
    ["none", "GET", `${TABLE}/Tables`, { headers: json }, 403],
    ["table", "POST", `${TABLE}/people`, { headers: json, body: '{"PartitionKey":"a","RowKey":"b"}' }, 201],
    ["none", "POST", `${TABLE}/people`, { headers: json, body: '{"PartitionKey":"a","RowKey":"c"}' }, 403],
    ["table", "GET", `${TABLE}/people()`, { headers: json }, 200],
    ["dataOwner", "GET", `${TABLE}/people()`, { headers: json }, 403],
    ["table", "GET", `${TABLE}/people(PartitionKey='a',RowKey='b')`, { headers: json }, 200],
    ["table", "DELETE", `${TABLE}/people(PartitionKey='a',RowKey='b')`, { headers: { ...json, "if-match": "*" } }, 204],
  ])("with the role %s: %s %s", async (role, method, url, request, status) => {
    const answer = await cloud.send(method, url, { token: tokenOf(role), ...request });
    expect([answer.status, method === "HEAD" ? "" : answer.headers["x-ms-error-code"]]).toEqual([
      status,
      method === "HEAD" || status < 400 ? (method === "HEAD" ? "" : undefined) : expect.any(String),
    ]);
    if (status === 403) expect(answer.headers["x-ms-error-code"]).toBe("AuthorizationPermissionMismatch");
  });

  test("reads back what was written", async () => {
    const answer = await cloud.send("GET", `${BLOB}/box/note`, { token: tokenOf("reader") });
    expect(answer.body).toBe("hello");
    expect(answer.headers.server).toBe("Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0");
  });

  test("streams a large blob up and down", async () => {
    const body = Buffer.alloc(24 * 1024 * 1024, "0123456789abcdef");
    const token = tokenOf("contributor");
    expect((await cloud.send("PUT", `${BLOB}/box/large`, { ...put, token, body })).status).toBe(201);
    const answer = await cloud.send("GET", `${BLOB}/box/large`, { token });
    expect(answer.headers["content-length"]).toBe(String(body.length));
    expect(answer.body === body.toString()).toBe(true);
    const headers = { range: "bytes=16-31" };
    expect((await cloud.send("GET", `${BLOB}/box/large`, { token, headers })).body).toBe("0123456789abcdef");
  });

  test("may do no more than the role says when it is given on one container", async () => {
    const principal = cloud.newPrincipal();
    cloud.assign(principal, roles.contributor, `${accountId}/blobServices/default/containers/box`);
    const token = await cloud.token(principal);
    expect((await cloud.send("GET", `${BLOB}/box/note`, { token })).status).toBe(200);
    expect((await cloud.send("PUT", `${BLOB}/more/note`, { token, ...put })).status).toBe(403);
    expect((await cloud.send("GET", `${BLOB}/?comp=list`, { token })).status).toBe(403);
  });

  test.each([
    ["an escaped slash after another container", "GET", `${BLOB}/other%2Fnote`, {}],
    ["a method hidden in a header", "GET", `${BLOB}/box/note`, { headers: { "x-http-method": "DELETE" } }],
    ["a repeated comp", "PUT", `${BLOB}/box?restype=container&comp=metadata&comp=acl`, {}],
    ["an array of comp", "PUT", `${BLOB}/box?restype=container&comp[]=acl`, {}],
    ["an escaped comp", "PUT", `${BLOB}/box?restype=container&%63omp=acl`, {}],
    ["a comp in brackets", "PUT", `${BLOB}/box?restype=container&[comp]=acl`, {}],
    ["a backslash", "GET", `${BLOB}/other\\note?restype=container`, {}],
    ["a second slash", "GET", `${BLOB}//?comp=list`, {}],
  ])("gains nothing by %s", async (_, method, url, request) => {
    const principal = cloud.newPrincipal();
    cloud.assign(principal, roles.reader, `${accountId}/blobServices/default/containers/box`);
    const answer = await cloud.send(method, url, { token: await cloud.token(principal), ...request });
    if (answer.status === 200) expect(answer.body).toBe("hello");
    else expect([400, 403]).toContain(answer.status);
    expect((await cloud.send("GET", `${BLOB}/box/note`, { token: tokenOf("reader") })).body).toBe("hello");
  });

  test.each([
    ["https://storage.azure.com/", 200],
    ["https://acct.blob.core.windows.net", 200],
    ["https://management.azure.com/", 401],
    ["https://other.blob.core.windows.net", 401],
  ])("whose token is for %s gets %i", async (resource, status) => {
    const principal = cloud.newPrincipal();
    cloud.assign(principal, roles.reader, accountId);
    const answer = await cloud.send("GET", `${BLOB}/box/note`, { token: await cloud.token(principal, resource) });
    expect(answer.status).toBe(status);
    if (status === 401) {
      expect(answer.headers["x-ms-error-code"]).toBe("InvalidAuthenticationInfo");
      expect(answer.body).toContain("Audience validation failed. Audience did not match.");
    }
  });

  test("whose token was tampered with is refused with a challenge", async () => {
    const [head, , signature] = tokenOf("dataOwner").split(".");
    const [, payload] = tokenOf("none").split(".");
    const answer = await cloud.send("GET", `${BLOB}/box/note`, { token: [head, payload, signature].join(".") });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("Signature validation failed");
    expect(answer.headers["www-authenticate"]).toBe(
      "Bearer authorization_uri=https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/oauth2/authorize resource_id=https://storage.azure.com",
    );
  });

  test("needs an api-version that knows tokens", async () => {
    const headers = { "x-ms-version": "2015-04-05" };
    const answer = await cloud.send("GET", `${BLOB}/box/note`, { token: tokenOf("dataOwner"), headers });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("Authentication scheme Bearer is not supported in this version.");
  });
});
