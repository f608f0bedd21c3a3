import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ObjectId } from "../platform/index.ts";
import { startTestCloud, TENANT, type TestCloud } from "./testing/test-vault.ts";

const VAULT = "https://kv-test.vault.azure.net";
const RBAC = "https://kv-rbac.vault.azure.net";
const roles = {
  "no role": undefined,
  Owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  "Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  "Secrets Officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  Administrator: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
};

let cloud: TestCloud;
let everything: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  const principal = cloud.newPrincipal();
  await cloud.createVault("kv-test", {
    accessPolicies: [policy(principal, "all", "purge")],
    softDeleteRetentionInDays: 7,
  });
  await cloud.createVault("kv-rbac", { enableRbacAuthorization: true, accessPolicies: [policy(principal, "all")] });
  everything = await cloud.token(principal);
});

afterAll(() => cloud.close());

function policy(objectId: string, ...secrets: string[]) {
  return { tenantId: TENANT, objectId, permissions: { secrets } };
}

async function withPermissions(...secrets: string[]): Promise<string> {
  const principal = cloud.newPrincipal();
  await addPolicy(principal, ...secrets);
  return cloud.token(principal);
}

async function addPolicy(principal: ObjectId, ...secrets: string[]): Promise<void> {
  const body = { properties: { accessPolicies: [policy(principal, ...secrets)] } };
  expect((await cloud.arm("PUT", "vaults/kv-test/accessPolicies/add", body)).status).toBe(200);
}

/** Every operation, on a secret of that name that is there, or deleted. */
const operations: Readonly<Record<string, (origin: string, token: string, name: string) => Promise<number>>> = {
  get: async (origin, token, name) => (await cloud.vault("GET", `${origin}/secrets/${name}`, token)).status,
  list: async (origin, token) => (await cloud.vault("GET", `${origin}/secrets`, token)).status,
  "list versions": async (origin, token, name) =>
    (await cloud.vault("GET", `${origin}/secrets/${name}/versions`, token)).status,
  set: async (origin, token, name) =>
    (await cloud.vault("PUT", `${origin}/secrets/${name}`, token, { value: "v" })).status,
  update: async (origin, token, name) => (await cloud.vault("PATCH", `${origin}/secrets/${name}`, token, {})).status,
  delete: async (origin, token, name) => (await cloud.vault("DELETE", `${origin}/secrets/${name}`, token)).status,
  "get deleted": async (origin, token, name) =>
    (await cloud.vault("GET", `${origin}/deletedsecrets/${name}`, token)).status,
  "list deleted": async (origin, token) => (await cloud.vault("GET", `${origin}/deletedsecrets`, token)).status,
  recover: async (origin, token, name) =>
    (await cloud.vault("POST", `${origin}/deletedsecrets/${name}/recover`, token)).status,
  "delete again": async (origin, token, name) =>
    (await cloud.vault("DELETE", `${origin}/secrets/${name}`, token)).status,
  purge: async (origin, token, name) => (await cloud.vault("DELETE", `${origin}/deletedsecrets/${name}`, token)).status,
};

/** What a caller may do of all operations; whatever it may not is done by one who may, so that the next one can be tried. */
async function permitted(origin: string, token: string, helper: string): Promise<readonly string[]> {
  const name = `s${crypto.randomUUID()}`;
  await cloud.vault("PUT", `${origin}/secrets/${name}`, helper, { value: "v" });
  const allowed: string[] = [];
  for (const [operation, run] of Object.entries(operations)) {
    const status = await run(origin, token, name);
    if (status === 403) expect(await run(origin, helper, name)).toBeLessThan(300);
    else {
      expect(status).toBeLessThan(300);
      allowed.push(operation);
    }
  }
  return allowed;
}

describe("access policies", () => {
  test.each([
    [["get"], ["get", "get deleted"]],
    [["Get"], ["get", "get deleted"]],
    [["LIST"], ["list", "list versions", "list deleted"]],
    [["Set"], ["set", "update"]],
    [["delete"], ["delete", "delete again"]],
    [["recover"], ["recover"]],
    [["purge"], ["purge"]],
    [["backup", "restore"], []],
    [["all"], Object.keys(operations).filter((name) => name !== "purge")],
  ])("that give %j give no more than %j", async (permissions, expected) => {
    expect(await permitted(VAULT, await withPermissions(...permissions), everything)).toEqual(expected);
  });

  test("of a group hold for its members", async () => {
    const principal = cloud.newPrincipal();
    const group = cloud.entra.directory.groups.create({ displayName: "readers", mailNickname: "readers" });
    await addPolicy(group.id, "list");
    const before = await cloud.vault("GET", `${VAULT}/secrets`, await cloud.token(principal));
    cloud.entra.directory.groups.addMember(group.id, principal);
    const after = await cloud.vault("GET", `${VAULT}/secrets`, await cloud.token(principal));
    expect([before.status, after.status]).toEqual([403, 200]);
  });

  test("that are missing are told with the caller, the permission and the vault", async () => {
    const principal = cloud.newPrincipal();
    const { status, body } = await cloud.vault("GET", `${VAULT}/secrets/x`, await cloud.token(principal));
    const appId = cloud.entra.directory.servicePrincipals.get(principal)?.appId;
    expect(status).toBe(403);
    expect(body).toEqual({
      error: {
        code: "Forbidden",
        message:
          `The user, group or application 'appid=${appId};oid=${principal};iss=https://sts.windows.net/${TENANT}/' does not have ` +
          "secrets get permission on key vault 'kv-test;location=uksouth'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287",
        innererror: { code: "AccessDenied" },
      },
    });
  });

  test("for an application on behalf of users don't help the application itself", async () => {
    const principal = cloud.newPrincipal();
    const appId = cloud.entra.directory.servicePrincipals.get(principal)?.appId;
    const body = { properties: { accessPolicies: [{ ...policy(principal, "get"), applicationId: appId }] } };
    await cloud.arm("PUT", "vaults/kv-test/accessPolicies/add", body);
    expect((await cloud.vault("GET", `${VAULT}/secrets/x`, await cloud.token(principal))).status).toBe(403);
  });
});

describe("role assignments", () => {
  test.each<[keyof typeof roles, readonly string[]]>([
    ["no role", []],
    ["Owner", []],
    ["Secrets User", ["get", "list", "list versions", "get deleted", "list deleted"]],
    ["Secrets Officer", Object.keys(operations)],
    ["Administrator", Object.keys(operations)],
  ])("of %s give %j", async (role, expected) => {
    const id = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-rbac`;
    const [principal, helper] = [cloud.newPrincipal(), cloud.newPrincipal()];
    cloud.assign(helper, roles.Administrator, id);
    const roleId = roles[role];
    if (roleId !== undefined) cloud.assign(principal, roleId, id);
    expect(await permitted(RBAC, await cloud.token(principal), await cloud.token(helper))).toEqual(expected);
  });

  test("are all that counts in a vault that goes by them", async () => {
    const { status, body } = await cloud.vault("GET", `${RBAC}/secrets/x`, everything);
    expect([status, (body.error as { innererror: unknown }).innererror]).toEqual([403, { code: "ForbiddenByRbac" }]);
  });
});

describe("a token", () => {
  test.each([
    ["none", undefined, "AKV10000: Request is missing a Bearer or PoP token."],
    ["garbage", "x.y.z", "[BearerReadAccessTokenFailed]"],
  ])("%s is answered with a challenge", async (_, token, message) => {
    const { status, headers, body } = await cloud.vault("GET", `${VAULT}/secrets`, token);
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toBe(
      `Bearer authorization="https://login.microsoftonline.com/${TENANT}", resource="https://vault.azure.net"`,
    );
    expect((body.error as { message: string }).message).toContain(message);
  });

  test("for another audience, or with another's signature, is refused", async () => {
    const principal = cloud.newPrincipal();
    const token = await cloud.token(principal);
    const [head, payload] = token.split(".");
    const cases = [
      [
        await cloud.token(principal, "https://management.azure.com/"),
        "AKV10022: Invalid audience. Expected https://vault.azure.net",
      ],
      [[head, payload, everything.split(".")[2]].join("."), "AKV10046"],
    ] as const;
    for (const [bad, message] of cases) {
      const { status, body } = await cloud.vault("GET", `${VAULT}/secrets`, bad);
      expect(status).toBe(401);
      expect((body.error as { message: string }).message).toContain(message);
    }
  });
});

describe("secrets", () => {
  test("have versions, attributes and an id that says which", async () => {
    const set = (value: string, more = {}) =>
      cloud.vault("PUT", `${VAULT}/secrets/Pass`, everything, { value, ...more });
    const first = await set("one", { contentType: "text", tags: { a: "b" }, attributes: { exp: 4102444800, nbf: 1 } });
    const second = await set("two");
    expect(first.body).toEqual({
      value: "one",
      contentType: "text",
      id: expect.stringMatching(/^https:\/\/kv-test\.vault\.azure\.net\/secrets\/Pass\/[0-9a-f]{32}$/),
      tags: { a: "b" },
      attributes: {
        enabled: true,
        nbf: 1,
        exp: 4102444800,
        created: expect.any(Number),
        updated: expect.any(Number),
        recoveryLevel: "CustomizedRecoverable+Purgeable",
        recoverableDays: 7,
      },
    });
    const path = new URL(String(first.body.id)).pathname;
    expect((await cloud.vault("GET", `${VAULT}/secrets/pass/`, everything)).body.value).toBe("two");
    expect((await cloud.vault("GET", `${VAULT}/${path}`, everything)).body.value).toBe("one");
    expect(second.body.id).not.toBe(first.body.id);
    const patched = await cloud.vault("PATCH", `${VAULT}${path}`, everything, { attributes: { enabled: false } });
    expect(patched.body).not.toHaveProperty("value");
    const disabled = await cloud.vault("GET", `${VAULT}${path}`, everything);
    expect([disabled.status, disabled.body]).toEqual([
      403,
      {
        error: {
          code: "Forbidden",
          message: "Operation get is not allowed on a disabled secret.",
          innererror: { code: "SecretDisabled" },
        },
      },
    ]);
  });

  test("are listed without values, page by page", async () => {
    for (const name of ["page-1", "page-2", "page-3"]) {
      await cloud.vault("PUT", `${VAULT}/secrets/${name}`, everything, { value: "hidden" });
    }
    const seen: unknown[] = [];
    let next: unknown = `${VAULT}/secrets?maxresults=2&api-version=7.4`;
    while (typeof next === "string") {
      const { body }: { body: { readonly [name: string]: unknown } } = await cloud.vault("GET", next, everything);
      seen.push(...(body.value as unknown[]));
      next = body.nextLink;
    }
    expect(JSON.stringify(seen)).not.toContain("hidden");
    expect(seen.filter((item) => /\/secrets\/page-\d$/.test(String((item as { id: string }).id)))).toHaveLength(3);
  });

  test("are deleted softly, and gone when their time is up", async () => {
    const at = (path: string) => `${VAULT}/${path}/gone`;
    await cloud.vault("PUT", at("secrets"), everything, { value: "v" });
    const deleted = await cloud.vault("DELETE", at("secrets"), everything);
    expect(deleted.body).toMatchObject({ recoveryId: at("deletedsecrets") });
    expect(deleted.body).not.toHaveProperty("value");
    const conflict = await cloud.vault("PUT", at("secrets"), everything, { value: "w" });
    expect([conflict.status, conflict.body]).toMatchObject([
      409,
      { error: { code: "Conflict", innererror: { code: "ObjectIsDeletedButRecoverable" } } },
    ]);
    const own = await startTestCloud();
    const principal = own.newPrincipal();
    await own.createVault("kv-time", { accessPolicies: [policy(principal, "all")], softDeleteRetentionInDays: 7 });
    const url = "https://kv-time.vault.azure.net";
    await own.vault("PUT", `${url}/secrets/gone`, await own.token(principal), { value: "v" });
    const early = await own.token(principal);
    await own.vault("DELETE", `${url}/secrets/gone`, early);
    own.clock.advance(7 * 24 * 3_600_000 + 1_000);
    const answer = await own.vault("GET", `${url}/deletedsecrets/gone`, await own.token(principal));
    expect([answer.status, answer.body]).toEqual([
      404,
      { error: { code: "SecretNotFound", message: "Deleted Secret not found: gone" } },
    ]);
    const expired = await own.vault("GET", `${url}/secrets`, early);
    expect([expired.status, JSON.stringify(expired.body)]).toEqual([401, expect.stringContaining("[TokenExpired]")]);
    await own.close();
  });

  test.each([
    ["GET", "/secrets/nothing", 404, "SecretNotFound"],
    ["GET", "/secrets/under_score", 400, "BadParameter"],
    ["GET", "/secrets/nothing?api-version=1.0", 400, "BadParameter"],
    ["GET", "/secrets/nothing?api-version=", 400, "BadParameter"],
    ["POST", "/secrets/nothing/backup", 400, "BadParameter"],
    ["GET", "/keys", 400, "BadParameter"],
    ["POST", "/certificates/c/create", 400, "BadParameter"],
    ["PUT", "/secrets/novalue", 400, "BadParameter"],
    ["GET", "/certificates/contacts", 403, "Forbidden"],
    ["GET", "/", 400, "BadParameter"],
  ])("%s %s is answered with %i %s", async (method, path, status, code) => {
    const body = method === "PUT" ? { value: 3 } : undefined;
    const answer = await cloud.vault(method, `${VAULT}${path}`, everything, body);
    expect([answer.status, (answer.body.error as { code: string }).code]).toEqual([status, code]);
  });

  test("are never logged, and no vault is found by another's name", async () => {
    const answer = await cloud.vault("GET", "https://kv-nobody.vault.azure.net/secrets/x", everything);
    expect([answer.status, (answer.body.error as { code: string }).code]).toEqual([404, "VaultNotFound"]);
    expect(cloud.logged).toEqual([]);
  });
});
