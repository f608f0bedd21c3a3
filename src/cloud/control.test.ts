import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clockSchema, identityCacheSchema, statusSchema, tokenSchema } from "../control/index.ts";
import { type Cloud, startCloud, TENANT_ID, VERSION } from "./index.ts";
import { operatorToken, putResources, type TestResources } from "./testing/put-resources.ts";

let cloud: Cloud;
let resources: TestResources;
let token: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  resources = await putResources(cloud);
  token = await operatorToken(cloud);
});
afterAll(() => cloud.close());

async function ask(method: string, path: string, body?: unknown, bearer: string | undefined = token) {
  const response = await fetch(`http://127.0.0.1:${cloud.port}/gatehouse/${path}`, {
    method,
    headers: bearer === "" ? {} : { authorization: `Bearer ${bearer}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

describe("the control API", () => {
  test("tells anyone on this machine what is up", async () => {
    const { status, body } = await ask("GET", "status", undefined, "");
    expect(status).toBe(200);
    expect(statusSchema.parse(body)).toMatchObject({
      version: VERSION,
      pid: process.pid,
      port: cloud.port,
      tenantId: TENANT_ID,
      clockOffsetMs: cloud.clock.offsetMs,
      stateFolder: cloud.stateFolder,
      sites: [{ name: "fn-demo", hostName: "fn-demo.azurewebsites.net", state: "empty" }],
    });
  });

  test.each([
    ["POST", "token"],
    ["GET", "identity-cache"],
    ["DELETE", "identity-cache"],
    ["POST", "clock"],
    ["POST", "deploy"],
    ["GET", "logs/fn-demo"],
    ["GET", "policies/effective"],
    ["POST", "policies/check"],
    ["GET", "policies/catalogue"],
    ["GET", "nothing"],
  ])("%s %s is refused without a token, with another resource's, and to who is no Owner", async (method, path) => {
    const { accessToken: foreign } = tokenSchema.parse(
      (await ask("POST", "token", { identity: "id-demo", resource: "https://vault.azure.net" })).body,
    );
    const { accessToken: notOwner } = tokenSchema.parse(
      (await ask("POST", "token", { identity: "id-demo", resource: "https://management.azure.com" })).body,
    );
    const statuses = [];
    for (const bearer of ["", "no.token.this", foreign, notOwner])
      statuses.push((await ask(method, path, undefined, bearer)).status);
    expect(statuses).toEqual([401, 401, 401, 403]);
  });

  test.each([
    ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"],
    ["User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"],
  ])("takes a %s of the subscription for no Owner", async (_, roleId) => {
    const subscription = `/subscriptions/${cloud.operator.subscriptionId}`;
    const assignment = new URL(
      `https://management.azure.com${subscription}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}?api-version=2022-04-01`,
    );
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
    const properties = { principalId: resources.identity.principalId, roleDefinitionId };
    const made = await cloud.outbound.request({
      method: "PUT",
      url: assignment,
      headers,
      body: JSON.stringify({ properties }),
    });
    expect(made.status).toBe(201);
    const { accessToken } = tokenSchema.parse(
      (await ask("POST", "token", { identity: "id-demo", resource: "https://management.azure.com" })).body,
    );
    expect((await ask("GET", "identity-cache", undefined, accessToken)).status).toBe(403);
    await cloud.outbound.request({ method: "DELETE", url: assignment, headers });
  });

  test.each([
    ["name", () => "ID-demo"],
    ["client id", () => resources.identity.clientId],
    ["object id", () => resources.identity.principalId],
    ["resource id", () => resources.identity.id.toUpperCase()],
  ])("gives a token of a managed identity by its %s", async (_, identity) => {
    const { body } = await ask("POST", "token", { identity: identity(), resource: "https://management.azure.com" });
    const [, claims = ""] = tokenSchema.parse(body).accessToken.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      oid: resources.identity.principalId,
    });
  });

  test.each([
    ["an identity that isn't there", "token", { identity: "nobody", resource: "x" }, 404, /'nobody'/],
    ["a resource that isn't there", "token", { identity: "id-demo", resource: "api://nowhere" }, 400, /AADSTS500011/],
    ["half a request", "token", { identity: "id-demo" }, 400, /resource/],
    ["what is no JSON", "token", "{", 400, /JSON/],
    ["a clock that goes back", "clock", { advanceMs: -1 }, 400, /advanceMs/],
    ["a clock past the operator's secret", "clock", { advanceMs: 4e12 }, 400, /2099-12-31/],
    ["a site that isn't there", "deploy", { site: "nowhere", folder: "/" }, 400, /nowhere/],
  ])("refuses %s in words", async (_, path, body, status, words) => {
    const answer = await ask("POST", path, body);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringMatching(words) } } });
  });

  test("lists the cached tokens with the name of their identity, without the tokens, and forgets them", async () => {
    await ask("POST", "token", { identity: "id-demo", resource: "https://vault.azure.net" });
    const { body } = await ask("GET", "identity-cache");
    expect(identityCacheSchema.parse(body)).toContainEqual(
      expect.objectContaining({ identity: "id-demo", resource: "https://vault.azure.net", roles: [] }),
    );
    expect(JSON.stringify(body)).not.toContain("eyJ");
    expect((await ask("DELETE", "identity-cache")).status).toBe(204);
    expect((await ask("GET", "identity-cache")).body).toEqual([]);
  });

  test("moves the clock on", async () => {
    const before = cloud.clock.offsetMs;
    const { body } = await ask("POST", "clock", { advanceMs: 1000 });
    expect(clockSchema.parse(body).clockOffsetMs).toBe(before + 1000);
    expect(cloud.clock.offsetMs).toBe(before + 1000);
  });

  test("gives a site's recent log lines, and then each new one to who follows", async () => {
    const log = cloud.appService.logs("fn-demo");
    log?.write("warning", "first");
    expect((await ask("GET", "logs/fn-demo")).body).toMatchObject([{ level: "warning", text: "first" }]);
    const hangUp = new AbortController();
    const response = await fetch(`http://127.0.0.1:${cloud.port}/gatehouse/logs/fn-demo?follow=true`, {
      headers: { authorization: `Bearer ${token}` },
      signal: hangUp.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('"text":"first"');
    log?.write("info", "second");
    expect((await reader?.read())?.value).toContain('"text":"second"');
    hangUp.abort();
    expect((await ask("GET", "logs/nowhere")).status).toBe(404);
  });
});
