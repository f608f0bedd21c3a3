import { ResourceManagementClient } from "@azure/arm-resources";
import { afterAll, beforeAll } from "vitest";
import { owner, subscriptionId } from "./principals.ts";

/** A resource group that is there while the tests of the calling file run, with all that they put into it. */
export function useResourceGroup(name: string): string {
  const { resourceGroups } = new ResourceManagementClient(owner, subscriptionId);
  beforeAll(async () => {
    await resourceGroups.createOrUpdate(name, { location: "uksouth" });
  });
  afterAll(() => resourceGroups.beginDeleteAndWait(name));
  return name;
}
