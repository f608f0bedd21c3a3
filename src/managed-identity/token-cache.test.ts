import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testRole } from "../entra/testing/index.ts";
import { createManagedIdentities } from "./index.ts";
import { ARM, identityId, SITE, startTestIdentities, type TestIdentities } from "./testing/test-identities.ts";

let cloud: TestIdentities;
beforeEach(async () => {
  cloud = await startTestIdentities();
});
afterEach(() => cloud.tenant.close());

describe("the 24-hour cache", () => {
  const HOUR = 3600 * 1000;

  async function withApi() {
    const role = testRole("Apim.Example");
    const api = cloud.tenant.register({ displayName: "api", appRoles: [role], identifierUris: ["api://a"] });
    const site = cloud.setSite({ type: "SystemAssigned" });
    const principalId = site.identity?.principalId ?? "";
    return {
      principalId,
      assign: () =>
        cloud.tenant.entra.directory.appRoleAssignments.create({
          principalId,
          resourceId: api.principal.id,
          appRoleId: role.id,
        }),
      rolesFor: async (resource: string) => {
        const { accessToken } = await cloud.identities.token({ host: site, resource });
        return decodeJwt(accessToken).roles;
      },
    };
  }

  test("serves a token without the role that was assigned since, until it nearly ends", async () => {
    const { assign, rolesFor } = await withApi();
    expect(await rolesFor("api://a")).toBeUndefined();
    assign();
    cloud.tenant.clock.advance(23 * HOUR);
    expect(await rolesFor("api://a")).toBeUndefined();
    cloud.tenant.clock.advance(HOUR);
    expect(await rolesFor("api://a")).toEqual(["Apim.Example"]);
  });

  test("says again for five minutes that a role isn't assigned, unless flushed", async () => {
    const role = testRole("Apim.Example");
    const api = cloud.tenant.register({ displayName: "api", appRoles: [role], identifierUris: ["api://b"] });
    const { directory } = cloud.tenant.entra;
    directory.servicePrincipals.update(api.principal.id, { appRoleAssignmentRequired: true });
    const site = cloud.setSite({ type: "SystemAssigned" });
    const principalId = site.identity?.principalId ?? "";
    const ask = () => cloud.identities.token({ host: site, resource: "api://b" });
    const asked = async () => ask();
    await expect(asked()).rejects.toThrow("AADSTS501051");
    expect(cloud.identities.cache.entries()).toMatchObject([
      { principalId, refusal: expect.stringMatching("AADSTS501051") },
    ]);

    directory.appRoleAssignments.create({ principalId, resourceId: api.principal.id, appRoleId: role.id });
    cloud.tenant.clock.advance(299_000);
    await expect(asked()).rejects.toThrow("AADSTS501051");
    cloud.tenant.clock.advance(1000);
    expect(decodeJwt((await asked()).accessToken).roles).toEqual(["Apim.Example"]);
  });

  test("keeps no refusal of another kind", async () => {
    const site = cloud.setSite({ type: "SystemAssigned" });
    const asked = async () => cloud.identities.token({ host: site, resource: "api://later" });
    await expect(asked()).rejects.toThrow("AADSTS500011");
    cloud.tenant.register({ displayName: "later", identifierUris: ["api://later"] });
    expect((await asked()).accessToken).toBeTypeOf("string");
  });

  test("keeps another spelling of the same resource apart", async () => {
    const { assign, rolesFor } = await withApi();
    expect(await rolesFor("api://a")).toBeUndefined();
    assign();
    expect(await rolesFor("api://a/")).toEqual(["Apim.Example"]);
    expect(await rolesFor("api://a")).toBeUndefined();
  });

  test("can be seen and flushed, and shows no token", async () => {
    const { principalId, assign, rolesFor } = await withApi();
    await rolesFor("api://a");
    expect(cloud.identities.cache.entries()).toEqual([
      { principalId, clientId: expect.any(String), resource: "api://a", roles: [], expiresOn: expect.any(Number) },
    ]);
    assign();
    cloud.identities.cache.flush();
    expect(cloud.identities.cache.entries()).toEqual([]);
    expect(await rolesFor("api://a")).toEqual(["Apim.Example"]);
    expect(cloud.identities.cache.entries()[0]?.roles).toEqual(["Apim.Example"]);
  });

  test("can be off", async () => {
    const { assign } = await withApi();
    const uncached = createManagedIdentities({
      ...cloud.tenant,
      resources: cloud.resources,
      access: cloud.access,
      tokenCache: "off",
    });
    const host = cloud.resources.get(SITE) ?? cloud.setSite(undefined);
    await uncached.token({ host, resource: "api://a" });
    assign();
    const { accessToken } = await uncached.token({ host, resource: "api://a" });
    expect(decodeJwt(accessToken).roles).toEqual(["Apim.Example"]);
  });

  test("doesn't keep refusals", async () => {
    const { rolesFor } = await withApi();
    await expect(rolesFor("api://later")).rejects.toMatchObject({ errorCode: 500011 });
    cloud.tenant.register({ displayName: "later", identifierUris: ["api://later"] });
    await expect(rolesFor("api://later")).resolves.toBeUndefined();
  });

  test("gives nothing for an identity that was deleted, cached or not", async () => {
    const { clientId } = await cloud.createIdentity("id1");
    const host = cloud.setSite({ type: "UserAssigned", userAssignedIdentities: { [identityId("id1")]: {} } });
    await cloud.identities.token({ host, select: { clientId }, resource: ARM });
    await cloud.call("delete", identityId("id1"));
    await expect(async () =>
      cloud.identities.token({ host, select: { clientId }, resource: ARM }),
    ).rejects.toMatchObject({
      kind: "identityDeleted",
    });
  });

  test("gives nothing for an identity that was made anew under the same name", async () => {
    const { clientId } = await cloud.createIdentity("id1");
    const host = cloud.setSite({ type: "UserAssigned", userAssignedIdentities: { [identityId("id1")]: {} } });
    await cloud.call("delete", identityId("id1"));
    await cloud.createIdentity("id1");
    await expect(async () =>
      cloud.identities.token({ host, select: { clientId }, resource: ARM }),
    ).rejects.toMatchObject({
      kind: "identityDeleted",
    });
  });
});
