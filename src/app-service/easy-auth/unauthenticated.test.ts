import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  authSettings,
  BROWSER,
  CLIENT_ID,
  echoed,
  type ProtectedSite,
  protectedSite,
  REFUSAL,
} from "../testing/protected-site.ts";
import { startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { TENANT, V2_ISSUER } from "../testing/token-signer.ts";

let cloud: TestCloud;
let site: ProtectedSite;
beforeEach(async () => {
  cloud = await startTestCloud();
  site = protectedSite(cloud);
});
afterEach(() => cloud.close());

describe("without a credential", () => {
  test("on Windows a 401 has the challenge and one sentence", async () => {
    await site.create(authSettings());
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
    await site.create(authSettings(), { reserved: true });
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
    await site.create(authSettings({ action }));
    const response = await cloud.send({ headers: [["User-Agent", "curl/8.5.0"]] });
    expect(response.status).toBe(status);
    expect("www-authenticate" in response.headers).toBe(status === 401);
  });

  test("the challenge can be switched off", async () => {
    await site.create(authSettings(), { appSettings: { WEBSITE_AUTH_DISABLE_WWWAUTHENTICATE: "true" } });
    expect((await cloud.send({})).headers).not.toHaveProperty("www-authenticate");
  });

  test("requireAuthentication false lets everybody in, whatever the action says", async () => {
    await site.create(authSettings({ globalValidation: { requireAuthentication: false } }));
    expect((await cloud.send({})).status).toBe(200);
  });

  test("a browser is sent to the sign-in page, to come back to where it was", async () => {
    await site.create(authSettings({ action: "RedirectToLoginPage", issuer: V2_ISSUER }));
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
    await site.create(authSettings({ action: "RedirectToLoginPage" }));
    expect((await cloud.send({ method, headers })).status).toBe(401);
  });

  test("another scheme than Bearer is left to the app, as is an anonymous caller", async () => {
    await site.create(authSettings({ action: "AllowAnonymous" }));
    const response = await cloud.send({ headers: [["Authorization", "Basic dTpw"]] });
    expect(echoed(response).headers).toMatchObject({ authorization: "Basic dTpw" });
    expect(echoed(response).headers).not.toHaveProperty("x-ms-client-principal");
  });

  test("a session token is refused, as no session is known", async () => {
    await site.create(authSettings({ action: "AllowAnonymous" }));
    expect((await cloud.send({ headers: [["X-ZUMO-AUTH", "garbage"]] })).status).toBe(401);
  });
});

describe("https", () => {
  test.each([
    [{}, 302],
    [{ httpSettings: { requireHttps: false } }, 200],
  ])("with %j a plain http request gets %i", async (changes, status) => {
    await site.create(authSettings({ action: "AllowAnonymous", ...changes }));
    const response = await cloud.send({ scheme: "http", path: "/api/x?q=1" });
    expect(response.status).toBe(status);
    if (status === 302) expect(response.headers.location).toBe("https://fn1.azurewebsites.net/api/x?q=1");
  });
});
