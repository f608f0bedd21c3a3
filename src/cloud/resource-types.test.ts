import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cloud, startCloud } from "./start-cloud.ts";
import { SUBSCRIPTION_ID, TENANT_ID } from "./well-known-ids.ts";

const GROUP = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/g`;
const OTHER = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`;
let cloud: Cloud;
let token: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  const { clientId, clientSecret } = cloud.operator;
  const answer = await cloud.outbound.request({
    method: "POST",
    url: new URL(`https://login.microsoftonline.com/${TENANT_ID}/oauth2/v2.0/token`),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: "https://management.azure.com/.default",
    }).toString(),
  });
  token = JSON.parse(answer.body.toString()).access_token;
  await call("PUT", `${GROUP}?api-version=2022-09-01`, { location: "uksouth" });
  const { status } = await call("PUT", `${OTHER}?api-version=2023-01-31`, { location: "uksouth" });
  expect(status).toBe(201);
});
afterAll(() => cloud.close());

async function call(method: string, path: string, body?: unknown) {
  const answer = await cloud.outbound.request({
    method,
    url: new URL(`https://management.azure.com${path}`),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: JSON.parse(answer.body.toString() || "{}") };
}

interface Provider {
  readonly namespace: string;
  readonly resourceTypes: readonly { readonly resourceType: string; readonly apiVersions: readonly string[] }[];
}

test("no type but those that extend others stands on another resource, by any verb or action", async () => {
  const { body } = await call("GET", `/subscriptions/${SUBSCRIPTION_ID}/providers?api-version=2022-09-01`);
  const reached: string[] = [];
  let tried = 0;
  for (const { namespace, resourceTypes } of body.value as readonly Provider[]) {
    if (namespace === "Microsoft.Authorization" || namespace === "Microsoft.Resources") continue;
    for (const { resourceType, apiVersions } of resourceTypes) {
      if (`${namespace}/${resourceType}` === "Microsoft.ManagedIdentity/identities") continue;
      const item = resourceType
        .split("/")
        .map((type) => `${type}/victim`)
        .join("/");
      for (const [method, path] of [
        ["GET", item],
        ["PUT", item],
        ["PATCH", item],
        ["DELETE", item],
        ["GET", item.slice(0, item.lastIndexOf("/"))],
        ["POST", `${item}/listKeys`],
        ["POST", `${item}/restart`],
        ["POST", "checkNameAvailability"],
      ] as const) {
        const full = `${OTHER}/providers/${namespace}/${path}?api-version=${apiVersions[0]}`;
        const answer = await call(method, full, method === "GET" || method === "DELETE" ? undefined : {});
        tried += 1;
        if (answer.status !== 404 || answer.body.error?.code !== "InvalidResourceType")
          reached.push(`${method} ${full}`);
      }
    }
  }
  expect(reached).toEqual([]);
  expect(tried).toBeGreaterThan(200);
});
