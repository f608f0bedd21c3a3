import { expect, test } from "vitest";
import {
  groupPath,
  type ManagementHarness,
  serviceBody,
  servicePath,
  startManagement,
  subscriptionPath,
  valueAt,
} from "../testing/management-harness.ts";

const provider = `${subscriptionPath}/providers/Microsoft.ApiManagement`;
const deletedService = `${provider}/locations/uksouth/deletedservices/orders-apim`;

test("a service is ready at once, under its own host name", async () => {
  const { putService } = startManagement();
  const answer = await putService();
  expect(answer).toMatchObject({
    status: 201,
    headers: { etag: expect.any(String) },
    body: {
      id: servicePath,
      name: "orders-apim",
      type: "Microsoft.ApiManagement/service",
      location: "uksouth",
      sku: { name: "Developer", capacity: 1 },
      properties: {
        publisherEmail: "owner@example.com",
        notificationSenderEmail: "apimgmt-noreply@mail.windowsazure.com",
        provisioningState: "Succeeded",
        createdAtUtc: "2026-01-02T03:04:05.000Z",
        gatewayUrl: "https://orders-apim.azure-api.net",
        hostnameConfigurations: [{ type: "Proxy", hostName: "orders-apim.azure-api.net" }],
      },
    },
  });
  expect(valueAt(answer.body, "etag")).toBe(answer.headers.etag?.replaceAll('"', ""));
});

test("a service is found in the lists of its group and of its subscription", async () => {
  const { send, putService } = startManagement();
  await putService();
  for (const path of [`${groupPath}/providers/Microsoft.ApiManagement/service`, `${provider}/service`]) {
    expect(await send("GET", path)).toMatchObject({ body: { value: [{ name: "orders-apim" }] } });
  }
});

test("a PATCH changes what it names, inside properties too, and keeps the identity", async () => {
  const { send } = startManagement();
  await send("PUT", "", { ...serviceBody, identity: { type: "SystemAssigned" }, tags: { team: "orders" } });
  expect(await send("PATCH", "", { properties: { publisherName: "New" } })).toMatchObject({
    status: 200,
    body: { tags: { team: "orders" }, properties: { publisherName: "New", publisherEmail: "owner@example.com" } },
  });
});

test("identities are applied on PUT and released when the service goes with its group", async () => {
  const { send, resources, released } = startManagement();
  const put = await send("PUT", "", { ...serviceBody, identity: { type: "SystemAssigned" } });
  expect(put).toMatchObject({ body: { identity: { type: "SystemAssigned" } } });
  resources.delete(groupPath);
  expect(released).toEqual([servicePath]);
  expect(await send("GET", deletedService)).toMatchObject({ status: 200 });
});

test.each([
  ["virtualNetworkType", { virtualNetworkType: "Internal" }],
  ["certificates", { certificates: [{ storeName: "Root" }] }],
  ["additionalLocations", { additionalLocations: [{ location: "ukwest" }] }],
  ["custom hostname", { hostnameConfigurations: [{ type: "Proxy", hostName: "api.example.com" }] }],
  ["publicNetworkAccess", { publicNetworkAccess: "Disabled" }],
  ["disableGateway", { disableGateway: true }],
  ["client certificates", { enableClientCertificate: true }],
])("a service with %s is refused by name", async (name, properties) => {
  const { send } = startManagement();
  const body = { ...serviceBody, properties: { ...serviceBody.properties, ...properties } };
  expect(await send("PUT", "", body)).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse", message: expect.stringContaining(name) } },
  });
});

test("a service can't be moved to another location", async () => {
  const { send, putService } = startManagement();
  await putService();
  expect(await send("PUT", "", { ...serviceBody, location: "ukwest" })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "location" }] } },
  });
});

test("a service name is taken in all groups", async () => {
  const { send, putService } = startManagement();
  await putService();
  const elsewhere = `${subscriptionPath}/resourceGroups/other/providers/Microsoft.ApiManagement/service/Orders-apim`;
  expect(await send("PUT", elsewhere, serviceBody)).toMatchObject({
    status: 409,
    body: { error: { code: "ServiceAlreadyExists" } },
  });
});

test("a deleted service's name is free once it is purged, or after 48 hours", async () => {
  const { send, putService, advance } = startManagement();
  await putService();
  await send("DELETE", "");
  expect(await putService()).toMatchObject({
    status: 409,
    body: { error: { code: "ServiceAlreadyExistsInSoftDeletedState" } },
  });
  expect(await send("GET", `${provider}/deletedservices`)).toMatchObject({
    body: {
      value: [
        {
          name: "orders-apim",
          location: "uksouth",
          properties: {
            serviceId: servicePath,
            deletionDate: "2026-01-02T03:04:05.000Z",
            scheduledPurgeDate: "2026-01-04T03:04:05.000Z",
          },
        },
      ],
    },
  });
  expect(await send("DELETE", deletedService)).toMatchObject({ status: 200 });
  expect(await putService()).toMatchObject({ status: 201 });

  await send("DELETE", "");
  advance(48 * 60 * 60 * 1000 - 1);
  expect(await putService()).toMatchObject({ status: 409 });
  advance(1);
  expect(await send("GET", deletedService)).toMatchObject({
    status: 404,
    body: { error: { code: "ServiceNotFound" } },
  });
  expect(await putService()).toMatchObject({ status: 201 });
});

const restore = { location: "uksouth", sku: serviceBody.sku, properties: { restore: true } };

test("a deleted service is restored with all that was in it and a new system-assigned identity", async () => {
  const { send, resources } = startManagement();
  await send("PUT", "", { ...serviceBody, identity: { type: "SystemAssigned" }, tags: { team: "orders" } });
  await send("PUT", "/namedValues/kept", { properties: { displayName: "kept", value: "v", secret: true } });
  await send("PUT", "/namedValues/gone", { properties: { displayName: "gone", value: "v" } });
  await send("DELETE", "/namedValues/gone");
  const before = resources.below(servicePath);
  await send("DELETE", "");

  expect(await send("PUT", "", restore)).toMatchObject({
    status: 201,
    body: { tags: { team: "orders" }, identity: { type: "SystemAssigned" }, properties: { publisherName: "Orders" } },
  });
  expect(resources.below(servicePath)).toEqual(before);
  expect(await send("GET", deletedService)).toMatchObject({ status: 404 });
  expect(await send("PUT", "", restore)).toMatchObject({ status: 200 });
});

test.each([
  ["was never there", async () => {}],
  [
    "is purged",
    async ({ send, putService }: ManagementHarness) => {
      await putService();
      await send("DELETE", "");
      await send("DELETE", deletedService);
    },
  ],
  [
    "was deleted 48 hours ago",
    async ({ send, putService, advance }: ManagementHarness) => {
      await putService();
      await send("DELETE", "");
      advance(48 * 60 * 60 * 1000);
    },
  ],
])("a service that %s can't be restored, and leaves nothing to a new one", async (_, prepare) => {
  const harness = startManagement();
  await prepare(harness);
  expect(await harness.send("PUT", "", restore)).toMatchObject({
    status: 400,
    body: { error: { code: "ServiceUndeleteNotPossible" } },
  });
  expect(await harness.putService()).toMatchObject({ status: 201 });
});

test("a group's deleted service that was never there leaves no trace", async () => {
  const { send } = startManagement();
  expect(await send("DELETE", "")).toMatchObject({ status: 204 });
  expect(await send("GET", `${provider}/deletedservices`)).toMatchObject({ body: { value: [] } });
});

test.each([
  ["fresh-name", true, "Valid"],
  ["orders-apim", false, "AlreadyExists"],
  ["gone-apim", false, "AlreadyExists"],
  ["1st", false, "Invalid"],
  ["ends-", false, "Invalid"],
])("the name %s is available: %j (%s)", async (name, nameAvailable, reason) => {
  const { send, putService } = startManagement();
  await putService();
  const gone = servicePath.replace("orders-apim", "gone-apim");
  await send("PUT", gone, serviceBody);
  await send("DELETE", gone);
  expect(await send("POST", `${provider}/checkNameAvailability`, { name })).toMatchObject({
    status: 200,
    body: { nameAvailable, reason },
  });
});

test("an action that isn't there is refused by name", async () => {
  const { send, putService } = startManagement();
  await putService();
  expect(await send("POST", "/getssotoken")).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse", message: expect.stringContaining("getssotoken") } },
  });
});

test("the direct management API's credentials can be read and renewed, but it can't be enabled", async () => {
  const { send, putService } = startManagement();
  await putService();
  const read = await send("GET", "/tenant/access");
  expect(read).toMatchObject({ status: 200, body: { properties: { enabled: false } } });
  expect(JSON.stringify(read)).not.toContain("Key");
  const before = await send("POST", "/tenant/access/listSecrets");
  expect(await send("POST", "/tenant/access/regeneratePrimaryKey")).toMatchObject({ status: 204 });
  const after = await send("POST", "/tenant/access/listSecrets");
  expect(valueAt(after.body, "primaryKey")).not.toBe(valueAt(before.body, "primaryKey"));
  expect(valueAt(after.body, "secondaryKey")).toBe(valueAt(before.body, "secondaryKey"));
  expect(await send("PUT", "/tenant/access", { properties: { enabled: false } })).toMatchObject({ status: 200 });
  expect(await send("PUT", "/tenant/access", { properties: { enabled: true } })).toMatchObject({ status: 400 });
});

test("portal settings are kept, the delegation's key out of sight", async () => {
  const { send, putService } = startManagement();
  await putService();
  await send("PUT", "/portalsettings/signin", { properties: { enabled: true } });
  expect(await send("GET", "/portalsettings/signin")).toMatchObject({ body: { properties: { enabled: true } } });
  const delegation = { url: "", validationKey: "secret", subscriptions: { enabled: false } };
  const put = await send("PUT", "/portalsettings/delegation", { properties: delegation });
  expect(put.status).toBe(200);
  expect(JSON.stringify([put, await send("GET", "/portalsettings")])).not.toContain("secret");
  expect(await send("POST", "/portalsettings/delegation/listSecrets")).toMatchObject({
    body: { validationKey: "secret" },
  });
  const on = { ...delegation, subscriptions: { enabled: true } };
  expect(await send("PUT", "/portalsettings/delegation", { properties: on })).toMatchObject({ status: 400 });
  expect(await send("GET", "/portalsettings/other")).toMatchObject({ status: 404 });
});
