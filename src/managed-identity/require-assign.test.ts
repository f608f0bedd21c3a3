import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TENANT_ID } from "../entra/testing/index.ts";
import type { ObjectId } from "../platform/index.ts";
import type { Caller } from "../resource-manager/index.ts";
import {
  armErrorOf,
  assignRole,
  GROUP,
  identityId,
  SITE,
  startTestIdentities,
  type TestIdentities,
} from "./testing/test-identities.ts";

const OPERATOR = "f1a07417-d97a-45cb-824c-7a7467783830";
const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const IDENTITY_CONTRIBUTOR = "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59";
const WEBSITE_CONTRIBUTOR = "de139f84-1756-47ae-9be6-808fbbe84772";
const [ONE, TWO] = [identityId("one"), identityId("two")];
const deployer: Caller = {
  objectId: "00000000-0000-0000-0000-00000000000d" as ObjectId,
  clientId: "00000000-0000-0000-0000-00000000000c",
  tenantId: TENANT_ID,
};
const withIds = (...ids: readonly string[]) => ({
  type: "SystemAssigned, UserAssigned",
  userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])),
});

let cloud: TestIdentities;
beforeEach(async () => {
  cloud = await startTestIdentities();
  await cloud.createIdentity("one");
  await cloud.createIdentity("two");
});
afterEach(() => cloud.tenant.close());

describe("who assigns an identity", () => {
  test("is refused without the permission on it, in Azure's words, and nothing is changed", () => {
    assignRole(cloud.access, deployer.objectId, OPERATOR, TWO);
    const before = cloud.tenant.entra.directory.servicePrincipals.list().length;
    const error = armErrorOf(() => cloud.setSite(withIds(ONE, TWO), deployer));
    expect([error.status, error.code, error.message]).toEqual([
      403,
      "LinkedAuthorizationFailed",
      `The client '${deployer.clientId}' with object id '${deployer.objectId}' has permission to perform action 'Microsoft.Web/sites/write' on scope '${SITE}'; ` +
        "however, it does not have permission to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' " +
        `on the linked scope(s) '${ONE}' or the linked scope(s) are invalid.`,
    ]);
    expect(cloud.tenant.entra.directory.servicePrincipals.list()).toHaveLength(before);
    expect(cloud.resources.get(SITE)).toBeUndefined();
  });

  test("doesn't learn whether an identity is there", () => {
    const codes = [ONE, identityId("none")].map((id) => armErrorOf(() => cloud.setSite(withIds(id), deployer)).code);
    expect(codes).toEqual(["LinkedAuthorizationFailed", "LinkedAuthorizationFailed"]);
  });

  test("needs the permission also for those that the resource has already, when it names them", () => {
    cloud.setSite(withIds(ONE));
    assignRole(cloud.access, deployer.objectId, OPERATOR, TWO);
    expect(armErrorOf(() => cloud.setSite(withIds(ONE, TWO), deployer)).code).toBe("LinkedAuthorizationFailed");
    expect(Object.keys(cloud.setSite(undefined, deployer).identity?.userAssignedIdentities ?? {})).toEqual([ONE]);
    expect(Object.keys(cloud.setSite(withIds(TWO), deployer).identity?.userAssignedIdentities ?? {})).toEqual([TWO]);
  });

  test.each<[string, boolean, string, string]>([
    ["a Managed Identity Operator of the identity", true, OPERATOR, ONE],
    ["a Managed Identity Operator of the group", true, OPERATOR, GROUP],
    ["a Contributor of the group", true, CONTRIBUTOR, GROUP],
    ["a Contributor of the site", false, CONTRIBUTOR, SITE],
    ["a Managed Identity Contributor", false, IDENTITY_CONTRIBUTOR, GROUP],
    ["a Website Contributor", false, WEBSITE_CONTRIBUTOR, GROUP],
  ])("%s may: %s", (_, allowed, role, scope) => {
    assignRole(cloud.access, deployer.objectId, role, scope);
    if (allowed) expect(cloud.setSite(withIds(ONE), deployer).identity?.type).toBe("SystemAssigned, UserAssigned");
    else expect(armErrorOf(() => cloud.setSite(withIds(ONE), deployer)).code).toBe("LinkedAuthorizationFailed");
  });

  test("needs none for a system-assigned identity, nor to take identities away", () => {
    cloud.setSite(withIds(ONE));
    expect(cloud.setSite({ type: "SystemAssigned" }, deployer).identity?.type).toBe("SystemAssigned");
    expect(cloud.setSite({ type: "None" }, deployer).identity).toBeUndefined();
  });
});

describe("Microsoft.ManagedIdentity/identities", () => {
  const path = `${SITE}/providers/Microsoft.ManagedIdentity/identities/default`;

  test("shows a resource's system-assigned identity", async () => {
    const { identity } = cloud.setSite({ type: "SystemAssigned" });
    const principal = cloud.tenant.entra.directory.servicePrincipals.get(identity?.principalId ?? "");
    expect(await cloud.call("get", path)).toMatchObject({
      status: 200,
      body: {
        id: path,
        name: "default",
        type: "Microsoft.ManagedIdentity/identities",
        properties: { tenantId: TENANT_ID, principalId: principal?.id, clientId: principal?.appId },
      },
    });
  });

  test.each([
    ["a resource without one", path],
    ["another name", path.replace("default", "other")],
    ["a group", `${GROUP}/providers/Microsoft.ManagedIdentity/identities/default`],
  ])("answers 404 for %s", async (_, asked) => {
    cloud.setSite(asked === path ? withIds(ONE) : { type: "SystemAssigned" });
    if (asked === path) cloud.setSite({ type: "UserAssigned", userAssignedIdentities: { [ONE]: {} } });
    await expect(cloud.call("get", asked)).rejects.toMatchObject({ status: 404, code: "ResourceNotFound" });
  });
});
