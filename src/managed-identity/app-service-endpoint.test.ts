import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedService, serve } from "../entra/testing/index.ts";
import type { ResourceId } from "../platform/index.ts";
import { createManagedIdentities } from "./index.ts";
import { ARM, GROUP, identityId, SITE, startTestIdentities, type TestIdentities } from "./testing/test-identities.ts";

let cloud: TestIdentities;
let served: ServedService;

beforeEach(async () => {
  cloud = await startTestIdentities();
  served = await serve(cloud.identities.service, "127.0.0.1");
});
afterEach(async () => {
  await served.close();
  await cloud.tenant.close();
});

/** Asks the identity endpoint as the site does. */
function ask(query: Record<string, string>, headers?: Record<string, string>, path = "/msi/token") {
  const sent = headers ?? { "x-identity-header": cloud.identities.endpointSecret(SITE) };
  return served.fetch(`${path}?${new URLSearchParams(query)}`, { headers: sent });
}

const V2019 = { "api-version": "2019-08-01", resource: ARM };
const V2017 = { "api-version": "2017-09-01", resource: ARM };

describe("the identity endpoint of App Service", () => {
  async function siteWithBoth() {
    const user = await cloud.createIdentity("id1");
    const site = cloud.setSite({
      type: "SystemAssigned, UserAssigned",
      userAssignedIdentities: { [identityId("id1")]: {} },
    });
    return { user, systemPrincipalId: site.identity?.principalId ?? "" };
  }

  test("2019-08-01 answers with texts, and the token names the identity", async () => {
    const { user } = await siteWithBoth();
    const answer = await ask({ ...V2019, client_id: user.clientId.toUpperCase() });
    const body = await answer.json();
    const claims = decodeJwt(body.access_token);
    expect(body).toEqual({
      access_token: expect.any(String),
      expires_on: String(claims.exp),
      resource: ARM,
      token_type: "Bearer",
      client_id: user.clientId,
    });
    expect(claims).toMatchObject({
      aud: ARM,
      oid: user.principalId,
      appid: user.clientId,
      xms_mirid: identityId("id1").replace("resourceGroups", "resourcegroups"),
    });
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.headers.get("server")).toBe("Kestrel");
    expect(answer.headers.get("x-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("2017-09-01 takes the header 'secret', and writes the date out", async () => {
    const { user } = await siteWithBoth();
    const answer = await ask({ ...V2017, clientid: user.clientId }, { secret: cloud.identities.endpointSecret(SITE) });
    expect(await answer.json()).toMatchObject({ expires_on: "08/14/2026 21:24:29 +00:00", client_id: user.clientId });
  });

  test.each([
    ["nothing", () => ({}), "system"],
    ["client_id", (user: { clientId: string }) => ({ client_id: user.clientId }), "user"],
    ["principal_id", (user: { principalId: string }) => ({ principal_id: user.principalId }), "user"],
    ["object_id", (user: { principalId: string }) => ({ object_id: user.principalId }), "user"],
    ["mi_res_id", () => ({ mi_res_id: identityId("ID1") }), "user"],
  ] as const)("named by %s", async (_, select, expected) => {
    const { user, systemPrincipalId } = await siteWithBoth();
    const body = await (await ask({ ...V2019, ...select(user) }, undefined, "/msi/token/")).json();
    const claims = decodeJwt(body.access_token);
    expect(claims.oid).toBe(expected === "user" ? user.principalId : systemPrincipalId);
    if (expected === "system") expect(claims.xms_mirid).toBe(SITE.replace("resourceGroups", "resourcegroups"));
  });

  const NOT_FOUND = {
    statusCode: 400,
    message: "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
  };
  test.each([
    ["client_id", "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77"],
    ["client_id", ""],
    ["principal_id", "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77"],
    ["mi_res_id", identityId("other")],
  ])("refuses an identity that isn't the site's: %s=%s", async (name, value) => {
    await siteWithBoth();
    await cloud.createIdentity("other");
    const answer = await ask({ ...V2019, [name]: value });
    expect([answer.status, await answer.json()]).toEqual([400, NOT_FOUND]);
  });

  test("refuses an identity that was deleted, though its token was cached", async () => {
    const { user } = await siteWithBoth();
    expect((await ask({ ...V2019, client_id: user.clientId })).status).toBe(200);
    await cloud.call("delete", identityId("id1"));
    const answer = await ask({ ...V2019, client_id: user.clientId });
    expect([answer.status, await answer.json()]).toEqual([400, NOT_FOUND]);
  });

  test("has no fallback to a user-assigned identity when none is named", async () => {
    await cloud.createIdentity("id1");
    cloud.setSite({ type: "UserAssigned", userAssignedIdentities: { [identityId("id1")]: {} } });
    const answer = await ask(V2019);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { statusCode: 400, message: "Unable to load the proper Managed Identity.", correlationId: expect.any(String) },
    ]);
  });

  test.each([
    ["an app role that is required and not assigned", "501051"],
    ["a resource that isn't there", "500011"],
    ["a resource with /.default", "500011"],
  ])("hides from the app why Entra refuses: %s", async (kind, code) => {
    cloud.setSite({ type: "SystemAssigned" });
    const api = cloud.tenant.register({ displayName: "api" }, { appRoleAssignmentRequired: true });
    const resource = code === "501051" ? api.clientId : kind.includes("default") ? `${ARM}/.default` : "api://nobody";
    const answer = await ask({ ...V2019, resource });
    const body = await answer.json();
    expect([answer.status, body]).toEqual([
      500,
      {
        statusCode: 500,
        message: "An unexpected error occured while fetching the AAD Token.",
        correlationId: answer.headers.get("x-correlation-id"),
      },
    ]);
    expect(JSON.stringify(cloud.tenant.logged)).toContain(`AADSTS${code}`);
    expect(JSON.stringify(cloud.tenant.logged)).toContain(body.correlationId);
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ["no secret", V2019, {}],
    ["a wrong secret", V2019, { "x-identity-header": "wrong" }],
    ["an empty secret", V2019, { "x-identity-header": "" }],
  ])("refuses %s", async (_, query, headers) => {
    cloud.setSite({ type: "SystemAssigned" });
    cloud.identities.endpointSecret(SITE);
    const answer = await ask(query, headers);
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
  });

  test("refuses the secret in the other version's header", async () => {
    cloud.setSite({ type: "SystemAssigned" });
    const secret = cloud.identities.endpointSecret(SITE);
    expect((await ask(V2019, { secret })).status).toBe(401);
    expect((await ask(V2017, { "x-identity-header": secret })).status).toBe(401);
  });

  test.each<[string, Record<string, string>]>([
    ["no resource", { "api-version": "2019-08-01" }],
    ["an empty resource", { ...V2019, resource: "" }],
    ["no api-version", { resource: ARM }],
    ["an unknown api-version", { ...V2019, "api-version": "2018-02-01" }],
    ["two identities", { ...V2019, client_id: "a", mi_res_id: "b" }],
    ["a selector of 2017-09-01", { ...V2019, clientid: "a" }],
  ])("refuses %s", async (_, query) => {
    cloud.setSite({ type: "SystemAssigned" });
    const answer = await ask(query);
    expect([answer.status, (await answer.json()).statusCode]).toEqual([400, 400]);
  });

  test("refuses a selector of 2019-08-01 in 2017-09-01, for its sender means a certain identity", async () => {
    cloud.setSite({ type: "SystemAssigned" });
    const answer = await ask({ ...V2017, client_id: "a" }, { secret: cloud.identities.endpointSecret(SITE) });
    expect(answer.status).toBe(400);
  });

  test("another site's secret gets that site's identity only", async () => {
    const { user } = await siteWithBoth();
    const other = `${GROUP}/providers/Microsoft.Web/sites/other` as ResourceId;
    cloud.resources.put({ id: other, name: "other", type: "Microsoft.Web/sites", properties: {} });
    const headers = { "x-identity-header": cloud.identities.endpointSecret(other) };
    expect((await ask({ ...V2019, client_id: user.clientId }, headers)).status).toBe(400);
    expect((await ask(V2019, headers)).status).toBe(400);
  });

  test("the secret of a deleted site is worth nothing", async () => {
    cloud.setSite({ type: "SystemAssigned" });
    cloud.resources.delete(SITE);
    expect((await ask(V2019)).status).toBe(401);
  });

  test("the secret outlives a restart", () => {
    const secret = cloud.identities.endpointSecret(SITE);
    const restarted = createManagedIdentities({ ...cloud.tenant, resources: cloud.resources, access: cloud.access });
    expect(restarted.endpointSecret(SITE.toUpperCase() as ResourceId)).toBe(secret);
  });

  test.each([
    ["POST", "/msi/token", 405],
    ["GET", "/msi", 404],
    ["GET", "/", 404],
  ])("%s %s answers %d", async (method, path, status) => {
    cloud.setSite({ type: "SystemAssigned" });
    const headers = { "x-identity-header": cloud.identities.endpointSecret(SITE) };
    expect((await served.fetch(path, { method, headers })).status).toBe(status);
  });

  test("never logs a token or the secret", async () => {
    cloud.setSite({ type: "SystemAssigned" });
    const { access_token } = await (await ask(V2019)).json();
    await ask({ ...V2019, resource: "api://nobody" });
    const text = JSON.stringify(cloud.tenant.logged);
    expect(text).not.toContain(access_token);
    expect(text).not.toContain(cloud.identities.endpointSecret(SITE));
  });
});
