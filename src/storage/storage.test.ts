import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sign } from "./front/shared-key.ts";
import { startTestCloud, type TestCloud } from "./testing/test-cloud.ts";

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

describe("a caller without a credential", () => {
  test.each([
    ["of today, on a closed container", "GET", `${BLOB}/box/note`, false, 401, "NoAuthenticationInformation"],
    ["like a browser, on a closed container", "GET", `${BLOB}/box/note`, true, 404, "ResourceNotFound"],
    ["of today, that writes", "PUT", `${BLOB}/box/note`, false, 401, "NoAuthenticationInformation"],
    ["of today, on a queue", "GET", `${QUEUE}/?comp=list`, false, 401, "NoAuthenticationInformation"],
    ["like a browser, on a table", "GET", `${TABLE}/Tables`, true, 404, "ResourceNotFound"],
  ])("%s: %s %s", async (_, method, url, bare, status, code) => {
    const answer = await cloud.send(method, url, { bare });
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([status, code]);
    if (url.startsWith(BLOB)) {
      expect(answer.body).toMatch(
        /^\uFEFF<\?xml version="1.0" encoding="utf-8"\?><Error><Code>\w+<\/Code><Message>[^<]+\nRequestId:[0-9a-f-]{36}\nTime:[^<]+<\/Message>/,
      );
    }
  });

  test("reads an open container, and nothing of an account that allows none", async () => {
    const headers = { "x-ms-blob-public-access": "blob" };
    await cloud.send("PUT", `${BLOB}/open?restype=container`, { token: tokenOf("dataOwner"), headers });
    await cloud.send("PUT", `${BLOB}/open/note`, { token: tokenOf("dataOwner"), ...put });
    expect((await cloud.send("GET", `${BLOB}/open/note`, { bare: true })).body).toBe("x");
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowBlobPublicAccess: false } });
    const answer = await cloud.send("GET", `${BLOB}/open/note`, { bare: true });
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([409, "PublicAccessNotPermitted"]);
    const opened = await cloud.send("PUT", `${BLOB}/wide?restype=container`, { token: tokenOf("dataOwner"), headers });
    expect([opened.status, opened.headers["x-ms-error-code"]]).toEqual([409, "PublicAccessNotPermitted"]);
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowBlobPublicAccess: true } });
  });
});

describe("a caller with an account key", () => {
  async function keyOf(account = "acct"): Promise<string> {
    const { body } = await cloud.arm("POST", `storageAccounts/${account}/listKeys?$expand=kerb`);
    const [first] = body.keys as { keyName: string; value: string; permissions: string }[];
    expect(first).toMatchObject({ keyName: "key1", permissions: "FULL" });
    return first?.value ?? "";
  }

  async function signed(
    method: string,
    url: string,
    key: string,
    { scheme = "SharedKey", order = "words", date = new Date(), extra = {} }: Partial<SignOptions> = {},
  ) {
    const { hostname, pathname, search } = new URL(url);
    const [account = "", service = "blob"] = hostname.split(".");
    const headers = { "x-ms-version": "2023-11-03", "x-ms-date": date.toUTCString(), "content-length": "0", ...extra };
    const parts = {
      service: service as "blob",
      account,
      method,
      rawPath: pathname,
      rawQuery: search.slice(1),
      headers,
    };
    const authorization = `${scheme} ${account}:${sign(parts, scheme, key, order)}`;
    return cloud.send(method, url, { bare: true, headers: { ...headers, authorization } });
  }
  interface SignOptions {
    scheme: "SharedKey" | "SharedKeyLite";
    order: "words" | "bytes";
    date: Date;
    extra: Record<string, string>;
  }

  test.each([
    ["SharedKey", BLOB],
    ["SharedKeyLite", BLOB],
    ["SharedKey", QUEUE],
    ["SharedKeyLite", QUEUE],
    ["SharedKey", TABLE],
    ["SharedKeyLite", TABLE],
  ] as const)("reads the service's properties: %s on %s", async (scheme, origin) => {
    const answer = await signed("GET", `${origin}/?comp=properties&restype=service`, await keyOf(), { scheme });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("<StorageServiceProperties>");
  });

  test("may sign its own headers in either order", async () => {
    const extra = { "x-ms-meta-ab": "1", "x-ms-meta-a_b": "2", "x-ms-blob-type": "BlockBlob" };
    for (const order of ["words", "bytes"] as const) {
      expect((await signed("PUT", `${BLOB}/box/meta`, await keyOf(), { order, extra })).status).toBe(201);
    }
  });

  test.each([
    ["a key of nobody", {}, Buffer.alloc(64).toString("base64")],
    ["a date of an hour ago", { date: new Date(Date.now() - 3_600_000) }, undefined],
  ])("is refused with %s", async (_, options, key) => {
    const answer = await signed("GET", `${BLOB}/?comp=list`, key ?? (await keyOf()), options);
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([403, "AuthenticationFailed"]);
  });

  test("is refused once the key is regenerated, and with any key once keys are switched off", async () => {
    const old = await keyOf();
    expect((await cloud.arm("POST", "storageAccounts/acct/regenerateKey", { keyName: "key1" })).status).toBe(200);
    expect((await signed("GET", `${BLOB}/?comp=list`, old)).status).toBe(403);
    const fresh = await keyOf();
    expect((await signed("GET", `${BLOB}/?comp=list`, fresh)).status).toBe(200);
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowSharedKeyAccess: false } });
    const answer = await signed("GET", `${BLOB}/?comp=list`, fresh);
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([403, "KeyBasedAuthenticationNotPermitted"]);
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowSharedKeyAccess: true } });
  });
});

describe("the account", () => {
  test("that isn't there is said not to be", async () => {
    const answer = await cloud.send("GET", "https://nobody.blob.core.windows.net/?comp=list", {
      token: tokenOf("dataOwner"),
    });
    expect(answer.status).toBe(404);
    expect(answer.body).toContain("There is no storage account behind nobody.blob.core.windows.net.");
  });

  test("takes no plain http unless it is allowed", async () => {
    const answer = await cloud.send("GET", `${BLOB}/box/note`, { headers: { "x-test-scheme": "http" } });
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([400, "AccountRequiresHttps"]);
  });

  test("of a name that was deleted finds nothing of the one before", async () => {
    const id = await cloud.createAccount("again");
    const principal = cloud.newPrincipal();
    cloud.assign(principal, roles.dataOwner, id);
    const token = await cloud.token(principal);
    const origin = "https://again.blob.core.windows.net";
    expect((await cloud.send("PUT", `${origin}/old?restype=container`, { token })).status).toBe(201);
    expect((await cloud.arm("DELETE", "storageAccounts/again")).status).toBe(200);
    expect((await cloud.arm("DELETE", "storageAccounts/again")).status).toBe(204);
    await cloud.createAccount("again");
    const answer = await cloud.send("GET", `${origin}/?comp=list`, { token });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain("<Name>old</Name>");
  });
});
