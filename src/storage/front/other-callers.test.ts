import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { sign } from "./shared-key.ts";

const BLOB = "https://acct.blob.core.windows.net";
const QUEUE = "https://acct.queue.core.windows.net";
const TABLE = "https://acct.table.core.windows.net";
const DATA_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
const put = { headers: { "x-ms-blob-type": "BlockBlob" }, body: "x" };

let cloud: TestCloud;
let owner: () => Promise<string>;

beforeAll(async () => {
  cloud = await startTestCloud();
  const accountId = await cloud.createAccount("acct", { allowBlobPublicAccess: true });
  const principal = cloud.newPrincipal();
  cloud.assign(principal, DATA_OWNER, accountId);
  owner = () => cloud.token(principal);
  for (const container of ["box", "more"]) {
    await cloud.send("PUT", `${BLOB}/${container}?restype=container`, { token: await owner() });
  }
  await cloud.send("PUT", `${BLOB}/box/note`, { token: await owner(), ...put });
});

afterAll(() => cloud.close());

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
    await cloud.send("PUT", `${BLOB}/open?restype=container`, { token: await owner(), headers });
    await cloud.send("PUT", `${BLOB}/open/note`, { token: await owner(), ...put });
    expect((await cloud.send("GET", `${BLOB}/open/note`, { bare: true })).body).toBe("x");
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowBlobPublicAccess: false } });
    const answer = await cloud.send("GET", `${BLOB}/open/note`, { bare: true });
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([409, "PublicAccessNotPermitted"]);
    const opened = await cloud.send("PUT", `${BLOB}/wide?restype=container`, { token: await owner(), headers });
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

describe("a shared access signature", () => {
  async function makeSignature(values: Readonly<Record<string, string>>, account = "acct"): Promise<string> {
    const { body } = await cloud.arm("POST", `storageAccounts/${account}/listKeys`);
    const [key] = body.keys as { value: string }[];
    const all: Record<string, string> = { sv: "2022-11-02", ss: "b", srt: "sco", sp: "rl", se: inHours(1), ...values };
    const signed = ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv", "ses"].map((name) => `${all[name] ?? ""}\n`);
    const sig = createHmac("sha256", Buffer.from(key?.value ?? "", "base64")).update(`${account}\n${signed.join("")}`);
    return new URLSearchParams({ ...all, sig: sig.digest("base64") }).toString();
  }

  function inHours(hours: number): string {
    return `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
  }

  test.each<[string, Record<string, string>, string, object, number, string | undefined]>([
    ["to read", {}, "GET", {}, 200, undefined],
    ["to read over https alone", { spr: "https" }, "GET", {}, 200, undefined],
    ["to read, and no more", {}, "PUT", put, 403, "AuthorizationPermissionMismatch"],
    ["for queues", { ss: "q" }, "GET", {}, 403, "AuthorizationServiceMismatch"],
    ["of yesterday", { se: inHours(-1) }, "GET", {}, 403, "AuthenticationFailed"],
    ["of tomorrow", { st: inHours(1), se: inHours(2) }, "GET", {}, 403, "AuthenticationFailed"],
    ["for addresses", { sip: "10.0.0.1" }, "GET", {}, 400, "UnsupportedOperation"],
    [
      "to copy",
      { sp: "rwc" },
      "PUT",
      { headers: { "x-ms-copy-source": `${BLOB}/more/x` } },
      400,
      "UnsupportedOperation",
    ],
  ])("%s: %j %s", async (_, values, method, request, status, code) => {
    const answer = await cloud.send(method, `${BLOB}/box/note?${await makeSignature(values)}`, request);
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([status, code]);
  });

  test("that was changed, made with another account's key, or made with a user delegation key is refused", async () => {
    await cloud.createAccount("second");
    const good = await makeSignature({});
    const status = async (query: string) => (await cloud.send("GET", `${BLOB}/box/note?${query}`)).status;
    expect(await status(good.replace("sp=rl", "sp=rlw"))).toBe(403);
    expect(await status(await makeSignature({}, "second"))).toBe(403);
    expect(await status(`${good}&skoid=x`)).toBe(400);
  });

  test("ends with the cloud's time, and when keys are switched off", async () => {
    const query = await makeSignature({});
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowSharedKeyAccess: false } });
    const answer = await cloud.send("GET", `${BLOB}/box/note?${query}`);
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([403, "KeyBasedAuthenticationNotPermitted"]);
    await cloud.arm("PATCH", "storageAccounts/acct", { properties: { allowSharedKeyAccess: true } });
    expect((await cloud.send("GET", `${BLOB}/box/note?${query}`)).status).toBe(200);
    cloud.clock.advance(3 * 3_600_000);
    expect((await cloud.send("GET", `${BLOB}/box/note?${query}`)).status).toBe(403);
  });

  test("expires, as a token does, by the cloud's time", async () => {
    const token = await owner();
    cloud.clock.advance(3 * 3_600_000);
    const answer = await cloud.send("GET", `${BLOB}/box/note`, { token });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("Lifetime validation failed. The token is expired.");
  });
});

describe("the account", () => {
  test("that isn't there is said not to be", async () => {
    const answer = await cloud.send("GET", "https://nobody.blob.core.windows.net/?comp=list", {
      token: await owner(),
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
    cloud.assign(principal, DATA_OWNER, id);
    const token = await cloud.token(principal);
    const origin = "https://again.blob.core.windows.net";
    expect((await cloud.send("PUT", `${origin}/old?restype=container`, { token })).status).toBe(201);
    expect((await cloud.arm("DELETE", "storageAccounts/again")).status).toBe(200);
    expect((await cloud.arm("DELETE", "storageAccounts/again")).status).toBe(204);
    // The role went with the account that it was given on.
    cloud.assign(principal, DATA_OWNER, await cloud.createAccount("again"));
    const answer = await cloud.send("GET", `${origin}/?comp=list`, { token });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain("<Name>old</Name>");
  });
});
