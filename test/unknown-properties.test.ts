import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { connectManagement, type SendToManagement } from "./support/management-client.ts";

let cloud: Cloud;
let send: SendToManagement;

const G = "{S}/resourceGroups/unknown";
const SERVICE = `${G}/providers/Microsoft.ApiManagement/service/unknown-apim`;
const APIM = "api-version=2022-08-01";
const WEB = "api-version=2023-12-01";

/** Path with its api-version, and a body that Azure takes. Later ones need earlier ones. */
const resources: readonly (readonly [
  path: string,
  body: { readonly properties: object; readonly [member: string]: unknown },
])[] = [
  [
    `${G}/providers/Microsoft.Storage/storageAccounts/unknownacct?api-version=2023-01-01`,
    { location: "uksouth", kind: "StorageV2", sku: { name: "Standard_LRS" }, properties: {} },
  ],
  [
    `${G}/providers/Microsoft.KeyVault/vaults/unknown-vault?api-version=2023-07-01`,
    {
      location: "uksouth",
      properties: { tenantId: "{T}", sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
    },
  ],
  [
    `${G}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/unknown-identity?api-version=2023-01-31`,
    { location: "uksouth", properties: {} },
  ],
  [
    `${G}/providers/Microsoft.Web/serverfarms/unknown-plan?${WEB}`,
    { location: "uksouth", sku: { name: "Y1" }, properties: {} },
  ],
  [
    `${G}/providers/Microsoft.Web/sites/unknown-site?${WEB}`,
    {
      location: "uksouth",
      kind: "functionapp",
      properties: { serverFarmId: `${G}/providers/Microsoft.Web/serverfarms/unknown-plan` },
    },
  ],
  [
    `${SERVICE}?${APIM}`,
    {
      location: "uksouth",
      sku: { name: "Developer", capacity: 1 },
      properties: { publisherName: "Publisher", publisherEmail: "publisher@example.com" },
    },
  ],
  [
    `${SERVICE}/apis/unknown-api?${APIM}`,
    { properties: { displayName: "An API", path: "an-api", protocols: ["https"] } },
  ],
  [
    `${SERVICE}/apis/unknown-api/operations/get?${APIM}`,
    { properties: { displayName: "Get", method: "GET", urlTemplate: "/" } },
  ],
  [`${SERVICE}/products/unknown-product?${APIM}`, { properties: { displayName: "A product" } }],
  [
    `${SERVICE}/namedValues/unknown-value?${APIM}`,
    { properties: { displayName: "unknown-value", value: "v", secret: false } },
  ],
  [`${SERVICE}/backends/unknown-backend?${APIM}`, { properties: { url: "https://example.com", protocol: "http" } }],
];

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  send = await connectManagement(cloud);
  await send("PUT", at(`${G}?api-version=2021-04-01`), { location: "uksouth" });
});
afterAll(() => cloud?.close());

/** docs/decisions/0024-unknown-properties-are-dropped.md */
describe("a property that a resource provider doesn't know is dropped without a word", () => {
  test.each(resources)("%s", async (path, body) => {
    const known = JSON.parse(at(JSON.stringify(body)));
    const put = await send("PUT", at(path), { ...known, properties: { ...known.properties, dummyProperty: false } });
    expect(put.status, JSON.stringify(put.body)).toBeOneOf([200, 201, 202]);
    expect(JSON.stringify(put.body)).not.toContain("dummyProperty");

    const got = await send("GET", at(path));
    expect(got.status).toBe(200);
    expect(JSON.stringify(got.body)).not.toContain("dummyProperty");
  });
});

function at(text: string): string {
  return text
    .replaceAll("{S}", `/subscriptions/${cloud.operator.subscriptionId}`)
    .replaceAll("{T}", cloud.operator.tenantId);
}
