import { describe, expect, test } from "vitest";
import { servicePath, startManagement, valueAt } from "./testing/management-harness.ts";

const provider = { displayName: "Entra", metadataEndpoint: "https://login.example.com/meta", clientId: "c" };
const server = {
  displayName: "OAuth",
  clientRegistrationEndpoint: "https://a.example.com",
  authorizationEndpoint: "https://a.example.com",
  authorizationMethods: ["GET"],
  grantTypes: ["clientCredentials"],
  clientId: "c",
};
const logger = { loggerType: "applicationInsights", credentials: { instrumentationKey: "ikey" } };
const monitor = { loggerType: "azureMonitor" };
const diagnostic = {
  loggerId: "/loggers/logs",
  sampling: { samplingType: "fixed", percentage: 50 },
  verbosity: "error",
};
const xml = { schemaType: "xml", value: "<xsd />" };
const openApi = {
  contentType: "application/vnd.oai.openapi.components+json",
  document: { components: { schemas: {} } },
};

async function start() {
  const management = startManagement();
  await management.putService();
  await management.send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  await management.send("PUT", "/loggers/logs", { properties: monitor });
  return management;
}

test.each([
  ["openidConnectProviders/one", provider],
  ["authorizationServers/one", server],
  ["identityProviders/aad", { clientId: "c", allowedTenants: ["contoso.example.com"], type: "aad" }],
  ["loggers/one", monitor],
  ["diagnostics/applicationinsights", diagnostic],
  ["apis/orders/diagnostics/applicationinsights", diagnostic],
  ["schemas/one", xml],
  ["apis/orders/schemas/one", openApi],
])("%s is kept, shown, listed and deleted, with a tag", async (path, properties) => {
  const { send } = await start();
  const { loggerId: _, ...kept } = { loggerId: "", ...properties };
  const created = await send("PUT", `/${path}`, {
    properties: { clientSecret: "s", ...properties, description: null },
  });
  expect(created).toMatchObject({ status: 201, body: { id: `${servicePath}/${path}`, properties: kept } });
  const shown = await send("GET", `/${path}`);
  expect(shown).toEqual({ ...created, status: 200 });
  expect(await send("GET", `/${path.slice(0, path.lastIndexOf("/"))}`)).toMatchObject({
    body: { value: expect.arrayContaining([expect.objectContaining({ id: `${servicePath}/${path}` })]) },
  });
  expect(await send("PUT", `/${path}`, { properties }, { "if-match": '"old"' })).toMatchObject({ status: 412 });
  expect(await send("DELETE", `/${path}`)).toMatchObject({ status: 200 });
  expect(await send("GET", `/${path}`)).toMatchObject({ status: 404 });
});

test.each([
  ["openidConnectProviders/one", { ...provider, metadataEndpoint: "meta" }, "metadataEndpoint"],
  ["authorizationServers/one", { ...server, authorizationMethods: ["POST"] }, "authorizationMethods"],
  ["authorizationServers/one", { ...server, grantTypes: [] }, "grantTypes"],
  ["loggers/one", { loggerType: "azureEventHub" }, "credentials"],
  ["loggers/one", { ...logger, credentials: { instrumentationKey: "{{none}}" } }, "credentials"],
  ["diagnostics/other", diagnostic, "diagnosticId"],
  ["diagnostics/local", { ...diagnostic, loggerId: "/loggers/none" }, "loggerId"],
  ["diagnostics/local", { ...diagnostic, sampling: { percentage: 101 } }, "sampling.percentage"],
  ["schemas/one", { schemaType: "xml" }, "value"],
  ["schemas/one", { schemaType: "json" }, "document"],
  ["apis/orders/schemas/one", { contentType: "a/b", document: {} }, "document"],
])("PUT of %s with what doesn't fit is refused (%#)", async (path, properties, target) => {
  const { send } = await start();
  expect(await send("PUT", `/${path}`, { properties })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target }] } },
  });
});

test.each([
  ["openidConnectProviders", provider, { clientSecret: "s3cret" }],
  [
    "authorizationServers",
    server,
    { clientSecret: "s3cret", resourceOwnerUsername: null, resourceOwnerPassword: "pass" },
  ],
])("secrets of %s are shown by listSecrets only, and a PATCH keeps them", async (type, properties, secrets) => {
  const { send } = await start();
  const created = await send("PUT", `/${type}/one`, { properties: { ...properties, ...secrets } });
  const changed = await send("PATCH", `/${type}/one`, { properties: { displayName: "New" } });
  expect(changed).toMatchObject({ status: 200, body: { properties: { ...properties, displayName: "New" } } });
  expect(JSON.stringify([created, changed])).not.toMatch(/s3cret|pass/);
  expect(await send("POST", `/${type}/one/listSecrets`)).toMatchObject({ status: 200, body: secrets });
  await send("PUT", `/${type}/one`, { properties });
  expect(await send("POST", `/${type}/one/listSecrets`)).toMatchObject({ body: { clientSecret: null } });
});

describe("a logger", () => {
  test("keeps its secrets in named values, which it holds on to", async () => {
    const { send } = await start();
    const created = await send("PUT", "/loggers/one", { properties: logger });
    const reference = valueAt(created.body, "properties", "credentials", "instrumentationKey");
    expect(reference).toMatch(/^\{\{Logger-Credentials--[0-9a-f]{24}\}\}$/);
    const name = String(reference).slice("{{Logger-Credentials--".length, -2);
    const again = { ...logger, credentials: { instrumentationKey: "new" } };
    expect(await send("PUT", "/loggers/one", { properties: again })).toMatchObject({
      body: { properties: { credentials: { instrumentationKey: reference } } },
    });
    expect(await send("PATCH", "/loggers/one", { properties: { description: "d" } })).toMatchObject({ status: 200 });
    expect(await send("POST", `/namedValues/${name}/listValue`)).toMatchObject({ body: { value: "new" } });
    expect(await send("DELETE", `/namedValues/${name}`)).toMatchObject({ status: 400 });
    await send("DELETE", "/loggers/one");
    expect(await send("DELETE", `/namedValues/${name}`)).toMatchObject({ status: 200 });
  });

  test("that a diagnostic uses can't be deleted", async () => {
    const { send } = await start();
    expect(await send("PUT", "/apis/orders/diagnostics/azuremonitor", { properties: diagnostic })).toMatchObject({
      body: { properties: { loggerId: `${servicePath}/loggers/logs` } },
    });
    expect(await send("DELETE", "/loggers/logs")).toMatchObject({ status: 400 });
    await send("DELETE", "/apis/orders");
    expect(await send("DELETE", "/loggers/logs")).toMatchObject({ status: 200 });
  });
});

test.each([
  ["identityProviders/other", { clientId: "c", clientSecret: "s" }, "identityProviderName"],
  ["identityProviders/aad", { clientId: "c" }, "clientSecret"],
])("%s with %j is refused", async (path, properties, target) => {
  const { send } = await start();
  expect(await send("PUT", `/${path}`, { properties })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target }] } },
  });
});
