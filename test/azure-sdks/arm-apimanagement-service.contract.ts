import { ApiManagementClient, type ApiManagementServiceResource } from "@azure/arm-apimanagement";
import { describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { owner, stranger, subscriptionId, tenantId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-apim-service");
const { apiManagementService: services, deletedServices } = new ApiManagementClient(owner, subscriptionId);
const location = "uksouth";
const settings: ApiManagementServiceResource = {
  location,
  sku: { name: "Developer", capacity: 1 },
  publisherEmail: "owner@example.com",
  publisherName: "Orders",
};

describe("services", () => {
  test("are made, read, changed, listed, deleted and purged", async () => {
    const name = "apim-sdk-life";
    expect(await services.checkNameAvailability({ name })).toMatchObject({ nameAvailable: true, reason: "Valid" });
    const identity = { type: "SystemAssigned" };
    const made = await services.beginCreateOrUpdateAndWait(group, name, { ...settings, identity, tags: { a: "b" } });
    expect(made).toMatchObject({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ApiManagement/service/${name}`,
      name,
      type: "Microsoft.ApiManagement/service",
      etag: expect.stringMatching(/./),
      tags: { a: "b" },
      sku: { name: "Developer", capacity: 1 },
      identity: { type: "SystemAssigned", tenantId, principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      provisioningState: "Succeeded",
      gatewayUrl: `https://${name}.azure-api.net`,
      publisherEmail: "owner@example.com",
      publisherName: "Orders",
      createdAtUtc: expect.any(Date),
    });
    expect(await services.get(group, name)).toEqual(made);
    const changed = await services.beginUpdateAndWait(group, name, { publisherName: "Billing", tags: { a: "c" } });
    expect(changed).toMatchObject({ publisherName: "Billing", publisherEmail: "owner@example.com", tags: { a: "c" } });
    expect(await collect(services.listByResourceGroup(group))).toEqual([changed]);
    expect(await collect(services.list())).toContainEqual(changed);
    expect(await services.checkNameAvailability({ name })).toMatchObject({
      nameAvailable: false,
      reason: "AlreadyExists",
    });

    await services.beginDeleteAndWait(group, name);
    await expectRestError(services.get(group, name), 404, "ResourceNotFound");
    expect(await deletedServices.getByName(name, location)).toMatchObject({ name, location, serviceId: made.id });
    expect((await collect(deletedServices.listBySubscription())).map((one) => one.name)).toContain(name);
    await expectRestError(
      services.beginCreateOrUpdateAndWait(group, name, settings),
      409,
      "ServiceAlreadyExistsInSoftDeletedState",
    );
    await deletedServices.beginPurgeAndWait(name, location);
    await expectRestError(deletedServices.getByName(name, location), 404, "ServiceNotFound");
  });
});

describe("calls that fail", () => {
  test("404 for a service that isn't there", async () => {
    await expectRestError(services.get(group, "apim-sdk-nobody"), 404, "ResourceNotFound");
    await expectRestError(services.beginUpdateAndWait(group, "apim-sdk-nobody", {}), 404, "ResourceNotFound");
    const { api } = new ApiManagementClient(owner, subscriptionId);
    await expectRestError(collect(api.listByService(group, "apim-sdk-nobody")), 404, "ResourceNotFound");
  });

  test("400 for settings that can't be", async () => {
    const wrong = { ...settings, sku: { name: "Tiny", capacity: 1 } };
    await expectRestError(services.beginCreateOrUpdateAndWait(group, "apim-sdk-wrong", wrong), 400, "ValidationError");
  });

  test("403 for a caller without a role", async () => {
    const theirs = new ApiManagementClient(stranger, subscriptionId);
    await expectRestError(theirs.apiManagementService.get(group, "apim-sdk-any"), 403, "AuthorizationFailed");
    await expectRestError(collect(theirs.apiManagementService.list()), 403, "AuthorizationFailed");
    await expectRestError(
      theirs.apiManagementService.beginCreateOrUpdateAndWait(group, "apim-sdk-mine", settings),
      403,
      "AuthorizationFailed",
    );
  });
});
