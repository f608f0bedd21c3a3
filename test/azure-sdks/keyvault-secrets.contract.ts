import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { SecretClient } from "@azure/keyvault-secrets";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { grantOwner } from "./support/grant.ts";
import { owner, stranger, subscriptionId, tenantId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-secrets");
const name = "kv-sdk-data";
const location = "uksouth";
const url = `https://${name}.vault.azure.net`;
const { vaults } = new KeyVaultManagementClient(owner, subscriptionId);
const secrets = new SecretClient(url, owner);
/** How often a client asks whether a deletion is over. */
const soon = { intervalInMs: 10 };

beforeAll(async () => {
  const vault = await vaults.createOrUpdate(group, name, {
    location,
    properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
  });
  await grantOwner("Key Vault Secrets Officer", vault.id ?? "");
});
afterAll(async () => {
  await vaults.delete(group, name);
  await vaults.purgeDeleted(name, location);
});

describe("secrets", () => {
  test("are set, read, described and listed, version by version", async () => {
    const expiresOn = new Date("2030-01-01T00:00:00Z");
    const first = await secrets.setSecret("password", "one", {
      contentType: "text/plain",
      tags: { a: "b" },
      expiresOn,
    });
    expect(first).toMatchObject({
      name: "password",
      value: "one",
      properties: {
        vaultUrl: url,
        contentType: "text/plain",
        tags: { a: "b" },
        enabled: true,
        expiresOn,
        recoveryLevel: "Recoverable+Purgeable",
        recoverableDays: 90,
      },
    });
    const second = await secrets.setSecret("password", "two");
    expect(await secrets.getSecret("password")).toEqual(second);
    const version = first.properties.version ?? "";
    expect(await secrets.getSecret("password", { version })).toEqual(first);

    const updated = await secrets.updateSecretProperties("password", version, { enabled: false });
    expect(updated).toMatchObject({ version, enabled: false, contentType: "text/plain" });
    await expectRestError(secrets.getSecret("password", { version }), 403, "Forbidden");

    const versions = await collect(secrets.listPropertiesOfSecretVersions("password"));
    expect(versions.map((one) => one.version)).toEqual([version, second.properties.version]);
    expect((await collect(secrets.listPropertiesOfSecrets())).map((one) => one.name)).toContain("password");
  });

  test("are deleted, recovered and purged; a deleted one keeps its name", async () => {
    const set = await secrets.setSecret("fleeting", "one");
    const deletion = await secrets.beginDeleteSecret("fleeting", soon);
    expect(await deletion.pollUntilDone()).toMatchObject({
      name: "fleeting",
      properties: { recoveryId: `${url}/deletedsecrets/fleeting`, deletedOn: expect.any(Date) },
    });
    await expectRestError(secrets.getSecret("fleeting"), 404, "SecretNotFound");
    await expectRestError(secrets.setSecret("fleeting", "two"), 409, "Conflict");
    expect((await collect(secrets.listDeletedSecrets())).map((one) => one.name)).toEqual(["fleeting"]);

    await (await secrets.beginRecoverDeletedSecret("fleeting", soon)).pollUntilDone();
    expect(await secrets.getSecret("fleeting")).toEqual(set);

    await (await secrets.beginDeleteSecret("fleeting", soon)).pollUntilDone();
    await secrets.purgeDeletedSecret("fleeting");
    await expectRestError(secrets.getDeletedSecret("fleeting"), 404, "SecretNotFound");
  });

  test("are listed page by page", async () => {
    for (const number of [1, 2, 3]) await secrets.setSecret(`page-${number}`, "x");
    const sizes: number[] = [];
    for await (const page of secrets.listPropertiesOfSecrets().byPage({ maxPageSize: 2 })) sizes.push(page.length);
    expect(Math.max(...sizes)).toBe(2);
    expect(sizes.length).toBeGreaterThan(1);
  });
});

describe("calls that fail", () => {
  test("404 for a secret that isn't there", async () => {
    await expectRestError(secrets.getSecret("nothing"), 404, "SecretNotFound");
    await expectRestError(secrets.beginDeleteSecret("nothing"), 404, "SecretNotFound");
    await expectRestError(secrets.getSecret("password", { version: "0".repeat(32) }), 404, "SecretNotFound");
  });

  test("400 for a name that can't be", async () => {
    await expectRestError(secrets.setSecret("no_underscores", "x"), 400, "BadParameter");
  });

  test("403 for a caller without a role", async () => {
    const theirs = new SecretClient(url, stranger);
    await expectRestError(theirs.getSecret("password"), 403, "Forbidden");
    await expectRestError(theirs.setSecret("password", "mine"), 403, "Forbidden");
  });
});
