import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

const TENANT = "11111111-1111-1111-1111-111111111111";
const ROLE = "d0f1b995-afa6-2501-3744-d0a6466056d3";
const role = {
  id: ROLE,
  allowedMemberTypes: ["Application", "User"],
  description: "Example role.",
  displayName: "Example role",
  isEnabled: true,
  value: "Apim.Example",
};
let graph: TestGraph;

beforeEach(async () => {
  graph = await startTestGraph();
});
afterEach(() => graph.close());

/** The shape of body that azuread's providers send. */
function providerBody(displayName = "app") {
  return {
    groupMembershipClaims: null,
    "owners@odata.bind": [`https://graph.microsoft.com/v1.0/${TENANT}/directoryObjects/${graph.operator.principal.id}`],
    api: {
      acceptMappedClaims: false,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      requestedAccessTokenVersion: 2,
    },
    appRoles: [role],
    description: null,
    displayName,
    identifierUris: [`api://${displayName}`],
    info: { marketingUrl: "", privacyStatementUrl: null },
    isDeviceOnlyAuthSupported: false,
    isFallbackPublicClient: false,
    oauth2RequirePostResponse: false,
    optionalClaims: {
      accessToken: [{ additionalProperties: [], essential: false, name: "groups" }],
      idToken: [],
      saml2Token: [],
    },
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    signInAudience: "AzureADMyOrg",
    spa: { redirectUris: [] },
    tags: [],
    web: {
      homePageUrl: "https://app.example",
      implicitGrantSettings: { enableAccessTokenIssuance: true, enableIdTokenIssuance: true },
      logoutUrl: null,
      redirectUris: ["https://app.example/"],
    },
  };
}

describe("applications", () => {
  test.each(["/beta/applications", `/v1.0/${TENANT}/applications`])(
    "POST %s answers what was sent, with ids",
    async (path) => {
      const { status, body } = await graph.call("POST", path, providerBody());
      expect(status).toBe(201);
      expect(body).toMatchObject({
        "@odata.context": `https://graph.microsoft.com/${path.split("/")[1]}/$metadata#applications/$entity`,
        displayName: "app",
        identifierUris: ["api://app"],
        api: { requestedAccessTokenVersion: 2 },
        appRoles: [{ ...role, origin: "Application" }],
        web: { redirectUris: ["https://app.example/"] },
        passwordCredentials: [],
        keyCredentials: [],
      });
      expect(new Set([body?.id, body?.appId]).size).toBe(2);
      expect(await graph.read("GET", `${path}/${body?.id}`)).toMatchObject({ id: body?.id, appId: body?.appId });
    },
  );

  test("whoever creates one is its owner, once, and can stop being it", async () => {
    const { id } = await graph.read("POST", "/beta/applications", providerBody());
    const owner = graph.operator.principal.id;
    const owners = await graph.read("GET", `/beta/applications/${id}/owners?$select=id`);
    expect(owners.value).toEqual([{ "@odata.type": "#microsoft.graph.servicePrincipal", id: owner }]);
    const reference = `/beta/${TENANT}/applications/${id}/owners/${owner}/$ref`;
    const found = await graph.call("GET", `${reference}?%24select=id%2Curl`);
    expect([found.status, found.body?.id]).toEqual([200, owner]);
    const removed = await graph.call("DELETE", reference);
    expect([removed.status, removed.headers.get("content-type")]).toEqual([204, null]);
    expect((await graph.call("GET", reference)).status).toBe(404);
    expect((await graph.call("DELETE", reference)).status).toBe(404);
    const url = { "@odata.id": `https://localhost:18444/v1.0/${TENANT}/directoryObjects/${owner}` };
    expect((await graph.call("POST", `/beta/applications/${id}/owners/$ref`, url)).status).toBe(204);
    expect((await graph.call("POST", `/beta/applications/${id}/owners/$ref`, url)).body?.error.message).toContain(
      "'owners'",
    );
  });

  test("a patch changes what it mentions, also within a complex property", async () => {
    const { id } = await graph.read("POST", "/beta/applications", providerBody());
    const patch = {
      id,
      api: { requestedAccessTokenVersion: null },
      web: { implicitGrantSettings: { enableIdTokenIssuance: false } },
    };
    expect((await graph.call("PATCH", `/beta/applications/${id}`, patch)).status).toBe(204);
    expect(await graph.read("GET", `/v1.0/applications/${id}`)).toMatchObject({
      displayName: "app",
      api: { requestedAccessTokenVersion: null, acceptMappedClaims: false },
      appRoles: [{ id: ROLE }],
      web: {
        homePageUrl: "https://app.example",
        implicitGrantSettings: { enableAccessTokenIssuance: true, enableIdTokenIssuance: false },
        redirectUris: ["https://app.example/"],
      },
    });
  });

  test("a role is disabled before it is deleted", async () => {
    const { id } = await graph.read("POST", "/beta/applications", providerBody());
    const patch = (appRoles: unknown) => graph.call("PATCH", `/beta/applications/${id}`, { appRoles });
    expect((await patch([])).body?.error.code).toBe("CannotDeleteOrUpdateEnabledEntitlement");
    expect((await patch([{ ...role, isEnabled: false, origin: "Application" }])).status).toBe(204);
    expect((await patch([])).status).toBe(204);
  });

  test("are found by filter", async () => {
    const { appId, id } = await graph.read("POST", "/beta/applications", providerBody("one"));
    await graph.call("POST", "/beta/applications", providerBody("two"));
    const ids = async (filter: string) => {
      const query = new URLSearchParams({ $filter: filter });
      return (await graph.read("GET", `/v1.0/applications?${query}`)).value.map((application) => application.id);
    };
    expect(await ids(`appId eq '${appId}'`)).toEqual([id]);
    expect(await ids("displayName eq 'ONE'")).toEqual([id]);
    expect(await ids("identifierUris/any(x:x eq 'api://one')")).toEqual([id]);
    expect(await ids("displayName eq 'none'")).toEqual([]);
  });

  test("a deleted one is gone, and its service principal too", async () => {
    const { id, appId } = await graph.read("POST", "/beta/applications", providerBody());
    const principal = await graph.read("POST", "/v1.0/servicePrincipals", { appId });
    expect((await graph.call("DELETE", `/beta/applications/${id}`)).status).toBe(204);
    expect((await graph.call("GET", `/beta/applications/${id}`)).status).toBe(404);
    expect((await graph.call("GET", `/v1.0/servicePrincipals/${principal.id}`)).status).toBe(404);
    expect((await graph.call("DELETE", `/beta/applications/${id}`)).status).toBe(404);
  });

  test.each<[string, unknown, string]>([
    ["no name", {}, "A value is required for property 'displayName' of resource 'Application'."],
    ["an unknown property", { displayName: "a", nonsense: 1 }, "Invalid property 'nonsense'."],
    [
      "a certificate that is none",
      { displayName: "a", keyCredentials: [{ type: "AsymmetricX509Cert", usage: "Verify", key: "bm9uZQ==" }] },
      "Invalid value specified for property 'key' of resource 'KeyCredential'.",
    ],
    ["a logo", { displayName: "a", logo: "" }, "Invalid property 'logo'."],
    [
      "a secret's text",
      { displayName: "a", passwordCredentials: [{ secretText: "x" }] },
      "Invalid property 'secretText'.",
    ],
    ["a client id", { displayName: "a", appId: ROLE }, "Invalid property 'appId'."],
    [
      "token version 3",
      { displayName: "a", api: { requestedAccessTokenVersion: 3 } },
      "Invalid value specified for property 'api.requestedAccessTokenVersion' of resource 'Application'.",
    ],
    [
      "a role without members",
      { displayName: "a", appRoles: [{ ...role, allowedMemberTypes: [] }] },
      "Invalid value specified for property 'appRoles.0.allowedMemberTypes' of resource 'Application'.",
    ],
    [
      "a taken identifier URI",
      { displayName: "a", identifierUris: ["api://taken"] },
      "Another object with the same value for property identifierUris already exists.",
    ],
  ])("refuses %s", async (_, sent, message) => {
    await graph.call("POST", "/v1.0/applications", { displayName: "taken", identifierUris: ["api://taken"] });
    const { status, body } = await graph.call("POST", "/v1.0/applications", sent);
    expect([status, body?.error.message]).toEqual([400, message]);
  });

  test.each([
    ["no JSON", "application/json", "{"],
    ["no content type", "", "{}"],
    ["a form", "application/x-www-form-urlencoded", "displayName=a"],
  ])("refuses a body that is %s", async (_, contentType, body) => {
    const token = await graph.tokenFor(graph.operator);
    const headers = { authorization: `Bearer ${token}`, "content-type": contentType };
    const answer = await graph.served.fetch("/v1.0/applications", { method: "POST", headers, body });
    expect([answer.status, (await answer.json()).error.code]).toEqual([400, "BadRequest"]);
  });
});

describe("secrets", () => {
  test.each(["applications", "servicePrincipals"])(
    "of %s: the text is answered once, works, and can be taken back",
    async (kind) => {
      const client = graph.tenant.register({ displayName: "client" });
      const path = `/beta/${kind}/${kind === "applications" ? client.applicationId : client.principal.id}`;
      const added = await graph.read("POST", `${path}/addPassword`, { passwordCredential: { displayName: "secret" } });
      const { keyId, secretText } = added;
      expect(added).toMatchObject({
        displayName: "secret",
        hint: String(secretText).slice(0, 3),
        startDateTime: "2026-08-13T21:24:29.000Z",
        endDateTime: "2028-08-13T21:24:29.000Z",
        customKeyIdentifier: null,
      });
      const shown = JSON.stringify(await graph.read("GET", path));
      expect(shown).toContain(String(keyId));
      expect(shown).not.toContain(String(secretText));
      expect(shown).not.toMatch(/"(?:hash|salt)"/);
      const signIn = async () => {
        const form = {
          grant_type: "client_credentials",
          client_id: client.clientId,
          client_secret: String(secretText),
          scope: ".default",
        };
        const answer = await graph.tenant.served.fetch(`/${TENANT}/oauth2/v2.0/token`, {
          method: "POST",
          body: new URLSearchParams(form),
        });
        return answer.status;
      };
      expect(await signIn()).toBe(200);
      expect((await graph.call("POST", `${path}/removePassword`, { keyId })).status).toBe(204);
      expect(await signIn()).toBe(401);
      expect((await graph.call("POST", `${path}/removePassword`, { keyId })).status).toBe(404);
    },
  );

  test.each<[string, unknown]>([
    ["a text of the caller's", { passwordCredential: { secretText: "chosen by me, and long" } }],
    ["a date that is none", { passwordCredential: { endDateTime: "tomorrow" } }],
    ["an end before the start", { passwordCredential: { endDateTime: "2020-01-01T00:00:00Z" } }],
  ])("refuse %s", async (_, body) => {
    expect(
      (await graph.call("POST", `/v1.0/applications/${graph.operator.applicationId}/addPassword`, body)).status,
    ).toBe(400);
  });
});
