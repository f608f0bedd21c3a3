import { randomUUID } from "node:crypto";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { ManagedServiceIdentityClient } from "@azure/arm-msi";
import { beforeAll, describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { owner, ownerObjectId, stranger, subscriptionId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-authorization");
const scope = `/subscriptions/${subscriptionId}/resourceGroups/${group}`;
const { roleAssignments, roleDefinitions } = new AuthorizationManagementClient(owner, subscriptionId);
const roleId = (id: string) =>
  `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
const reader = roleId("acdd72a7-3385-48ef-bd42-f606fba81ae7");
const contributor = roleId("b24988ac-6180-42a0-ab88-20f7382dd24c");

let principalId: string;
beforeAll(async () => {
  const { userAssignedIdentities } = new ManagedServiceIdentityClient(owner, subscriptionId);
  const identity = await userAssignedIdentities.createOrUpdate(group, "id-assignee", { location: "uksouth" });
  principalId = identity.principalId ?? "";
});

describe("role assignments", () => {
  test("are made, read by name and by id, listed at every scope and deleted", async () => {
    const name = randomUUID();
    const made = await roleAssignments.create(scope, name, {
      roleDefinitionId: reader,
      principalId,
      principalType: "ServicePrincipal",
      description: "Looks at the group.",
    });
    expect(made).toMatchObject({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      name,
      type: "Microsoft.Authorization/roleAssignments",
      scope,
      roleDefinitionId: reader,
      principalId,
      principalType: "ServicePrincipal",
      description: "Looks at the group.",
      createdBy: await ownerObjectId(),
      createdOn: expect.any(Date),
    });
    expect(await roleAssignments.get(scope, name)).toEqual(made);
    expect(await roleAssignments.getById(made.id ?? "")).toEqual(made);
    const filter = `principalId eq '${principalId}'`;
    expect(await collect(roleAssignments.listForScope(scope, { filter }))).toEqual([made]);
    expect(await collect(roleAssignments.listForResourceGroup(group, { filter }))).toEqual([made]);
    expect(await collect(roleAssignments.listForSubscription({ filter }))).toEqual([made]);

    expect(await roleAssignments.delete(scope, name)).toMatchObject({ name });
    await expectRestError(roleAssignments.get(scope, name), 404, "RoleAssignmentNotFound");
    expect(await collect(roleAssignments.listForScope(scope, { filter }))).toEqual([]);
  });

  test("of the subscription are seen from a group, unless only its own are asked for", async () => {
    const principal = await ownerObjectId();
    const inherited = (await collect(roleAssignments.listForScope(scope))).filter(
      (one) => one.principalId === principal,
    );
    expect(inherited.map((one) => one.scope)).toEqual([`/subscriptions/${subscriptionId}`]);
  });

  test("409 for a second one of the same role, and 400 for one that is to become another", async () => {
    const name = randomUUID();
    const parameters = { roleDefinitionId: contributor, principalId };
    await roleAssignments.create(scope, name, parameters);
    await expectRestError(roleAssignments.create(scope, randomUUID(), parameters), 409, "RoleAssignmentExists");
    await expectRestError(
      roleAssignments.create(scope, name, { roleDefinitionId: reader, principalId }),
      400,
      "RoleAssignmentUpdateNotPermitted",
    );
    await roleAssignments.delete(scope, name);
  });

  test("400 for a principal, and a role, that isn't there, and for a name that is no GUID", async () => {
    const nobody = { roleDefinitionId: reader, principalId: randomUUID() };
    await expectRestError(roleAssignments.create(scope, randomUUID(), nobody), 400, "PrincipalNotFound");
    const nothing = { roleDefinitionId: roleId(randomUUID()), principalId };
    await expectRestError(roleAssignments.create(scope, randomUUID(), nothing), 400, "RoleDefinitionDoesNotExist");
    const fitting = { roleDefinitionId: reader, principalId };
    await expectRestError(roleAssignments.create(scope, "reader", fitting), 400, "InvalidRoleAssignmentId");
  });

  test("403 for a caller without a role", async () => {
    const theirs = new AuthorizationManagementClient(stranger, subscriptionId);
    await expectRestError(
      theirs.roleAssignments.create(scope, randomUUID(), { roleDefinitionId: reader, principalId }),
      403,
      "AuthorizationFailed",
    );
    await expectRestError(collect(theirs.roleAssignments.listForScope(scope)), 403, "AuthorizationFailed");
  });
});

describe("role definitions", () => {
  test("are found by their name and read", async () => {
    const [found, ...others] = await collect(roleDefinitions.list(scope, { filter: "roleName eq 'Reader'" }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: reader,
      type: "Microsoft.Authorization/roleDefinitions",
      roleName: "Reader",
      roleType: "BuiltInRole",
      permissions: [{ actions: ["*/read"], notActions: [] }],
      assignableScopes: ["/"],
    });
    expect(await roleDefinitions.get(scope, found?.name ?? "")).toEqual(found);
    expect(await roleDefinitions.getById(reader)).toEqual(found);
  });

  test("404 for one that isn't there", async () => {
    await expectRestError(roleDefinitions.get(scope, randomUUID()), 404, "RoleDefinitionDoesNotExist");
  });
});
