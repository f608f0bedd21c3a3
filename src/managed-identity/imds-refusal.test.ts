import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedService, serve } from "../entra/testing/index.ts";
import { ARM, SITE, startTestIdentities, type TestIdentities } from "./testing/test-identities.ts";

let cloud: TestIdentities;
let served: ServedService;

beforeEach(async () => {
  cloud = await startTestIdentities();
  served = await serve(cloud.identities.service, "169.254.169.254");
});
afterEach(async () => {
  await served.close();
  await cloud.tenant.close();
});

describe("the instance metadata address", () => {
  const TOKEN = `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${ARM}`;
  test.each<[string, string, Record<string, string>, number, string]>([
    ["says that there is no identity", TOKEN, { metadata: "true" }, 400, "invalid_request"],
    ["takes the path with a slash", TOKEN.replace("token?", "token/?"), { metadata: "true" }, 400, "invalid_request"],
    ["wants its header", TOKEN, {}, 400, "bad_request_102"],
  ])("%s", async (_, path, headers, status, error) => {
    const answer = await served.fetch(path, { headers });
    expect([answer.status, (await answer.json()).error]).toEqual([status, error]);
  });

  test("has nothing else, and no app's endpoint", async () => {
    expect((await served.fetch("/metadata/instance", { headers: { metadata: "true" } })).status).toBe(404);
    cloud.setSite({ type: "SystemAssigned" });
    const headers = { "x-identity-header": cloud.identities.endpointSecret(SITE) };
    expect((await served.fetch(`/msi/token?api-version=2019-08-01&resource=${ARM}`, { headers })).status).toBe(404);
  });
});
