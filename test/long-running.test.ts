import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cloud, SUBSCRIPTION_ID, startCloud } from "../src/cloud/index.ts";
import { operatorToken } from "../src/cloud/testing/put-resources.ts";

const MINUTE = 60_000;
const GROUP = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg-slow`;
const SERVICE = `${GROUP}/providers/Microsoft.ApiManagement/service/apim-slow`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-slow`;
const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stslow`;

let cloud: Cloud;
let token: string;
beforeAll(async () => {
  cloud = await startCloud({ offline: true, operationSpeed: 1 });
  token = await operatorToken(cloud);
});
afterAll(() => cloud.close());

async function arm(method: string, pathOrUrl: string, body?: unknown) {
  const url = new URL(pathOrUrl, "https://management.azure.com");
  if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "2022-09-01");
  const {
    status,
    headers,
    body: bytes,
  } = await cloud.outbound.request({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = bytes.toString();
  return {
    status,
    location: headers.location ?? "",
    retryAfter: headers["retry-after"],
    body: text === "" ? undefined : JSON.parse(text),
  };
}

async function stateOf(id: string, apiVersion: string): Promise<unknown> {
  return (await arm("GET", `${id}?api-version=${apiVersion}`)).body.properties.provisioningState;
}

test("with realistic operations, what takes Azure its time is told as Azure tells it", async () => {
  await arm("PUT", GROUP, { location: "uksouth" });

  // A service is there at once, and activating until half an hour is over.
  const properties = { publisherEmail: "a@example.com", publisherName: "A" };
  const service = await arm("PUT", `${SERVICE}?api-version=2022-08-01`, {
    location: "uksouth",
    sku: { name: "Developer", capacity: 1 },
    properties,
  });
  expect(service).toMatchObject({ status: 201, body: { properties: { provisioningState: "Activating" } } });
  cloud.clock.advance(29 * MINUTE);
  expect(await stateOf(SERVICE, "2022-08-01")).toBe("Activating");
  cloud.clock.advance(MINUTE);
  expect(await stateOf(SERVICE, "2022-08-01")).toBe("Succeeded");

  const vault = await arm("PUT", `${VAULT}?api-version=2023-02-01`, {
    location: "uksouth",
    properties: { tenantId: cloud.operator.tenantId, sku: { family: "A", name: "standard" }, accessPolicies: [] },
  });
  expect(vault).toMatchObject({ status: 200, body: { properties: { provisioningState: "RegisteringDns" } } });
  cloud.clock.advance(MINUTE);
  expect(await stateOf(VAULT, "2023-02-01")).toBe("Succeeded");

  // An account is accepted, and the address to ask at gives it in the end.
  const account = await arm("PUT", `${ACCOUNT}?api-version=2023-01-01`, {
    location: "uksouth",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  expect(account).toMatchObject({ status: 202, body: undefined });
  const question = account.location;
  expect(question).toContain("/providers/Microsoft.Storage/locations/uksouth/operationResults/");
  expect(await arm("GET", question)).toMatchObject({ status: 202, retryAfter: "15" });
  cloud.clock.advance(MINUTE);
  expect(await arm("GET", question)).toMatchObject({ status: 200, body: { name: "stslow" } });

  const deleted = await arm("DELETE", GROUP);
  expect(deleted.status).toBe(202);
  expect(deleted.location).toContain(`/subscriptions/${SUBSCRIPTION_ID}/operationResults/`);
  expect((await arm("GET", deleted.location)).status).toBe(202);
  cloud.clock.advance(MINUTE);
  expect((await arm("GET", deleted.location)).status).toBe(200);
});

test("an operation that isn't there is not found", async () => {
  const path = `/subscriptions/${SUBSCRIPTION_ID}/operationResults/00000000-0000-0000-0000-000000000000`;
  expect(await arm("GET", path)).toMatchObject({ status: 404, body: { error: { code: "OperationNotFound" } } });
});
