import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { connectManagement, type SendToManagement } from "./support/management-client.ts";

let cloud: Cloud;
let send: SendToManagement;
let subscription: string;

const at = (path: string) => path.replace("{S}", subscription).replace("{G}", `${subscription}/resourceGroups/errors`);
const STORAGE = "{G}/providers/Microsoft.Storage/storageAccounts";
const account = (location: unknown) => ({ location, kind: "StorageV2", sku: { name: "Standard_LRS" }, properties: {} });

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  subscription = `/subscriptions/${cloud.operator.subscriptionId}`;
  send = await connectManagement(cloud);
  await send("PUT", at("{G}?api-version=2021-04-01"), { location: "uksouth" });
  await send("PUT", at(`${STORAGE}/existing1?api-version=2022-09-01`), account("uksouth"));
});
afterAll(() => cloud?.close());

const V = "api-version=2022-09-01";
const G = "api-version=2021-04-01";

/** What is sent, and the status, code and text of Azure's answer. */
type Case = readonly [
  name: string,
  method: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  message: RegExp,
];

const cases: readonly Case[] = [
  ["no api-version", "GET", "{G}", undefined, 400, "MissingApiVersionParameter", /^The api-version query parameter/],
  ["an empty api-version", "GET", "{G}?api-version=", undefined, 400, "MissingApiVersionParameter", /is required/],
  [
    "an api-version that is no date",
    "GET",
    "{G}?api-version=latest",
    undefined,
    400,
    "InvalidApiVersionParameter",
    /^The api-version 'latest' is invalid\. The supported versions are '2/,
  ],
  [
    "an api-version that no one supports",
    "GET",
    `${STORAGE}/existing1?api-version=2001-01-01`,
    undefined,
    400,
    "NoRegisteredProviderFound",
    /API version '2001-01-01' for type 'storageAccounts'\. The supported api-versions are '/,
  ],
  [
    "another subscription",
    "GET",
    `/subscriptions/00000000-0000-0000-0000-00000000000f/resourceGroups?${G}`,
    undefined,
    404,
    "SubscriptionNotFound",
    /^The subscription '0{8}-.*f' could not be found\.$/,
  ],
  ["a path of no form", "GET", `/nothing/here?${G}`, undefined, 404, "InvalidResourceId", /nothing\/here/],
  [
    "an unknown namespace",
    "GET",
    `{G}/providers/Microsoft.Nothing/things/t?${G}`,
    undefined,
    404,
    "InvalidResourceNamespace",
    /^The resource namespace 'Microsoft\.Nothing' is invalid\.$/,
  ],
  [
    "an unknown type",
    "GET",
    `{G}/providers/Microsoft.Storage/nothings/n?${V}`,
    undefined,
    404,
    "InvalidResourceType",
    /^The resource type 'nothings' could not be found in the namespace 'Microsoft\.Storage' for api version '2022-09-01'\./,
  ],
  [
    "a group that isn't there",
    "GET",
    `{S}/resourceGroups/none?${G}`,
    undefined,
    404,
    "ResourceGroupNotFound",
    /^Resource group 'none' could not be found\.$/,
  ],
  [
    "the resources of a group that isn't there",
    "GET",
    `{S}/resourceGroups/none/resources?${G}`,
    undefined,
    404,
    "ResourceGroupNotFound",
    /^Resource group 'none' could not be found\.$/,
  ],
  [
    "a resource in a group that isn't there",
    "PUT",
    `{S}/resourceGroups/none/providers/Microsoft.Storage/storageAccounts/abc?${V}`,
    account("uksouth"),
    404,
    "ResourceGroupNotFound",
    /'none'/,
  ],
  [
    "a resource that isn't there",
    "GET",
    `${STORAGE}/absent1?${V}`,
    undefined,
    404,
    "ResourceNotFound",
    /^The Resource 'Microsoft\.Storage\/storageAccounts\/absent1' under resource group 'errors' was not found\. .*aka\.ms\/ARMResourceNotFoundFix$/,
  ],
  ["a verb that a type hasn't", "PATCH", `{S}?${G}`, {}, 405, "HttpMethodNotSupported", /'PATCH' is not supported/],
  ["a POST to a group", "POST", `{G}?${G}`, {}, 405, "HttpMethodNotSupported", /^The http method 'POST'/],
  [
    "broken JSON",
    "PUT",
    `{S}/resourceGroups/new?${G}`,
    "{",
    400,
    "InvalidRequestContent",
    /^The request content was invalid and could not be deserialized: '/,
  ],
  [
    "a member that groups haven't",
    "PUT",
    `{S}/resourceGroups/new?${G}`,
    '{"location":"uksouth","colour":"red"}',
    400,
    "InvalidRequestContent",
    /'Could not find member 'colour' on object of type 'ResourceGroupDefinition'\. Path 'colour', line 1, position 31\.'\.$/,
  ],
  [
    "a member that resources haven't",
    "PUT",
    `${STORAGE}/new1?${V}`,
    '{\n  "AccountType": "LRS" }',
    400,
    "InvalidRequestContent",
    /'Could not find member 'AccountType' on object of type 'ResourceDefinition'\. Path 'AccountType', line 2, position 16\.'\.$/,
  ],
  ["JSON that is no object", "PUT", `{S}/resourceGroups/new?${G}`, "[1]", 400, "InvalidRequestContent", /deserialized/],
  [
    "a property of another type",
    "PUT",
    `{S}/resourceGroups/new?${G}`,
    { location: "uksouth", tags: { a: 1 } },
    400,
    "InvalidRequestContent",
    /'tags\.a'/,
  ],
  ["no body for a group", "PUT", `{S}/resourceGroups/new?${G}`, undefined, 400, "LocationRequired", /is required/],
  ["no body for a resource", "PUT", `${STORAGE}/new1?${V}`, undefined, 400, "LocationRequired", /is required/],
  [
    "a group without a location",
    "PUT",
    `{S}/resourceGroups/new?${G}`,
    {},
    400,
    "LocationRequired",
    /^The location property is required for this definition\.$/,
  ],
  [
    "a group in no region",
    "PUT",
    `{S}/resourceGroups/new?${G}`,
    { location: "Atlantis" },
    400,
    "LocationNotAvailableForResourceGroup",
    /^The provided location 'Atlantis' is not available for resource group\. List of available regions is 'eastus,/,
  ],
  [
    "a group in another region than before",
    "PUT",
    `{G}?${G}`,
    { location: "ukwest" },
    409,
    "InvalidResourceGroupLocation",
    /^Invalid resource group location 'ukwest'\. The Resource group already exists in location 'uksouth'\.$/,
  ],
  [
    "a resource without a location",
    "PUT",
    `${STORAGE}/new1?${V}`,
    { kind: "StorageV2", sku: { name: "Standard_LRS" } },
    400,
    "LocationRequired",
    /^The location property is required for this definition\.$/,
  ],
  [
    "a resource in no region",
    "PUT",
    `${STORAGE}/new1?${V}`,
    account("Atlantis"),
    400,
    "LocationNotAvailableForResourceType",
    /^The provided location 'Atlantis' is not available for resource type 'Microsoft\.Storage\/storageAccounts'\. List of available regions for the resource type is '/,
  ],
  [
    "a resource in another region than before",
    "PUT",
    `${STORAGE}/existing1?${V}`,
    account("ukwest"),
    409,
    "InvalidResourceLocation",
    /^The resource 'existing1' already exists in location 'uksouth' in resource group 'errors'\. A resource with the same name cannot be created in location 'ukwest'\. Please select a new resource name\.$/,
  ],
  [
    "a group's name that ends with a period",
    "PUT",
    `{S}/resourceGroups/new.?${G}`,
    { location: "uksouth" },
    400,
    "InvalidResourceGroup",
    /'new\.'/,
  ],
  [
    "a storage account's name with capitals",
    "PUT",
    `${STORAGE}/Not_Valid?${V}`,
    account("uksouth"),
    400,
    "AccountNameInvalid",
    /Not_Valid/,
  ],
  [
    "a deployment of a template",
    "PUT",
    `{G}/providers/Microsoft.Resources/deployments/d?${G}`,
    { properties: { mode: "Incremental", template: {} } },
    400,
    "DeploymentsNotSupported",
    /^The deployment 'd' can't be made/,
  ],
  [
    "a deployment that isn't there",
    "GET",
    `{G}/providers/Microsoft.Resources/deployments/d?${G}`,
    undefined,
    404,
    "DeploymentNotFound",
    /^Deployment 'd' could not be found\.$/,
  ],
  [
    "a filter that resources haven't",
    "GET",
    `{S}/resources?${G}&$filter=colour eq 'red'`,
    undefined,
    400,
    "InvalidFilterInQueryString",
    /colour eq 'red'/,
  ],
  [
    "a filter that groups haven't",
    "GET",
    `{S}/resourceGroups?${G}&$filter=name eq 'red'`,
    undefined,
    400,
    "InvalidFilterInQueryString",
    /name eq 'red'/,
  ],
];

describe("Resource Manager refuses", () => {
  test.each(cases)("%s", async (_name, method, path, body, status, code, message) => {
    const answer = await send(method, at(path).replaceAll(" ", "%20"), body);
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.stringMatching(message) } } });
    expect(answer.headers).toMatchObject({ "x-ms-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test("a body that is too large", async () => {
    const answer = await send("PUT", at(`${STORAGE}/new1?${V}`), `"${"x".repeat(5 * 1024 * 1024)}"`);
    expect(answer.status).toBe(413);
  });

  test("all that without a trace", async () => {
    const groups = await send("GET", at(`{S}/resourceGroups?${G}`));
    const resources = await send("GET", at(`{G}/resources?${G}`));
    expect([groups.body, resources.body]).toMatchObject([
      { value: [{ name: "errors", location: "uksouth" }] },
      { value: [{ name: "existing1", location: "uksouth" }] },
    ]);
  });
});
