import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { authSettings, type ProtectedSite, protectedSite } from "../testing/protected-site.ts";
import { startTestCloud, type TestCloud } from "../testing/test-cloud.ts";

let cloud: TestCloud;
let site: ProtectedSite;
beforeEach(async () => {
  cloud = await startTestCloud();
  site = protectedSite(cloud);
});
afterEach(() => cloud.close());

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
    await site.create(authSettings({ action: "AllowAnonymous" }));
    expect((await cloud.send({ method, path })).status).toBe(status);
  });

  test("a sign-in leads back to this site only", async () => {
    await site.create(authSettings());
    const response = await cloud.send({
      path: "/.auth/login/aad?post_login_redirect_uri=https%3A%2F%2Fevil.example%2F",
    });
    expect(new URL(response.headers.location ?? "").searchParams.get("state")).toBe("redir=%2F");
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
    await site.create(authSettings({ globalValidation: { excludedPaths: ["/open/*", "/exact"] } }));
    expect((await cloud.send({ path })).status).toBe(status);
  });
});
