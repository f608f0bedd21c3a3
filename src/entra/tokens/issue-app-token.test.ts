import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AppTokenRequest, EntraError, firstParty, type ServicePrincipal } from "../index.ts";
import { START_MS, startTestTenant, TENANT_ID, type TestTenant, testRole } from "../testing/index.ts";

const IDENTITY_ID =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/Rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Id";
let tenant: TestTenant;

beforeEach(async () => {
  tenant = await startTestTenant();
});
afterEach(() => tenant.close());

async function issue(client: ServicePrincipal, resource: string, rest: Partial<AppTokenRequest> = {}) {
  const issued = await tenant.entra.tokens.issueAppToken({
    client: client.id,
    resource,
    credential: "secret",
    ...rest,
  });
  return { issued, claims: decodeJwt(issued.accessToken), header: decodeProtectedHeader(issued.accessToken) };
}

async function refusal(client: ServicePrincipal, resource: string): Promise<EntraError> {
  const error: unknown = await issue(client, resource).catch((thrown: unknown) => thrown);
  if (error instanceof EntraError) return error;
  throw new Error("A token was issued; expected a refusal.");
}

function createIdentity(name = "id") {
  return tenant.entra.directory.servicePrincipals.createManagedIdentity({ displayName: name, alternativeNames: [] });
}

describe("claims of an app-only token", () => {
  const ISSUED = START_MS / 1000;

  test("version 2.0 has exactly Entra's claims", async () => {
    const client = tenant.register({ displayName: "client" });
    const api = tenant.register({
      displayName: "api",
      identifierUris: ["api://a"],
      api: { ...versionDefaults, requestedAccessTokenVersion: 2 },
    });
    const { claims, header } = await issue(client.principal, "api://a");
    expect(Object.keys(claims).sort()).toEqual(
      "aio aud azp azpacr exp iat iss nbf oid rh sub tid uti ver xms_ftd".split(" "),
    );
    expect(claims).toMatchObject({
      aud: api.clientId,
      iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`,
      iat: ISSUED - 300,
      nbf: ISSUED - 300,
      exp: ISSUED + 3600,
      azp: client.clientId,
      azpacr: "1",
      oid: client.principal.id,
      sub: client.principal.id,
      tid: TENANT_ID,
      ver: "2.0",
    });
    expect(header).toEqual({ typ: "JWT", alg: "RS256", kid: expect.stringMatching(/^[\w-]{27}$/) });
  });

  test.each([null, 1] as const)(
    "version 1.0 is what a resource gets that asks for %s",
    async (requestedAccessTokenVersion) => {
      const client = tenant.register({ displayName: "client" });
      tenant.register({
        displayName: "api",
        identifierUris: ["api://a"],
        api: { ...versionDefaults, requestedAccessTokenVersion },
      });
      const { claims, header } = await issue(client.principal, "api://a");
      expect(Object.keys(claims).sort()).toEqual(
        "aio appid appidacr aud exp iat idp iss nbf oid rh sub tid uti ver".split(" "),
      );
      expect(claims).toMatchObject({
        aud: "api://a",
        iss: `https://sts.windows.net/${TENANT_ID}/`,
        idp: `https://sts.windows.net/${TENANT_ID}/`,
        appid: client.clientId,
        ver: "1.0",
      });
      expect(header).toEqual({ typ: "JWT", alg: "RS256", x5t: header.kid, kid: header.kid });
    },
  );

  test("a managed identity's token lasts a day and names the identity to Azure's own resources", async () => {
    const identity = createIdentity();
    const { issued, claims } = await issue(identity, "https://vault.azure.net", {
      credential: "managedIdentity",
      managedIdentityResourceId: IDENTITY_ID,
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(86_700);
    expect([issued.expiresIn, issued.expiresOn]).toEqual([86_399, claims.exp]);
    expect(claims).toMatchObject({
      appidacr: "2",
      idtyp: "app",
      xms_idrel: "7 18",
      xms_mirid: IDENTITY_ID.replace("resourceGroups", "resourcegroups"),
    });
    expect(claims.roles).toBeUndefined();
  });

  test("an application of the tenant's own never gets xms_mirid", async () => {
    const identity = createIdentity();
    tenant.register({ displayName: "api", identifierUris: ["api://a"] });
    const { claims } = await issue(identity, "api://a", {
      credential: "managedIdentity",
      managedIdentityResourceId: IDENTITY_ID,
    });
    expect(claims.xms_mirid).toBeUndefined();
  });

  test("optional claims of the resource add idtyp, and make the client id the audience", async () => {
    const client = tenant.register({ displayName: "client" });
    const claim = { source: null, essential: false };
    const api = tenant.register({
      displayName: "api",
      identifierUris: ["api://a"],
      optionalClaims: {
        accessToken: [
          { name: "idtyp", additionalProperties: [], ...claim },
          { name: "aud", additionalProperties: ["use_guid"], ...claim },
        ],
        idToken: [],
        saml2Token: [],
      },
    });
    expect((await issue(client.principal, "api://a")).claims).toMatchObject({ idtyp: "app", aud: api.clientId });
  });

  test("Microsoft Graph gets the granted permissions and the claims of its own", async () => {
    const client = tenant.register({ displayName: "client" });
    tenant.entra.directory.appRoleAssignments.create({
      principalId: client.principal.id,
      resourceId: tenant.entra.directory.servicePrincipals.findByAppId(firstParty.microsoftGraph.appId)?.id ?? "",
      appRoleId: "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
    });
    const { claims } = await issue(client.principal, "https://graph.microsoft.com");
    expect(claims).toMatchObject({
      app_displayname: "client",
      roles: ["Directory.Read.All"],
      xms_idrel: "7 6",
      ver: "1.0",
    });
  });

  test.each([
    ["https://management.azure.com", firstParty.resourceManager.appId],
    ["https://management.azure.com/", firstParty.resourceManager.appId],
    ["https://management.core.windows.net/", firstParty.resourceManager.appId],
    ["https://vault.azure.net", firstParty.keyVault.appId],
    ["https://storage.azure.com/", firstParty.storage.appId],
    ["https://demo.blob.core.windows.net", firstParty.storage.appId],
    ["https://demo.queue.core.windows.net/", firstParty.storage.appId],
  ])("the audience repeats %s as it was asked for", async (resource, appId) => {
    const client = tenant.register({ displayName: "client" });
    expect((await issue(client.principal, resource)).claims.aud).toBe(resource);
    expect((await issue(client.principal, appId.toUpperCase())).claims.aud).toBe(appId);
  });

  test.each([
    "https://management.azure.com//",
    "https://management.azure.com/.default",
    "https://a.b.blob.core.windows.net",
    "https://evil.example/.blob.core.windows.net",
    "http://demo.blob.core.windows.net",
    "HTTPS://MANAGEMENT.AZURE.COM",
    "",
  ])("the resource '%s' is nobody's", async (resource) => {
    const client = tenant.register({ displayName: "client" });
    expect((await refusal(client.principal, resource)).errorCode).toBe(500011);
  });

  test("a managed identity is no resource", async () => {
    const client = tenant.register({ displayName: "client" });
    const identity = createIdentity();
    expect((await refusal(client.principal, identity.appId)).errorCode).toBe(500011);
  });
});

const versionDefaults = {
  acceptMappedClaims: null,
  knownClientApplications: [],
  oauth2PermissionScopes: [],
  preAuthorizedApplications: [],
};

describe("roles", () => {
  const role = testRole("Apim.Example");
  const other = testRole("Apim.Other");
  type Assignment = "none" | "direct" | "group" | "nested group" | "both roles" | "default access";
  type Case = [required: boolean, assignment: Assignment, expected: readonly string[] | "absent" | 501051];

  const cases: readonly Case[] = [
    [false, "none", "absent"],
    [false, "direct", ["Apim.Example"]],
    [false, "both roles", ["Apim.Example", "Apim.Other"]],
    [false, "group", "absent"],
    [false, "nested group", "absent"],
    [false, "default access", "absent"],
    [true, "none", 501051],
    [true, "direct", ["Apim.Example"]],
    [true, "both roles", ["Apim.Example", "Apim.Other"]],
    [true, "group", 501051],
    [true, "nested group", 501051],
    [true, "default access", "absent"],
  ];
  const principals = ["application", "managed identity"] as const;

  test.each(principals.flatMap((kind) => cases.map((row) => [kind, ...row] as const)))(
    "%s, assignment required: %s, assigned: %s gives %j",
    async (kind, appRoleAssignmentRequired, assignment, expected) => {
      const { appRoleAssignments, groups } = tenant.entra.directory;
      const appRoles = assignment === "default access" ? [] : [role, other];
      const api = tenant.register({ displayName: "the api", appRoles }, { appRoleAssignmentRequired });
      const client = kind === "application" ? tenant.register({ displayName: "me" }).principal : createIdentity("me");
      const assign = (principalId: string, appRoleId: string) =>
        appRoleAssignments.create({ principalId, resourceId: api.principal.id, appRoleId });
      if (assignment === "direct") assign(client.id, role.id);
      if (assignment === "both roles") for (const { id } of [role, other]) assign(client.id, id);
      if (assignment === "default access") assign(client.id, "00000000-0000-0000-0000-000000000000");
      if (assignment === "group" || assignment === "nested group") {
        const inner = groups.create({ displayName: "inner", mailNickname: "inner", members: [client.id] });
        const outer = groups.create({ displayName: "outer", mailNickname: "outer", members: [inner.id] });
        assign(assignment === "group" ? inner.id : outer.id, role.id);
      }

      if (expected === 501051) {
        const error = await refusal(client, api.clientId);
        expect([error.status, error.error, error.description]).toEqual([
          400,
          "invalid_grant",
          `AADSTS501051: Application '${client.appId}'(me) is not assigned to a role for the application '${api.clientId}'(the api).`,
        ]);
      } else {
        const { claims } = await issue(client, api.clientId);
        expect(claims.roles ?? "absent").toEqual(expected);
      }
    },
  );

  test("those of another principal or on another resource don't count", async () => {
    const { appRoleAssignments } = tenant.entra.directory;
    const api = tenant.register({ displayName: "api", appRoles: [role] });
    const otherApi = tenant.register({ displayName: "other api", appRoles: [testRole("Other")] });
    const client = tenant.register({ displayName: "client" });
    const stranger = tenant.register({ displayName: "stranger" });
    appRoleAssignments.create({ principalId: stranger.principal.id, resourceId: api.principal.id, appRoleId: role.id });
    const otherRole = otherApi.principal.appRoles[0]?.id ?? "";
    appRoleAssignments.create({
      principalId: client.principal.id,
      resourceId: otherApi.principal.id,
      appRoleId: otherRole,
    });
    expect((await issue(client.principal, api.clientId)).claims.roles).toBeUndefined();
  });

  test("a role that was disabled after the assignment still counts; a deleted one doesn't", async () => {
    const { appRoleAssignments, applications } = tenant.entra.directory;
    const api = tenant.register({ displayName: "api", appRoles: [role] });
    const client = tenant.register({ displayName: "client" });
    appRoleAssignments.create({ principalId: client.principal.id, resourceId: api.principal.id, appRoleId: role.id });
    applications.update(api.applicationId, { appRoles: [{ ...role, isEnabled: false }] });
    expect((await issue(client.principal, api.clientId)).claims.roles).toEqual(["Apim.Example"]);
    applications.update(api.applicationId, { appRoles: [] });
    expect((await issue(client.principal, api.clientId)).claims.roles).toBeUndefined();
  });

  test("a required permission without an assignment gives nothing", async () => {
    const api = tenant.register({ displayName: "api", appRoles: [role] });
    const client = tenant.register({
      displayName: "client",
      requiredResourceAccess: [{ resourceAppId: api.clientId, resourceAccess: [{ id: role.id, type: "Role" }] }],
    });
    expect((await issue(client.principal, api.clientId)).claims.roles).toBeUndefined();
  });

  test("a token for oneself needs an assignment where one is required", async () => {
    const self = tenant.register({ displayName: "self", appRoles: [role] }, { appRoleAssignmentRequired: true });
    expect((await refusal(self.principal, self.clientId)).errorCode).toBe(501051);
  });
});

describe("keys", () => {
  test("tokens verify with the published key, whose id outlives a restart", async () => {
    const client = tenant.register({ displayName: "client" });
    const { issued, header } = await issue(client.principal, "https://management.azure.com/");
    const keys = await (await tenant.served.fetch(`/${TENANT_ID}/discovery/v2.0/keys`)).json();
    await expect(
      jwtVerify(issued.accessToken, createLocalJWKSet(keys), { currentDate: new Date(START_MS) }),
    ).resolves.toBeDefined();
    const restarted = await startTestTenant(tenant.store);
    const again = await (await restarted.served.fetch("/common/discovery/keys")).json();
    await restarted.close();
    expect(again.keys[0].kid).toBe(header.kid);
  });

  test("a deleted client gets no token", async () => {
    const identity = createIdentity();
    tenant.entra.directory.servicePrincipals.delete(identity.id);
    expect((await refusal(identity, "https://management.azure.com/")).errorCode).toBe(700016);
  });
});
