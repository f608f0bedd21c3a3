import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EchoedRequest } from "../testing/echo-app.ts";
import { siteId, startTestCloud, type TestCloud, type TestResponse } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const echoed = (response: TestResponse) => JSON.parse(response.body) as EchoedRequest;

async function deploy(site: Parameters<TestCloud["createSite"]>[1] = {}): Promise<void> {
  await cloud.createSite("fn1", site);
  await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
}

describe("a request that reaches the app", () => {
  test("has its method, path, query, headers and body, and the front end's own headers", async () => {
    await deploy();
    const response = await cloud.send({
      method: "POST",
      path: "/api/x?a=%20b",
      headers: [
        ["X-Custom", "1"],
        ["Content-Length", "4"],
      ],
      body: "text",
    });
    expect(response.status).toBe(200);
    expect(echoed(response)).toMatchObject({ method: "POST", path: "/api/x?a=%20b", body: "text" });
    expect(echoed(response).headers).toMatchObject({
      host: "fn1.azurewebsites.net",
      "x-custom": "1",
      "x-forwarded-for": expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      "x-forwarded-proto": "https",
      "x-original-url": "/api/x?a=%20b",
      "x-arr-log-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "x-arr-ssl": expect.any(String),
      "disguised-host": "fn1.azurewebsites.net",
      "was-default-hostname": "fn1.azurewebsites.net",
    });
  });

  test("has the front end's headers and not the caller's of those names, but keeps the addresses it came by", async () => {
    await deploy();
    const response = await cloud.send({
      headers: [
        ["X-ARR-LOG-ID", "forged"],
        ["x_arr_ssl", "forged"],
        ["Disguised-Host", "forged"],
        ["X-Forwarded-Proto", "forged"],
        ["X-Forwarded-For", "10.0.0.1"],
      ],
    });
    expect(response.body).not.toContain("forged");
    expect(echoed(response).headers["x-forwarded-for"]).toMatch(/^10\.0\.0\.1, 127\.0\.0\.1:\d+$/);
  });

  test("has its dot segments resolved", async () => {
    await deploy();
    expect(echoed(await cloud.send({ path: "/a/../api/%2e/x" })).path).toBe("/api/x");
  });
});

describe("a request that doesn't", () => {
  test.each(["nothing.azurewebsites.net", "a.fn1.azurewebsites.net"])("finds no site at %s", async (host) => {
    await deploy();
    const response = await cloud.send({ host });
    expect(response).toMatchObject({ status: 404, body: expect.stringContaining("404 Web Site not found") });
  });

  test("finds a stopped or disabled site closed", async () => {
    await deploy();
    await cloud.arm("POST", `${siteId("fn1")}/stop`);
    expect(await cloud.send({})).toMatchObject({ status: 403, body: expect.stringContaining("Site Disabled") });
    await cloud.arm("POST", `${siteId("fn1")}/start`);
    expect((await cloud.send({})).status).toBe(200);
    await cloud.arm("PATCH", siteId("fn1"), { properties: { enabled: false } });
    expect((await cloud.send({})).status).toBe(403);
    await cloud.appService.whenRunning("fn1").catch(() => {});
    expect(cloud.apps.running.now).toBe(0);
  });

  test("is sent to https where the site wants that", async () => {
    await deploy({ httpsOnly: true });
    const response = await cloud.send({ scheme: "http", path: "/api/x?q" });
    expect(response).toMatchObject({ status: 301, headers: { location: "https://fn1.azurewebsites.net/api/x?q" } });
    expect((await cloud.send({ scheme: "https" })).status).toBe(200);
  });

  test("passes over plain http where nothing wants https", async () => {
    await deploy();
    const response = await cloud.send({ scheme: "http" });
    expect(echoed(response).headers).toMatchObject({ "x-forwarded-proto": "http" });
    expect(echoed(response).headers).not.toHaveProperty("x-arr-ssl");
  });

  test("finds no host before content is there", async () => {
    await cloud.createSite("fn1");
    expect(await cloud.send({})).toMatchObject({ status: 503, body: "Function host is not running." });
  });

  test("is refused when it has two credentials", async () => {
    await deploy();
    const headers = [
      ["Authorization", "Bearer one"],
      ["authorization", "Bearer two"],
    ] as const;
    expect((await cloud.send({ headers })).status).toBe(400);
  });

  test("is refused when its address is another host's", async () => {
    await deploy();
    expect((await cloud.send({ path: "http://evil.example/api/x" })).status).toBe(400);
  });
});

describe("cross-origin requests", () => {
  const cors = (allowedOrigins: readonly string[], supportCredentials = false) =>
    deploy({ siteConfig: { cors: { allowedOrigins, supportCredentials } } });
  const ORIGIN = ["Origin", "https://shop.example"] as const;
  const PREFLIGHT = [
    ORIGIN,
    ["Access-Control-Request-Method", "PUT"],
    ["Access-Control-Request-Headers", "x-a"],
  ] as const;

  test("a preflight of an allowed origin is answered before authentication and the app", async () => {
    await cors(["https://shop.example"], true);
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettingsV2`, {
      properties: { platform: { enabled: true }, globalValidation: { unauthenticatedClientAction: "Return401" } },
    });
    expect(await cloud.send({ method: "OPTIONS", headers: PREFLIGHT })).toMatchObject({
      status: 200,
      headers: {
        "access-control-allow-origin": "https://shop.example",
        "access-control-allow-credentials": "true",
        "access-control-allow-methods": "PUT",
        "access-control-allow-headers": "x-a",
      },
    });
    expect((await cloud.send({ headers: [ORIGIN] })).status).toBe(401);
  });

  test.each([
    [["https://shop.example"], "https://shop.example"],
    [["*"], "*"],
    [["https://other.example"], undefined],
    [[], undefined],
  ])("with %j allowed the answer allows %s", async (allowed, expected) => {
    await cors(allowed);
    const response = await cloud.send({ headers: [ORIGIN] });
    expect(response.status).toBe(200);
    expect(response.headers["access-control-allow-origin"]).toBe(expected);
  });

  test("a preflight of another origin is refused, and one of a site without settings is the app's", async () => {
    await cors(["https://other.example"]);
    expect(await cloud.send({ method: "OPTIONS", headers: PREFLIGHT })).toMatchObject({
      status: 400,
      body: "The origin 'https://shop.example' is not allowed.",
    });
    await cloud.arm("PATCH", siteId("fn1"), { properties: { siteConfig: { cors: { allowedOrigins: [] } } } });
    expect(echoed(await cloud.send({ method: "OPTIONS", headers: PREFLIGHT })).method).toBe("OPTIONS");
  });
});

describe("a cold start", () => {
  test("is waited for", async () => {
    let go = () => {};
    cloud.apps.before = () =>
      new Promise((resolve) => {
        go = resolve;
      });
    await deploy();
    const response = cloud.send({});
    await expect.poll(() => cloud.apps.starts.length).toBe(1);
    expect(cloud.appService.status()).toMatchObject([{ name: "fn1", state: "starting" }]);
    go();
    expect((await response).status).toBe(200);
    expect(cloud.appService.status()).toMatchObject([{ name: "fn1", state: "running", functions: ["simple"] }]);
  });

  test("that fails gives 503, and whoever waits learns the reason", async () => {
    cloud.apps.before = async () => {
      throw new Error("Cannot find module 'x'");
    };
    await deploy();
    expect(await cloud.send({})).toMatchObject({ status: 503, body: "Function host is not running." });
    await expect(cloud.appService.whenRunning("fn1")).rejects.toMatchObject({
      code: "START_FAILED",
      message: "Cannot find module 'x'",
    });
  });
});
