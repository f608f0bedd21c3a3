import { createHmac } from "node:crypto";
import type { JWTPayload } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EchoedRequest } from "../testing/echo-app.ts";
import { appZip } from "../testing/make-zip.ts";
import { siteId, startTestCloud, type TestCloud, type TestResponse } from "../testing/test-cloud.ts";
import { createTokenSigner, TENANT, V1_ISSUER, V2_ISSUER } from "../testing/token-signer.ts";

const CLIENT_ID = "8e980804-3830-4a6f-8822-e333055d5801";
const CALLER = "b11a2591-357d-4689-a2aa-e15d47d988fa";
const CALLER_OBJECT = "0dcd8f6a-55e6-4f87-8f0e-5d2a1a2b3c4d";
const REFUSAL = "You do not have permission to view this directory or page.";
const BROWSER = ["User-Agent", "Mozilla/5.0 (X11) Chrome/130 Safari/537.36"] as const;

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const seconds = () => Math.floor(cloud.clock.now() / 1000);

/** Claims of an app-only v1.0 token, as a managed identity's. */
function claims(changes: Readonly<Record<string, unknown>> = {}): JWTPayload {
  return {
    aud: CLIENT_ID,
    iss: V1_ISSUER,
    iat: seconds(),
    nbf: seconds(),
    exp: seconds() + 3600,
    appid: CALLER,
    appidacr: "2",
    idp: V1_ISSUER,
    oid: CALLER_OBJECT,
    roles: ["Private.Example", "Other"],
    sub: CALLER_OBJECT,
    tid: TENANT,
    ver: "1.0",
    ...changes,
  };
}

async function createSite(v2: object, site: Parameters<TestCloud["createSite"]>[1] = {}): Promise<void> {
  await cloud.createSite("fn1", site);
  await cloud.arm("PUT", `${siteId("fn1")}/config/authsettingsV2`, { properties: v2 });
  await deploy();
}

async function deploy(): Promise<void> {
  cloud.publishers.add("oid-publisher");
  const answer = await cloud.send({
    method: "POST",
    host: "fn1.scm.azurewebsites.net",
    path: "/api/zipdeploy",
    headers: [["Authorization", "Bearer oid-publisher"]],
    body: appZip(),
  });
  expect(answer.status).toBe(200);
}

function settings({
  validation = {},
  action = "Return401",
  issuer = V1_ISSUER,
  store = true,
  ...rest
}: {
  validation?: object;
  action?: string;
  issuer?: string;
  store?: boolean;
  globalValidation?: object;
  httpSettings?: object;
  clearInboundClaimsMapping?: string;
} = {}): object {
  return {
    platform: { enabled: true },
    identityProviders: {
      azureActiveDirectory: { enabled: true, registration: { clientId: CLIENT_ID, openIdIssuer: issuer }, validation },
    },
    login: { tokenStore: { enabled: store } },
    ...rest,
    globalValidation: { requireAuthentication: true, unauthenticatedClientAction: action, ...rest.globalValidation },
  };
}

const withBearer = (token: string, ...more: (readonly [string, string])[]) =>
  cloud.send({ headers: [["Authorization", `Bearer ${token}`], ...more] });
const echoed = (response: TestResponse) => JSON.parse(response.body) as EchoedRequest;

/** The principal that the app was given. */
function principalOf(response: TestResponse): { claims: { typ: string; val: string }[]; [property: string]: unknown } {
  return JSON.parse(Buffer.from(echoed(response).headers["x-ms-client-principal"] ?? "", "base64").toString("utf8"));
}

describe("a bearer token", () => {
  test("of the application passes, and the app learns who calls", async () => {
    await createSite(settings());
    const token = await cloud.signer.sign(claims());
    const response = await withBearer(token);
    expect(response.status).toBe(200);
    const { headers } = echoed(response);
    expect(headers).toMatchObject({
      "x-ms-client-principal-id": CALLER_OBJECT,
      "x-ms-client-principal-idp": "aad",
      "x-ms-token-aad-id-token": token,
      authorization: `Bearer ${token}`,
    });
    expect(headers).not.toHaveProperty("x-ms-client-principal-name");
    const principal = principalOf(response);
    expect(principal).toMatchObject({
      auth_typ: "aad",
      name_typ: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
      role_typ: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    });
    expect(principal.claims).toContainEqual({ typ: "roles", val: "Private.Example" });
    expect(principal.claims).toContainEqual({ typ: "roles", val: "Other" });
    expect(principal.claims).toContainEqual({
      typ: "http://schemas.microsoft.com/identity/claims/objectidentifier",
      val: CALLER_OBJECT,
    });
    expect(principal.claims).toContainEqual({ typ: "exp", val: String(claims().exp) });
  });

  test.each([
    ["the token store is off", settings({ store: false })],
    ["mapping is cleared", settings({ clearInboundClaimsMapping: "true" })],
  ])("keeps its claims' own names in the principal when %s", async (_when, v2) => {
    await createSite(v2);
    const response = await withBearer(await cloud.signer.sign(claims()));
    expect(principalOf(response).claims).toContainEqual({ typ: "oid", val: CALLER_OBJECT });
  });

  test("of a person gives the person's name", async () => {
    await createSite(settings());
    const response = await withBearer(await cloud.signer.sign(claims({ upn: "ann@example.com" })));
    expect(echoed(response).headers["x-ms-client-principal-name"]).toBe("ann@example.com");
  });

  const refused: readonly (readonly [what: string, make: () => Promise<string> | string, reason: string])[] = [
    ["expired", () => cloud.signer.sign(claims({ exp: seconds() - 301 })), "EXPIRED"],
    ["valid only later", () => cloud.signer.sign(claims({ nbf: seconds() + 400 })), "NOT_YET_VALID"],
    ["without an end", () => cloud.signer.sign(claims({ exp: undefined })), "LIFETIME_MISSING"],
    ["for another audience", () => cloud.signer.sign(claims({ aud: "api://other" })), "AUDIENCE"],
    ["for the client id with a slash", () => cloud.signer.sign(claims({ aud: `${CLIENT_ID}/` })), "AUDIENCE"],
    ["without an audience", () => cloud.signer.sign(claims({ aud: undefined })), "AUDIENCE"],
    ["of another issuer", () => cloud.signer.sign(claims({ iss: "https://sts.windows.net/other/" })), "ISSUER"],
    ["of the same tenant in version 2.0", () => cloud.signer.sign(claims({ iss: V2_ISSUER })), "ISSUER"],
    [
      "signed with another key of the same id",
      async () => (await createTokenSigner("key-1")).sign(claims()),
      "SIGNATURE",
    ],
    ["signed with a key that nobody has", async () => (await createTokenSigner("key-2")).sign(claims()), "SIGNATURE"],
    ["without a signature", () => unsigned({ alg: "none", typ: "JWT", kid: "key-1" }), "ALGORITHM"],
    ["with 'none' in another spelling", () => unsigned({ alg: "NonE", typ: "JWT", kid: "key-1" }), "ALGORITHM"],
    ["said to be RS256 and not signed", () => unsigned({ alg: "RS256", typ: "JWT", kid: "key-1" }), "SIGNATURE"],
    ["signed HS256 with the public key as secret", () => hmacSigned(), "ALGORITHM"],
    ["with its payload changed", async () => tampered(await cloud.signer.sign(claims())), "SIGNATURE"],
    [
      "that asks for an extension",
      () => unsigned({ alg: "RS256", kid: "key-1", crit: ["b64"], b64: false }),
      "ALGORITHM",
    ],
    ["that is no token", () => "garbage", "MALFORMED"],
    ["that is empty", () => "", "MALFORMED"],
  ];
  test.each(refused)("%s is refused with 401, and the log says why", async (_what, make, reason) => {
    await createSite(settings({ action: "AllowAnonymous" }));
    const response = await withBearer(await make());
    expect(response.status).toBe(401);
    expect(response.body).toBe(REFUSAL);
    expect(cloud.appService.logs("fn1")?.lines().at(-1)?.text).toContain(`: ${reason}: `);
  });

  test("that passed once is refused when it has expired since", async () => {
    await createSite(settings());
    const token = await cloud.signer.sign(claims());
    expect((await withBearer(token)).status).toBe(200);
    cloud.clock.advance(3_901_000);
    expect((await withBearer(token)).status).toBe(401);
  });

  test("that passed once is refused when the settings no longer allow it", async () => {
    await createSite(settings());
    const token = await cloud.signer.sign(claims());
    expect((await withBearer(token)).status).toBe(200);
    const policy = { defaultAuthorizationPolicy: { allowedApplications: ["somebody-else"] } };
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettingsV2`, { properties: settings({ validation: policy }) });
    expect((await withBearer(token)).status).toBe(403);
  });

  test.each([
    ["", V1_ISSUER, 200],
    ["", V2_ISSUER, 200],
    ["https://login.microsoftonline.com/common/v2.0", V1_ISSUER, 200],
    [`https://login.microsoftonline.com/${TENANT}`, V1_ISSUER, 200],
    [`https://login.microsoftonline.com/${TENANT}`, V2_ISSUER, 401],
    [V2_ISSUER, V2_ISSUER, 200],
    [V2_ISSUER, V1_ISSUER, 401],
    ["https://unreachable.example/tenant", V1_ISSUER, 401],
  ])("with the issuer '%s' configured and %s in the token gets %i", async (issuer, iss, status) => {
    await createSite(settings({ issuer }));
    expect((await withBearer(await cloud.signer.sign(claims({ iss })))).status).toBe(status);
  });

  test("for a configured audience passes", async () => {
    await createSite(settings({ validation: { allowedAudiences: ["api://app"] } }));
    expect((await withBearer(await cloud.signer.sign(claims({ aud: "api://app" })))).status).toBe(200);
  });

  test("is refused when no provider is registered", async () => {
    await createSite({ platform: { enabled: true } });
    expect((await withBearer(await cloud.signer.sign(claims()))).status).toBe(401);
  });
});

describe("built-in authorization", () => {
  const policy = (changes: object) => ({ defaultAuthorizationPolicy: changes });
  test.each([
    ["an application that is listed", policy({ allowedApplications: ["x", CALLER.toUpperCase()] }), {}, 200],
    ["an application that is not listed", policy({ allowedApplications: ["x"] }), {}, 403],
    [
      "the application of a v2.0 token",
      policy({ allowedApplications: [CALLER] }),
      { appid: undefined, azp: CALLER },
      200,
    ],
    ["a token that names no application", policy({ allowedApplications: [CALLER] }), { appid: undefined }, 403],
    ["a principal that is listed", policy({ allowedPrincipals: { identities: [CALLER_OBJECT] } }), {}, 200],
    ["a principal that is not listed", policy({ allowedPrincipals: { identities: ["x"] } }), {}, 403],
    [
      "a principal in a listed group",
      policy({ allowedPrincipals: { identities: ["x"], groups: ["g"] } }),
      { groups: ["f", "g"] },
      200,
    ],
    ["a principal in no listed group", policy({ allowedPrincipals: { groups: ["g"] } }), { groups: ["f"] }, 403],
    [
      "a listed principal by a not listed application",
      policy({ allowedApplications: ["x"], allowedPrincipals: { identities: [CALLER_OBJECT] } }),
      {},
      403,
    ],
    ["an older check of the application", { jwtClaimChecks: { allowedClientApplications: ["x"] } }, {}, 403],
    ["an older check of groups", { jwtClaimChecks: { allowedGroups: ["g"] } }, { groups: ["g"] }, 200],
    ["an older check of groups, not held", { jwtClaimChecks: { allowedGroups: ["g"] } }, {}, 403],
  ])("for %s", async (_who, validation, changes, status) => {
    await createSite(settings({ validation }));
    const response = await withBearer(await cloud.signer.sign(claims(changes)));
    expect(response.status).toBe(status);
    if (status === 403) {
      expect(response.body).toBe(REFUSAL);
      expect(response.headers).not.toHaveProperty("www-authenticate");
    }
  });

  test.each([
    ["WEBSITE_AUTH_AAD_ALLOWED_TENANTS", `x, ${TENANT}`, {}, 200],
    ["WEBSITE_AUTH_AAD_ALLOWED_TENANTS", "x", {}, 403],
    ["WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL", "true", {}, 200],
    ["WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL", "1", { oid: undefined }, 403],
  ])("by the app setting %s=%s", async (name, value, changes, status) => {
    await createSite(settings(), { appSettings: { [name]: value } });
    expect((await withBearer(await cloud.signer.sign(claims(changes)))).status).toBe(status);
  });
});

describe("without a credential", () => {
  test("on Windows a 401 has the challenge and one sentence", async () => {
    await createSite(settings());
    const response = await cloud.send({});
    expect(response.status).toBe(401);
    expect(response.headers["www-authenticate"]).toBe(
      `Bearer realm="fn1.azurewebsites.net" authorization_uri="https://login.windows.net/${TENANT}/oauth2/authorize" resource_id="${CLIENT_ID}"`,
    );
    expect(response.headers["content-type"]).toBe("text/html");
    expect(response.headers["content-length"]).toBe("58");
    expect(response.body).toBe(REFUSAL);
  });

  test("on Linux a 401 is empty and comes from Kestrel", async () => {
    await createSite(settings(), { reserved: true });
    const response = await cloud.send({});
    expect(response.status).toBe(401);
    expect(response.headers).toMatchObject({ server: "Kestrel", "content-length": "0" });
    expect(response.body).toBe("");
  });

  test.each([
    ["Return401", 401],
    ["RejectWith401", 401],
    ["Return403", 403],
    ["Return404", 404],
    ["RejectWith404", 404],
    ["AllowAnonymous", 200],
    ["RedirectToLoginPage", 401],
  ])("%s answers a program with %i", async (action, status) => {
    await createSite(settings({ action }));
    const response = await cloud.send({ headers: [["User-Agent", "curl/8.5.0"]] });
    expect(response.status).toBe(status);
    expect("www-authenticate" in response.headers).toBe(status === 401);
  });

  test("the challenge can be switched off", async () => {
    await createSite(settings(), { appSettings: { WEBSITE_AUTH_DISABLE_WWWAUTHENTICATE: "true" } });
    expect((await cloud.send({})).headers).not.toHaveProperty("www-authenticate");
  });

  test("requireAuthentication false lets everybody in, whatever the action says", async () => {
    await createSite(settings({ globalValidation: { requireAuthentication: false } }));
    expect((await cloud.send({})).status).toBe(200);
  });

  test("a browser is sent to the sign-in page, to come back to where it was", async () => {
    await createSite(settings({ action: "RedirectToLoginPage", issuer: V2_ISSUER }));
    const response = await cloud.send({ path: "/api/x?a=b", headers: [BROWSER] });
    expect(response.status).toBe(302);
    const location = new URL(response.headers.location ?? "");
    expect(`${location.origin}${location.pathname}`).toBe(
      `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
    );
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      response_type: "id_token",
      redirect_uri: "https://fn1.azurewebsites.net/.auth/login/aad/callback",
      client_id: CLIENT_ID,
      scope: "openid profile email",
      response_mode: "form_post",
      state: "redir=%2Fapi%2Fx%3Fa%3Db",
    });
    expect(location.searchParams.get("nonce")).toMatch(/^[0-9a-f]{32}_\d{14}$/);
    expect(response.headers["set-cookie"]?.[0]).toMatch(/^Nonce=.+; path=\/; secure; HttpOnly$/);
  });

  test.each([
    ["a script in a browser", "GET", [BROWSER, ["X-Requested-With", "XMLHttpRequest"]]],
    ["a browser's POST", "POST", [BROWSER]],
  ] as const)("%s gets 401 rather than a redirect", async (_who, method, headers) => {
    await createSite(settings({ action: "RedirectToLoginPage" }));
    expect((await cloud.send({ method, headers })).status).toBe(401);
  });

  test("another scheme than Bearer is left to the app, as is an anonymous caller", async () => {
    await createSite(settings({ action: "AllowAnonymous" }));
    const response = await cloud.send({ headers: [["Authorization", "Basic dTpw"]] });
    expect(echoed(response).headers).toMatchObject({ authorization: "Basic dTpw" });
    expect(echoed(response).headers).not.toHaveProperty("x-ms-client-principal");
  });

  test("a session token is refused, as no session is known", async () => {
    await createSite(settings({ action: "AllowAnonymous" }));
    expect((await cloud.send({ headers: [["X-ZUMO-AUTH", "garbage"]] })).status).toBe(401);
  });
});

describe("a forged principal", () => {
  const forged = [
    ["X-MS-CLIENT-PRINCIPAL", "Zm9yZ2Vk"],
    ["x-ms-client-principal-id", "forged"],
    ["X-Ms-Client-Principal-Name", "forged"],
    ["X_MS_CLIENT_PRINCIPAL", "forged"],
    ["x-ms_client-principal_id", "forged"],
    ["X-MS-CLIENT-PRINCIPAL-ROLES", "forged"],
    ["X-MS-TOKEN-AAD-ACCESS-TOKEN", "forged"],
    ["x_ms_token_aad_id_token", "forged"],
    ["Connection", "x-ms-client-principal, x-ms-client-principal-id"],
  ] as const;

  test.each([
    ["with authentication off", { platform: { enabled: false } }, "/api/x"],
    ["with AllowAnonymous", settings({ action: "AllowAnonymous" }), "/api/x"],
    ["on an excluded path", settings({ globalValidation: { excludedPaths: ["/open/*"] } }), "/open/x"],
  ])("never reaches the app %s", async (_when, v2, path) => {
    await createSite(v2);
    const response = await cloud.send({ path, headers: forged });
    expect(response.status).toBe(200);
    const names = Object.keys(echoed(response).headers);
    expect(names.filter((name) => /principal|token|connection/.test(name))).toEqual([]);
    expect(response.body).not.toContain("orged");
  });

  test("doesn't take the place of the real one", async () => {
    await createSite(settings());
    const response = await withBearer(await cloud.signer.sign(claims()), ...forged);
    expect(echoed(response).headers["x-ms-client-principal-id"]).toBe(CALLER_OBJECT);
    expect(response.body).not.toContain("forged");
  });
});

describe("excluded paths", () => {
  test.each([
    ["/open/x", 200],
    ["/exact", 200],
    ["/exact/", 401],
    ["/other", 401],
    ["/open/../api/x", 401],
    ["/open/%2e%2e/api/x", 401],
    ["/open/..%2fapi/x", 401],
    ["/open/%252e%252e/api", 401],
    ["//open/x", 401],
  ])("%s answers %i", async (path, status) => {
    await createSite(settings({ globalValidation: { excludedPaths: ["/open/*", "/exact"] } }));
    expect((await cloud.send({ path })).status).toBe(status);
  });
});

describe("the module's own endpoints", () => {
  test.each([
    ["GET", "/.auth/login/aad?post_login_redirect_uri=/home", 302],
    ["GET", "/.auth/me", 501],
    ["GET", "/.AUTH/Me", 501],
    ["GET", "/%2eauth/me", 501],
    ["GET", "//.auth/me", 501],
    ["GET", "/.auth/refresh", 501],
    ["GET", "/.auth/logout", 501],
    ["POST", "/.auth/login/aad", 501],
    ["POST", "/.auth/login/aad/callback", 501],
    ["GET", "/.auth/login/facebook", 404],
    ["GET", "/.auth", 404],
    ["GET", "/.auth/nothing", 404],
  ])("%s %s never reaches the app and answers %i", async (method, path, status) => {
    await createSite(settings({ action: "AllowAnonymous" }));
    expect((await cloud.send({ method, path })).status).toBe(status);
  });

  test("a sign-in leads back to this site only", async () => {
    await createSite(settings());
    const response = await cloud.send({
      path: "/.auth/login/aad?post_login_redirect_uri=https%3A%2F%2Fevil.example%2F",
    });
    expect(new URL(response.headers.location ?? "").searchParams.get("state")).toBe("redir=%2F");
  });
});

describe("https", () => {
  test.each([
    [{}, 302],
    [{ httpSettings: { requireHttps: false } }, 200],
  ])("with %j a plain http request gets %i", async (changes, status) => {
    await createSite(settings({ action: "AllowAnonymous", ...changes }));
    const response = await cloud.send({ scheme: "http", path: "/api/x?q=1" });
    expect(response.status).toBe(status);
    if (status === 302) expect(response.headers.location).toBe("https://fn1.azurewebsites.net/api/x?q=1");
  });
});

describe("settings of the first version", () => {
  /** What azurerm 3.117.1 sends for `enabled = true` and an `active_directory` block. */
  const v1 = {
    allowedAudiences: [],
    allowedExternalRedirectUrls: [],
    clientId: CLIENT_ID,
    clientSecretSettingName: "AZURE_AD_AUTH_CLIENT_SECRET",
    defaultProvider: "",
    enabled: true,
    facebookAppId: "",
    googleOAuthScopes: null,
    issuer: "",
    runtimeVersion: "",
    tokenRefreshExtensionHours: 72,
    tokenStoreEnabled: false,
    unauthenticatedClientAction: "",
  };

  test("protect the site: any tenant's token for the client id passes, nothing else does", async () => {
    await cloud.createSite("fn1");
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettings`, { properties: v1 });
    await deploy();
    expect((await withBearer(await cloud.signer.sign(claims()))).status).toBe(200);
    expect((await withBearer(await cloud.signer.sign(claims({ aud: "other" })))).status).toBe(401);
    expect((await cloud.send({})).status).toBe(401);
    expect((await cloud.send({ headers: [BROWSER] })).status).toBe(302);
  });

  test("aadClaimsAuthorization restricts the callers", async () => {
    await cloud.createSite("fn1");
    const restricted = { ...v1, aadClaimsAuthorization: JSON.stringify({ allowed_client_applications: ["x"] }) };
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettings`, { properties: restricted });
    await deploy();
    expect((await withBearer(await cloud.signer.sign(claims()))).status).toBe(403);
  });
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function unsigned(header: object): string {
  return `${encode(header)}.${encode(claims())}.`;
}

function hmacSigned(): string {
  const text = `${encode({ alg: "HS256", typ: "JWT", kid: "key-1" })}.${encode(claims())}`;
  return `${text}.${createHmac("sha256", cloud.signer.publicKey).update(text).digest("base64url")}`;
}

function tampered(token: string): string {
  const [header, , signature] = token.split(".");
  return `${header}.${encode(claims({ roles: ["Admin"] }))}.${signature}`;
}
