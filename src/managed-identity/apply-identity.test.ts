import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TENANT_ID } from "../entra/testing/index.ts";
import { armErrorOf, identityId, SITE, startTestIdentities, type TestIdentities } from "./testing/test-identities.ts";

let cloud: TestIdentities;
beforeEach(async () => {
  cloud = await startTestIdentities();
});
afterEach(() => cloud.tenant.close());

describe("applyIdentity", () => {
  test("SystemAssigned makes a service principal, and keeps it on an update", () => {
    const first = cloud.setSite({ type: "SystemAssigned" }).identity;
    expect(first).toEqual({ type: "SystemAssigned", principalId: expect.any(String), tenantId: TENANT_ID });
    expect(cloud.tenant.entra.directory.servicePrincipals.get(first?.principalId ?? "")).toMatchObject({
      displayName: "fn",
      servicePrincipalType: "ManagedIdentity",
      alternativeNames: ["isExplicit=False", SITE.replace("resourceGroups", "resourcegroups")],
    });
    expect(cloud.setSite({ type: "systemassigned" }).identity).toEqual(first);
    expect(cloud.setSite(undefined).identity).toEqual(first);
  });

  test("UserAssigned resolves ids, whatever their case", async () => {
    const { principalId, clientId } = await cloud.createIdentity("id1");
    const asked = identityId("ID1");
    expect(cloud.setSite({ type: "UserAssigned", userAssignedIdentities: { [asked]: {} } }).identity).toEqual({
      type: "UserAssigned",
      userAssignedIdentities: { [asked]: { principalId, clientId } },
    });
  });

  test.each(["SystemAssigned,UserAssigned", "SystemAssigned, UserAssigned", "userassigned , systemassigned"])(
    "'%s' gives both",
    async (type) => {
      await cloud.createIdentity("id1");
      const { identity } = cloud.setSite({ type, userAssignedIdentities: { [identityId("id1")]: {} } });
      expect(identity?.type).toBe("SystemAssigned, UserAssigned");
      expect(identity?.principalId).toBeDefined();
      expect(Object.keys(identity?.userAssignedIdentities ?? {})).toEqual([identityId("id1")]);
    },
  );

  test("None takes all away, and null takes one away", async () => {
    await cloud.createIdentity("id1");
    await cloud.createIdentity("id2");
    const [one, two] = [identityId("id1"), identityId("id2")];
    const both = cloud.setSite({
      type: "SystemAssigned, UserAssigned",
      userAssignedIdentities: { [one]: {}, [two]: {} },
    });
    const left = cloud.setSite({
      type: "SystemAssigned, UserAssigned",
      userAssignedIdentities: { [one]: {}, [two]: null },
    });
    expect(Object.keys(left.identity?.userAssignedIdentities ?? {})).toEqual([one]);
    expect(cloud.setSite({ type: "None" }).identity).toBeUndefined();
    expect(cloud.tenant.entra.directory.servicePrincipals.get(both.identity?.principalId ?? "")).toBeUndefined();
  });

  test("releaseIdentity deletes the system-assigned principal and the endpoint's secret", () => {
    const site = cloud.setSite({ type: "SystemAssigned" });
    const secret = cloud.identities.endpointSecret(SITE);
    cloud.identities.releaseIdentity(site);
    expect(cloud.tenant.entra.directory.servicePrincipals.get(site.identity?.principalId ?? "")).toBeUndefined();
    expect(cloud.identities.endpointSecret(SITE)).not.toBe(secret);
  });

  test.each<[string, unknown, string]>([
    ["an unknown type", { type: "Other" }, "InvalidRequestContent"],
    ["None beside another type", { type: "None, SystemAssigned" }, "InvalidRequestContent"],
    ["no type", {}, "InvalidRequestContent"],
    ["a text", "SystemAssigned", "InvalidRequestContent"],
    ["UserAssigned without ids", { type: "UserAssigned" }, "MissingIdentityIds"],
    [
      "ids without UserAssigned",
      { type: "SystemAssigned", userAssignedIdentities: { [identityId("x")]: {} } },
      "InvalidIdentityValues",
    ],
    ["an id of no resource", { type: "UserAssigned", userAssignedIdentities: { x: {} } }, "LinkedInvalidPropertyId"],
    [
      "an id of another type",
      { type: "UserAssigned", userAssignedIdentities: { [SITE]: {} } },
      "LinkedInvalidPropertyId",
    ],
    [
      "an unknown identity",
      { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [identityId("x")]: {} } },
      "FailedIdentityOperation",
    ],
  ])("refuses %s and changes nothing", (_, requested, code) => {
    const before = cloud.tenant.entra.directory.servicePrincipals.list().length;
    const error = armErrorOf(() => cloud.setSite(requested));
    expect([error.status, error.code]).toEqual([400, code]);
    expect(cloud.tenant.entra.directory.servicePrincipals.list()).toHaveLength(before);
  });

  test("words an unknown identity as Azure does", () => {
    const id = identityId("x");
    const error = armErrorOf(() => cloud.setSite({ type: "UserAssigned", userAssignedIdentities: { [id]: {} } }));
    expect(error.message).toBe(
      `Identity operation for resource '${SITE}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest","message":"Resource '${id}' was not found."}}'.'.`,
    );
  });
});
