import { ResourceManagementClient } from "@azure/arm-resources";
import { describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { owner, stranger, subscriptionId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-resources");
const { resourceGroups, resources, providers } = new ResourceManagementClient(owner, subscriptionId);
const location = "uksouth";
const IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities";
const VERSION = "2023-01-31";

describe("resource groups", () => {
  test("are made, read, tagged, listed and deleted with what is in them", async () => {
    const name = "rg-sdk-short-lived";
    const made = await resourceGroups.createOrUpdate(name, { location: "UK South", tags: { team: "orders" } });
    expect(made).toEqual({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
      name,
      type: "Microsoft.Resources/resourceGroups",
      location,
      tags: { team: "orders" },
      properties: { provisioningState: "Succeeded" },
    });
    expect(await resourceGroups.get(name)).toEqual(made);
    const tagged = await resourceGroups.update(name, { tags: { team: "billing" } });
    expect(tagged).toEqual({ ...made, tags: { team: "billing" } });
    expect(await collect(resourceGroups.list())).toContainEqual(tagged);

    const identity = `${made.id}/providers/${IDENTITY}/id-inside`;
    await resources.beginCreateOrUpdateByIdAndWait(identity, VERSION, { location });
    await resourceGroups.beginDeleteAndWait(name);
    expect((await resourceGroups.checkExistence(name)).body).toBe(false);
    await expectRestError(resources.getById(identity, VERSION), 404, "ResourceGroupNotFound");
  });

  test("say whether they exist", async () => {
    expect((await resourceGroups.checkExistence(group)).body).toBe(true);
    expect((await resourceGroups.checkExistence("rg-sdk-nowhere")).body).toBe(false);
  });
});

describe("resources of any type", () => {
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${IDENTITY}/id-generic`;

  test("are made, read, changed, listed and deleted by their id", async () => {
    const made = await resources.beginCreateOrUpdateByIdAndWait(id, VERSION, { location, tags: { a: "b" } });
    expect(made).toMatchObject({ id, name: "id-generic", type: IDENTITY, location });
    expect(await resources.getById(id, VERSION)).toEqual(made);
    const changed = await resources.beginUpdateByIdAndWait(id, VERSION, { tags: { a: "c" } });
    expect(changed).toEqual({ ...made, tags: { a: "c" } });

    const listed = { id, name: "id-generic", type: IDENTITY, location, tags: { a: "c" } };
    expect(await collect(resources.listByResourceGroup(group))).toEqual([listed]);
    const filter = `resourceType eq '${IDENTITY}' and name eq 'id-generic'`;
    expect(await collect(resources.list({ filter }))).toEqual([listed]);

    await resources.beginDeleteByIdAndWait(id, VERSION);
    await expectRestError(resources.getById(id, VERSION), 404, "ResourceNotFound");
  });

  test("are made and read by group, provider, type and name", async () => {
    const where = [group, "Microsoft.ManagedIdentity", "", "userAssignedIdentities", "id-by-name", VERSION] as const;
    const made = await resources.beginCreateOrUpdateAndWait(...where, { location });
    expect(await resources.get(...where)).toEqual(made);
    await resources.beginDeleteAndWait(...where);
    await expectRestError(resources.get(...where), 404, "ResourceNotFound");
  });
});

describe("providers", () => {
  test("are listed with their types and api-versions, and are registered", async () => {
    const listed = await collect(providers.list());
    expect(listed.map(({ namespace }) => namespace)).toEqual(
      expect.arrayContaining(["Microsoft.ApiManagement", "Microsoft.KeyVault", "Microsoft.Storage", "Microsoft.Web"]),
    );
    const web = await providers.get("Microsoft.Web");
    expect(web.registrationState).toBe("Registered");
    expect(web.resourceTypes).toContainEqual(
      expect.objectContaining({ resourceType: "sites", apiVersions: expect.arrayContaining([expect.any(String)]) }),
    );
    expect(await providers.register("Microsoft.Web")).toEqual(web);
  });

  test("404 for one that isn't there", async () => {
    await expectRestError(providers.get("Microsoft.Nothing"), 404, "InvalidResourceNamespace");
  });
});

describe("calls that fail", () => {
  test("404 for a group that isn't there", async () => {
    await expectRestError(resourceGroups.get("rg-sdk-nowhere"), 404, "ResourceGroupNotFound");
    await expectRestError(resourceGroups.beginDeleteAndWait("rg-sdk-nowhere"), 404, "ResourceGroupNotFound");
    await expectRestError(resourceGroups.update("rg-sdk-nowhere", { tags: {} }), 404, "ResourceGroupNotFound");
  });

  test("400 for a name that can't be, a filter that can't be read and an api-version that isn't there", async () => {
    await expectRestError(resourceGroups.createOrUpdate("rg-sdk.", { location }), 400, "InvalidResourceGroup");
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${IDENTITY}/id-old`;
    await expectRestError(resources.getById(id, "1999-01-01"), 400, "NoRegisteredProviderFound");
    await expectRestError(collect(resources.list({ filter: "colour eq 'red'" })), 400, "InvalidFilterInQueryString");
  });

  test("403 for a caller without a role", async () => {
    const theirs = new ResourceManagementClient(stranger, subscriptionId);
    await expectRestError(theirs.resourceGroups.get(group), 403, "AuthorizationFailed");
    await expectRestError(collect(theirs.resources.list()), 403, "AuthorizationFailed");
    await expectRestError(theirs.providers.get("Microsoft.Web"), 403, "AuthorizationFailed");
  });

  test("404 for another subscription", async () => {
    const elsewhere = new ResourceManagementClient(owner, "00000000-0000-4000-8000-000000000000");
    await expectRestError(elsewhere.resourceGroups.get(group), 404, "SubscriptionNotFound");
  });
});
