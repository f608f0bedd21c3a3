import { KeyVaultManagementClient, type VaultCreateOrUpdateParameters } from "@azure/arm-keyvault";
import { afterAll, describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { owner, ownerObjectId, stranger, subscriptionId, tenantId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-keyvault");
const { vaults, secrets, managedHsms } = new KeyVaultManagementClient(owner, subscriptionId);
const location = "uksouth";
const vault: VaultCreateOrUpdateParameters = {
  location,
  properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
};

afterAll(async () => {
  for (const name of ["kv-sdk-policies", "kv-sdk-secrets"]) {
    await vaults.delete(group, name);
    await vaults.purgeDeleted(name, location);
  }
});

describe("vaults", () => {
  test("are made, read, changed, listed, deleted, recovered and purged", async () => {
    const name = "kv-sdk-life";
    expect(await vaults.checkNameAvailability({ name, type: "Microsoft.KeyVault/vaults" })).toMatchObject({
      nameAvailable: true,
    });
    const made = await vaults.createOrUpdate(group, name, { ...vault, tags: { a: "b" } });
    expect(made).toMatchObject({
      name,
      type: "Microsoft.KeyVault/vaults",
      location,
      tags: { a: "b" },
      properties: {
        vaultUri: `https://${name}.vault.azure.net/`,
        provisioningState: "Succeeded",
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
      },
    });
    expect(await vaults.get(group, name)).toEqual(made);
    const changed = await vaults.update(group, name, { tags: { a: "c" } });
    expect(changed).toEqual({ ...made, tags: { a: "c" } });
    expect(await collect(vaults.listByResourceGroup(group))).toContainEqual(changed);
    expect(await collect(vaults.listBySubscription())).toContainEqual(changed);
    expect((await collect(vaults.list())).map(({ id }) => id)).toContain(made.id);
    expect(await vaults.checkNameAvailability({ name, type: "Microsoft.KeyVault/vaults" })).toMatchObject({
      nameAvailable: false,
      reason: "AlreadyExists",
    });

    await vaults.delete(group, name);
    await expectRestError(vaults.get(group, name), 404, "ResourceNotFound");
    expect(await vaults.getDeleted(name, location)).toMatchObject({ name, properties: { vaultId: made.id, location } });
    expect((await collect(vaults.listDeleted())).map((deleted) => deleted.name)).toContain(name);
    await expectRestError(vaults.createOrUpdate(group, name, vault), 409, "ConflictError");

    const properties = { ...vault.properties, createMode: "recover" as const };
    expect(await vaults.createOrUpdate(group, name, { location, properties })).toMatchObject({ name });
    await vaults.delete(group, name);
    await vaults.purgeDeleted(name, location);
    await expectRestError(vaults.getDeleted(name, location), 404, "DeletedVaultNotFound");
  });

  test("take access policies one by one", async () => {
    const name = "kv-sdk-policies";
    const properties = { ...vault.properties, enableRbacAuthorization: false, accessPolicies: [] };
    await vaults.createOrUpdate(group, name, { location, properties });
    const objectId = await ownerObjectId();
    const policy = (...permissions: readonly string[]) => ({
      properties: { accessPolicies: [{ tenantId, objectId, permissions: { secrets: [...permissions] } }] },
    });
    await vaults.updateAccessPolicy(group, name, "add", policy("get", "list"));
    await vaults.updateAccessPolicy(group, name, "remove", policy("list"));
    expect((await vaults.get(group, name)).properties.accessPolicies).toEqual([
      { tenantId, objectId, permissions: expect.objectContaining({ secrets: ["get"] }) },
    ]);
  });
});

describe("secrets of a vault", () => {
  test("are set, read without their value, and listed", async () => {
    const name = "kv-sdk-secrets";
    await vaults.createOrUpdate(group, name, vault);
    const set = await secrets.createOrUpdate(group, name, "password", { properties: { value: "s3cret" } });
    expect(set.properties).toMatchObject({ secretUri: `https://${name}.vault.azure.net/secrets/password` });
    expect(set.properties.value).toBeUndefined();
    expect(await secrets.get(group, name, "password")).toEqual(set);
    expect(await collect(secrets.list(group, name))).toEqual([set]);
    await expectRestError(secrets.get(group, name, "nothing"), 404, "SecretNotFound");
  });
});

describe("calls that fail", () => {
  test("404 for a vault that isn't there", async () => {
    await expectRestError(vaults.get(group, "kv-sdk-nobody"), 404, "ResourceNotFound");
    await expectRestError(vaults.update(group, "kv-sdk-nobody", {}), 404, "ResourceNotFound");
    await expectRestError(vaults.getDeleted("kv-sdk-nobody", location), 404, "DeletedVaultNotFound");
    await expectRestError(managedHsms.get(group, "hsm-sdk-nobody"), 404, "ResourceNotFound");
  });

  test("400 for names and settings that can't be", async () => {
    const wrong = { ...vault.properties, enableSoftDelete: false };
    await expectRestError(
      vaults.createOrUpdate(group, "kv-sdk-soft", { location, properties: wrong }),
      400,
      "BadRequest",
    );
    await expectRestError(vaults.createOrUpdate(group, "kv--sdk", vault), 400, "VaultNameNotValid");
  });

  test("403 for a caller without a role", async () => {
    const theirs = new KeyVaultManagementClient(stranger, subscriptionId);
    await expectRestError(theirs.vaults.get(group, "kv-sdk-secrets"), 403, "AuthorizationFailed");
    await expectRestError(theirs.vaults.createOrUpdate(group, "kv-sdk-mine", vault), 403, "AuthorizationFailed");
  });
});
