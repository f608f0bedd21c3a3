import { readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appZip, makeZip } from "../testing/make-zip.ts";
import { siteId, startTestCloud, type TestCloud, type TestResponse } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
  await cloud.createSite("fn1");
  cloud.publishers.add("oid-publisher");
});
afterEach(() => cloud.close());

const BEARER = ["Authorization", "Bearer oid-publisher"] as const;

function scm(
  method: string,
  path: string,
  body?: Buffer | string,
  headers: readonly (readonly [string, string])[] = [BEARER],
): Promise<TestResponse> {
  return cloud.send({
    method,
    path,
    host: "fn1.scm.azurewebsites.net",
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

async function basic(user = "$fn1", password?: string): Promise<readonly [string, string]> {
  const { body } = await cloud.arm("POST", `${siteId("fn1")}/config/publishingcredentials/list`);
  const secret = (body as { properties: { publishingPassword: string } }).properties.publishingPassword;
  return ["Authorization", `Basic ${Buffer.from(`${user}:${password ?? secret}`).toString("base64")}`];
}

const content = async () => (await cloud.send({})).headers["x-content"];
const json = (response: TestResponse) => JSON.parse(response.body);

describe("zipdeploy", () => {
  test("puts the files in place, and the app that runs is the one sent", async () => {
    const answer = await scm("POST", "/api/zipdeploy", appZip("one"));
    expect(answer).toMatchObject({ status: 200, body: "" });
    expect(await content()).toBe("one");
    expect((await scm("PUT", "/zipdeploy", appZip("two"))).status).toBe(200);
    expect(await content()).toBe("two");
    expect(cloud.apps.running).toEqual({ now: 1, most: 1 });
    const folders = await readdir(join(cloud.folder, "fn1"));
    expect(folders).toHaveLength(1);
  });

  test("answers at once when asked to, and tells how it went to those who poll", async () => {
    const answer = await scm(
      "POST",
      "/api/zipdeploy?isAsync=true&deployer=az_cli_functions&trackDeploymentProgress=true",
      appZip("one"),
    );
    expect(answer.status).toBe(202);
    expect(answer.headers.location).toMatch(
      /^https:\/\/fn1\.scm\.azurewebsites\.net\/api\/deployments\/latest\?deployer=az_cli_functions&time=\d{4}-\d\d-\d\d_\d\d-\d\d-\d\dZ$/,
    );
    const id = answer.headers["scm-deployment-id"];
    await expect.poll(async () => json(await scm("GET", "/api/deployments/latest")).status).toBe(4);
    const latest = await scm("GET", "/deployments/latest");
    expect(latest.status).toBe(200);
    expect(json(latest)).toMatchObject({
      id,
      complete: true,
      active: true,
      provisioningState: "Succeeded",
      deployer: "az_cli_functions",
    });
    expect(json(await scm("GET", "/api/deployments"))).toHaveLength(1);
    expect(json(await scm("GET", `/api/deployments/${id}/log`))).toContainEqual(
      expect.objectContaining({ message: "Extracting the zip." }),
    );
  });

  test("says 409 to another one while it is under way", async () => {
    const zip = appZip("one");
    const upload = { method: "POST", path: "/api/zipdeploy", host: "fn1.scm.azurewebsites.net", headers: [BEARER] };
    const first = await cloud.sendHalf(
      { ...upload, headers: [BEARER, ["Content-Length", String(zip.length)]] },
      zip.subarray(0, 50),
    );
    await expect.poll(() => readdir(join(cloud.folder, "fn1")).catch(() => [])).toHaveLength(1);
    expect((await scm("POST", "/api/zipdeploy", appZip("two"))).status).toBe(409);
    first.finish(zip.subarray(50));
    expect((await first.response).status).toBe(200);
    expect(await content()).toBe("one");
  });

  test("keeps what ran when the new content is bad", async () => {
    await scm("POST", "/api/zipdeploy", appZip("one"));
    const bad = await scm(
      "POST",
      "/api/zipdeploy",
      makeZip([{ name: "host.json" }, { name: "../evil", content: "x" }]),
    );
    expect(bad.status).toBe(400);
    expect(bad.body).toContain("leads out of the site's folder");
    expect(json(await scm("GET", "/api/deployments/latest"))).toMatchObject({
      status: 3,
      complete: true,
      active: false,
      provisioningState: "Failed",
    });
    expect(await content()).toBe("one");
    expect(await readdir(join(cloud.folder, "fn1"))).toHaveLength(1);
  });

  test("is refused where the app runs from a URL", async () => {
    await cloud.arm("PUT", `${siteId("fn1")}/config/appsettings`, {
      properties: { WEBSITE_RUN_FROM_PACKAGE: "https://x/y.zip" },
    });
    expect((await scm("POST", "/api/zipdeploy", appZip())).status).toBe(409);
  });

  test("content outlives a restart of Gatehouse", async () => {
    await scm("POST", "/api/zipdeploy", appZip("one"));
    await cloud.appService.whenRunning("fn1");
    const again = await cloud.restarted();
    await again.start();
    await again.whenRunning("fn1");
    expect(cloud.apps.starts).toHaveLength(2);
    expect(cloud.apps.starts[1]?.folder).toBe(cloud.apps.starts[0]?.folder);
    await again.close();
  });

  test("a site that is deleted takes its files along", async () => {
    await scm("POST", "/api/zipdeploy", appZip("one"));
    await cloud.arm("DELETE", siteId("fn1"));
    await cloud.appService.close();
    expect(await readdir(cloud.folder)).toEqual([]);
  });
});

describe("other routes", () => {
  test("publish takes a zip, sync or async", async () => {
    expect((await scm("POST", "/api/publish?type=zip", appZip("one"))).status).toBe(200);
    expect((await scm("POST", "/api/publish?type=zip&async=true", appZip("two"))).status).toBe(202);
    await expect.poll(content).toBe("two");
  });

  test.each([
    ["POST", "/api/publish?type=war", 400, "war"],
    ["POST", "/api/publish?type=zip&path=/home/site/wwwroot/sub", 400, "path="],
    ["POST", "/api/publish?type=zip&clean=false", 400, "clean=false"],
    ["POST", "/api/publish?type=zip&restart=false", 400, "restart=false"],
    ["POST", "/api/command", 404, "/command"],
    ["GET", "/api/dump", 404, "/dump"],
    ["PUT", "/api/vfs/site/wwwroot/x", 405, "only be read"],
    ["DELETE", "/api/vfs/site/wwwroot/host.json", 405, "only be read"],
    ["GET", "/api/deployments/nothing", 404, "nothing"],
  ])("%s %s is refused by name", async (method, path, status, found) => {
    const answer = await scm(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(found);
  });

  test("a package URI is refused", async () => {
    const answer = await scm("POST", "/api/publish?type=zip", '{"packageUri":"https://x"}', [
      BEARER,
      ["Content-Type", "application/json"],
    ]);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining("package URI") });
  });

  test("settings shows the app settings", async () => {
    expect(json(await scm("GET", "/api/settings"))).toMatchObject({ FUNCTIONS_WORKER_RUNTIME: "node" });
  });

  test("a site that isn't there has no deployment service", async () => {
    expect((await cloud.send({ host: "fn2.scm.azurewebsites.net", headers: [BEARER] })).status).toBe(404);
  });
});

describe("what the deployment service tells", () => {
  test("whether a deployment is under way", async () => {
    expect(json(await scm("GET", "/api/isdeploying"))).toEqual({ value: "False" });
    expect(json(await scm("GET", "/api/environment"))).toMatchObject({ version: "Gatehouse" });
    expect(json(await scm("GET", "/deployments?warmup=true"))).toEqual([]);
  });

  test("the app's log as it is written, until the time is up", async () => {
    await cloud.arm("PATCH", siteId("fn1"), {
      properties: { siteConfig: { appSettings: [{ name: "SCM_LOGSTREAM_TIMEOUT", value: "0.5" }] } },
    });
    cloud.appService.logs("fn1")?.write("warning", "before");
    const stream = scm("GET", "/api/logstream");
    await expect.poll(() => cloud.appService.logs("fn1")?.lines().at(-1)?.text).toBe("before");
    const written = setInterval(() => cloud.appService.logs("fn1")?.write("error", "meanwhile"), 100);
    const { status, body } = await stream;
    clearInterval(written);
    expect(status).toBe(200);
    expect(body).toMatch(/^\S+ {2}Welcome, you are now connected to log-streaming service\..*0\.5 seconds/);
    expect(body).toMatch(/\r\n\S+Z {3}\[Warning\] {3}before\r\n(?:.*\r\n)*\S+Z {3}\[Error\] {3}meanwhile\r\n/);
  });

  test("a deployment to Resource Manager too", async () => {
    await scm("POST", "/api/zipdeploy", appZip("one"));
    const { id } = json(await scm("GET", "/api/deployments/latest"));
    expect((await cloud.arm("GET", `${siteId("fn1")}/deployments`)).body).toMatchObject({
      value: [{ name: `fn1/${id}`, properties: { id, status: 4, active: true } }],
    });
    expect((await cloud.arm("GET", `${siteId("fn1")}/deployments/${id}`)).status).toBe(200);
  });
});

describe("vfs", () => {
  test("lists folders and sends files", async () => {
    expect(json(await scm("GET", "/api/vfs/site/wwwroot/"))).toEqual([]);
    await scm("POST", "/api/zipdeploy", appZip("one"));
    expect(json(await scm("GET", "/api/vfs/"))).toMatchObject([{ name: "site", mime: "inode/directory" }]);
    expect(json(await scm("GET", "/vfs/site/"))).toMatchObject([{ name: "wwwroot" }]);
    const listed = json(await scm("GET", "/api/vfs/site/wwwroot/"));
    expect(listed).toMatchObject([
      { name: "dist", mime: "inode/directory", href: expect.stringMatching(/\/api\/vfs\/site\/wwwroot\/dist\/$/) },
      { name: "host.json", mime: "application/json", path: "/home/site/wwwroot/host.json" },
    ]);
    const file = await scm("GET", "/api/vfs/site/wwwroot/dist/index.js");
    expect(file).toMatchObject({ status: 200, body: "one" });
    expect(file.headers).toMatchObject({ "content-length": "3", etag: expect.stringMatching(/^"[0-9a-f]+"$/) });
    expect(await scm("HEAD", "/api/vfs/site/wwwroot/dist/index.js")).toMatchObject({ status: 200, body: "" });
    const folder = await scm("GET", "/api/vfs/site/wwwroot/dist");
    expect(folder.status).toBe(307);
    expect(folder.headers.location).toBe("https://fn1.scm.azurewebsites.net/api/vfs/site/wwwroot/dist/");
  });

  test("shows nothing outside of the site's files, whatever the path and the links", async () => {
    const secret = join(cloud.folder, "secret.txt");
    await writeFile(secret, "secret");
    const app = await writeApp(cloud.folder);
    await symlink(secret, join(app, "link.txt"));
    await symlink(cloud.folder, join(app, "folder"));
    await cloud.appService.deployFolder("fn1", app);
    expect((await scm("GET", "/api/vfs/site/wwwroot/host.json")).status).toBe(200);
    for (const path of [
      "link.txt",
      "folder/",
      "folder/secret.txt",
      "../secret.txt",
      "%2e%2e/secret.txt",
      "..%2fsecret.txt",
      "..%5csecret.txt",
      "host.json%00",
      "%zz",
      "nothing",
      "host.json/",
    ]) {
      const answer = await scm("GET", `/api/vfs/site/wwwroot/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await scm("GET", "/api/vfs/data/")).status).toBe(404);
  });
});

describe("who may deploy", () => {
  const disallow = () =>
    cloud.arm("PUT", `${siteId("fn1")}/basicPublishingCredentialsPolicies/scm`, { properties: { allow: false } });
  test.each([
    ["the publishing user", async () => basic(), 200],
    ["the publishing user with the site's name", async () => basic("fn1\\$fn1"), 200],
    ["a wrong password", async () => basic("$fn1", "wrong"), 401],
    ["an empty password", async () => basic("$fn1", ""), 401],
    ["another user", async () => basic("$fn2"), 401],
    ["a password where the policy forbids it", async () => (await disallow()) && basic(), 401],
    ["a bearer where the policy forbids passwords", async () => (await disallow()) && BEARER, 200],
    ["somebody without a role", async () => ["Authorization", "Bearer oid-nobody"] as const, 403],
    ["a bad token", async () => ["Authorization", "Bearer bad"] as const, 401],
    ["another scheme", async () => ["Authorization", "Digest x"] as const, 401],
    ["nobody", async () => ["X-Nothing", ""] as const, 401],
  ])("%s", async (_who, credential, status) => {
    const header = await credential();
    const answer = await scm("GET", "/api/settings", undefined, [header]);
    expect(answer.status).toBe(status);
    expect("www-authenticate" in answer.headers).toBe(status === 401);
    expect((await scm("POST", "/api/zipdeploy", appZip(), [header])).status).toBe(status);
  });
});
