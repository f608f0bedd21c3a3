import { ApiManagementClient } from "@azure/arm-apimanagement";
import { beforeAll } from "vitest";
import { owner, subscriptionId } from "./principals.ts";

/** An API Management service that is there before the first test of the calling file; it goes with its group. */
export function useApiManagement(group: string, name: string): ApiManagementClient {
  const client = new ApiManagementClient(owner, subscriptionId);
  beforeAll(async () => {
    await client.apiManagementService.beginCreateOrUpdateAndWait(group, name, {
      location: "uksouth",
      sku: { name: "Developer", capacity: 1 },
      publisherEmail: "owner@example.com",
      publisherName: "Orders",
    });
  });
  return client;
}
