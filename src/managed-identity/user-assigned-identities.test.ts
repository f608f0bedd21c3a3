import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TENANT_ID } from "../entra/testing/index.ts";
import type { Resource } from "../resource-manager/index.ts";
import { GROUP, identityId, idsIn, startTestIdentities, type TestIdentities } from "./testing/test-identities.ts";

let cloud: TestIdentities;
beforeEach(async () => {
  cloud = await startTestIdentities();
});
afterEach(() => cloud.tenant.close());

describe("Microsoft.ManagedIdentity/userAssignedIdentities", () => {
  test("a create answers 201 with ids, and makes a service principal without an application", async () => {
    const { status, body } = await cloud.call("put", identityId("Id-1"), {
      location: "uksouth",
      properties: {},
      tags: {},
    });
    const { clientId, principalId } = idsIn(body);
    expect([status, body]).toEqual([
      201,
      {
        id: identityId("Id-1"),
        name: "Id-1",
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
        location: "uksouth",
        tags: {},
        properties: { tenantId: TENANT_ID, principalId, clientId },
      },
    ]);
    const { directory } = cloud.tenant.entra;
    expect(directory.servicePrincipals.get(principalId)).toMatchObject({
      appId: clientId,
      displayName: "Id-1",
      servicePrincipalType: "ManagedIdentity",
      alternativeNames: ["isExplicit=True", identityId("Id-1").replace("resourceGroups", "resourcegroups")],
    });
    expect(directory.applications.findByAppId(clientId)).toBeUndefined();
  });

  test("an update answers 200 and keeps the ids; a patch changes tags only", async () => {
    const created = await cloud.createIdentity("id1");
    const updated = await cloud.call("put", identityId("id1"), { location: "UK South", tags: { a: "1" } });
    expect(updated).toMatchObject({ status: 200, body: { tags: { a: "1" }, properties: created } });
    const patched = await cloud.call("patch", identityId("ID1"), { tags: { b: "2" } });
    expect(patched).toMatchObject({
      status: 200,
      body: { id: identityId("id1"), tags: { b: "2" }, properties: created },
    });
  });

  test("a delete takes the service principal along, and is 204 the second time", async () => {
    const { principalId } = await cloud.createIdentity("id1");
    expect(await cloud.call("delete", identityId("id1"))).toEqual({ status: 200 });
    expect(cloud.tenant.entra.directory.servicePrincipals.get(principalId)).toBeUndefined();
    expect(await cloud.call("delete", identityId("id1"))).toEqual({ status: 204 });
    await expect(cloud.call("get", identityId("id1"))).rejects.toMatchObject({ status: 404, code: "ResourceNotFound" });
  });

  test("deleting the group takes the service principals of its identities along", async () => {
    const { principalId } = await cloud.createIdentity("id1");
    cloud.resources.delete(GROUP);
    expect(cloud.tenant.entra.directory.servicePrincipals.get(principalId)).toBeUndefined();
  });

  test("lists those of a group, or of the subscription", async () => {
    await cloud.createIdentity("one");
    await cloud.createIdentity("two");
    const collection = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
    const names = async (scope: string) => {
      const { body } = await cloud.call("list", `${scope}${collection}`);
      return (body as { value: readonly Resource[] }).value.map(({ name }) => name);
    };
    expect(await names(GROUP.toLowerCase())).toEqual(["one", "two"]);
    expect(await names("/subscriptions/00000000-0000-0000-0000-000000000001")).toEqual(["one", "two"]);
    expect(await names(`${GROUP}2`)).toEqual([]);
  });

  test("shows the isolation scope to the api-version that knows it", async () => {
    await cloud.createIdentity("id1");
    expect((await cloud.call("get", identityId("id1"), undefined, "2024-11-30")).body).toMatchObject({
      properties: { isolationScope: "None" },
    });
    expect((await cloud.call("get", identityId("id1"))).body).not.toHaveProperty("properties.isolationScope");
  });

  test.each<[string, string, unknown, number, string]>([
    ["no location", "id1", { properties: {} }, 400, "LocationRequired"],
    ["no body", "id1", undefined, 400, "LocationRequired"],
    ["tags that are no text", "id1", { location: "uksouth", tags: { a: 1 } }, 400, "InvalidRequestContent"],
    [
      "a regional identity",
      "id1",
      { location: "uksouth", properties: { isolationScope: "Regional" } },
      400,
      "InvalidRequestContent",
    ],
    ["a name that is too short", "ab", { location: "uksouth" }, 400, "InvalidResourceName"],
    ["another location", "there", { location: "westeurope" }, 409, "InvalidResourceLocation"],
  ])("refuses %s", async (_, name, body, status, code) => {
    await cloud.createIdentity("there");
    const before = cloud.tenant.entra.directory.servicePrincipals.list().length;
    await expect(cloud.call("put", identityId(name), body)).rejects.toMatchObject({ status, code });
    expect(cloud.tenant.entra.directory.servicePrincipals.list()).toHaveLength(before);
  });
});
