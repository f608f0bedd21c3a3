import { ManagedServiceIdentityClient } from "@azure/arm-msi";
import { describe, expect, test } from "vitest";
import { collect } from "./support/collect.ts";
import { expectRestError } from "./support/expect-rest-error.ts";
import { owner, stranger, subscriptionId, tenantId } from "./support/principals.ts";
import { useResourceGroup } from "./support/resource-group.ts";

const group = useResourceGroup("rg-sdk-msi");
const client = new ManagedServiceIdentityClient(owner, subscriptionId);
const { userAssignedIdentities: identities, federatedIdentityCredentials: credentials } = client;
const location = "uksouth";

describe("user-assigned identities", () => {
  test("are made with a principal, read, tagged, listed and deleted", async () => {
    const made = await identities.createOrUpdate(group, "id-orders", { location, tags: { team: "orders" } });
    expect(made).toMatchObject({
      name: "id-orders",
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      location,
      tenantId,
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      principalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await identities.get(group, "id-orders")).toEqual(made);

    const tagged = await identities.update(group, "id-orders", { tags: { team: "billing" } });
    expect(tagged).toEqual({ ...made, tags: { team: "billing" } });

    expect(await collect(identities.listByResourceGroup(group))).toEqual([tagged]);
    expect(await collect(identities.listBySubscription())).toContainEqual(tagged);

    await identities.delete(group, "id-orders");
    expect(await collect(identities.listByResourceGroup(group))).toEqual([]);
    await identities.delete(group, "id-orders");
  });

  test("are put again without a new principal", async () => {
    const made = await identities.createOrUpdate(group, "id-again", { location });
    const again = await identities.createOrUpdate(group, "id-again", { location, tags: { a: "b" } });
    expect(again).toEqual({ ...made, tags: { a: "b" } });
  });
});

describe("federated identity credentials", () => {
  const github = {
    issuer: "https://token.actions.githubusercontent.com",
    subject: "repo:orders/shop:ref:refs/heads/main",
    audiences: ["api://AzureADTokenExchange"],
  };

  test("are made, read, changed, listed and deleted", async () => {
    await identities.createOrUpdate(group, "id-federated", { location });
    const made = await credentials.createOrUpdate(group, "id-federated", "github", github);
    expect(made).toMatchObject({ name: "github", ...github });
    expect(await credentials.get(group, "id-federated", "github")).toEqual(made);
    const changed = await credentials.createOrUpdate(group, "id-federated", "github", { ...github, subject: "other" });
    expect(await collect(credentials.list(group, "id-federated"))).toEqual([changed]);
    await credentials.delete(group, "id-federated", "github");
    expect(await collect(credentials.list(group, "id-federated"))).toEqual([]);
  });

  test("are refused for a pair that is taken, an issuer that is no URL, and below an identity that isn't there", async () => {
    await identities.createOrUpdate(group, "id-twice", { location });
    await credentials.createOrUpdate(group, "id-twice", "one", github);
    await expectRestError(credentials.createOrUpdate(group, "id-twice", "two", github), 409, "Conflict");
    const odd = { ...github, issuer: "github" };
    await expectRestError(credentials.createOrUpdate(group, "id-twice", "three", odd), 400, "BadRequest");
    await expectRestError(credentials.createOrUpdate(group, "id-none", "one", github), 404, "ResourceNotFound");
  });
});

describe("calls that fail", () => {
  test("404 for an identity, or a group, that isn't there", async () => {
    await expectRestError(identities.get(group, "id-nobody"), 404, "ResourceNotFound");
    await expectRestError(identities.get("rg-sdk-nowhere", "id-orders"), 404, "ResourceGroupNotFound");
  });

  test("400 for an identity without a location, and for a name that can't be", async () => {
    await expectRestError(identities.createOrUpdate(group, "id-adrift", { location: "" }), 400, "LocationRequired");
    await expectRestError(identities.createOrUpdate(group, "-", { location }), 400, "InvalidResourceName");
  });

  test("403 for a caller without a role", async () => {
    const { userAssignedIdentities } = new ManagedServiceIdentityClient(stranger, subscriptionId);
    await expectRestError(userAssignedIdentities.get(group, "id-orders"), 403, "AuthorizationFailed");
  });

  test("409 for an identity that would have to move", async () => {
    await identities.createOrUpdate(group, "id-moved", { location });
    await expectRestError(
      identities.createOrUpdate(group, "id-moved", { location: "westeurope" }),
      409,
      "InvalidResourceLocation",
    );
  });
});
