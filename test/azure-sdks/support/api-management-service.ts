import { ApiManagementClient } from "@azure/arm-apimanagement";
import { afterAll, beforeAll } from "vitest";
import { owner, subscriptionId } from "./principals.ts";

/** An API Management service that is there while the tests of the calling file run; its name is free again afterwards. */
export function useApiManagement(group: string, name: string): ApiManagementClient {
  const client = new ApiManagementClient(owner, subscriptionId);
  const location = "uksouth";
  beforeAll(async () => {
    await client.apiManagementService.beginCreateOrUpdateAndWait(group, name, {
      location,
      sku: { name: "Developer", capacity: 1 },
      publisherEmail: "owner@example.com",
      publisherName: "Orders",
    });
  });
  afterAll(async () => {
    await client.apiManagementService.beginDeleteAndWait(group, name);
    await client.deletedServices.beginPurgeAndWait(name, location);
  });
  return client;
}
