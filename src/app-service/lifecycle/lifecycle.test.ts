import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutboundError, type OutboundRequest } from "../../platform/index.ts";
import { armAnswer, siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

async function deploy(site: Parameters<TestCloud["createSite"]>[1] = {}): Promise<void> {
  await cloud.createSite("fn1", site);
  await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
}
const running = () => cloud.appService.whenRunning("fn1");
const logText = () => (cloud.appService.logs("fn1")?.lines() ?? []).map((line) => line.text).join("\n");

describe("the app is started anew", () => {
  const change: readonly (readonly [what: string, apply: () => Promise<unknown>, starts: number])[] = [
    [
      "when settings change",
      () =>
        cloud.arm("PUT", `${siteId("fn1")}/config/appsettings`, {
          properties: { FUNCTIONS_WORKER_RUNTIME: "node", A: "1" },
        }),
      2,
    ],
    [
      "when authentication changes",
      () => cloud.arm("PUT", `${siteId("fn1")}/config/authsettingsV2`, { properties: { platform: { enabled: true } } }),
      2,
    ],
    ["when the restart action is called", () => cloud.arm("POST", `${siteId("fn1")}/restart`), 2],
    [
      "when its folder is deployed again",
      async () => cloud.appService.deployFolder("fn1", cloud.apps.starts[0]?.folder ?? ""),
      2,
    ],
    ["not when a PUT changes nothing that counts", () => cloud.createSite("fn1"), 1],
    [
      "not when the publishing policy changes",
      () =>
        cloud.arm("PUT", `${siteId("fn1")}/basicPublishingCredentialsPolicies/scm`, { properties: { allow: false } }),
      1,
    ],
  ];
  test.each(change)("%s", async (_when, apply, starts) => {
    await deploy();
    await running();
    await apply();
    await running();
    expect(cloud.apps.starts).toHaveLength(starts);
    expect(cloud.apps.running).toEqual({ now: 1, most: 1 });
  });

  test("once for many changes in a row, with the last of them, and never twice at a time", async () => {
    await deploy();
    await running();
    for (let count = 1; count <= 20; count += 1) {
      await cloud.arm("PUT", `${siteId("fn1")}/config/appsettings`, {
        properties: { FUNCTIONS_WORKER_RUNTIME: "node", COUNT: String(count) },
      });
    }
    await running();
    expect(cloud.apps.starts.length).toBeLessThan(5);
    expect(cloud.apps.starts.at(-1)?.environment).toMatchObject({ COUNT: "20" });
    expect(cloud.apps.running).toEqual({ now: 1, most: 1 });
  });

  test("for a new site of a deleted one's name, when the old app has ended", async () => {
    await deploy();
    await running();
    await cloud.arm("DELETE", siteId("fn1"));
    await deploy();
    await running();
    expect(cloud.apps.starts).toHaveLength(2);
    expect(cloud.apps.running).toEqual({ now: 1, most: 1 });
  });

  test("by a request after it crashed, and not more often than every few seconds", async () => {
    await deploy();
    await running();
    cloud.apps.crash("The process ended with exit code 1.");
    await expect.poll(() => cloud.appService.status()[0]?.state).toBe("failed");
    expect((await cloud.send({})).status).toBe(503);
    cloud.clock.advance(3_000);
    expect((await cloud.send({})).status).toBe(200);
    expect(logText()).toContain("exit code 1");
  });

  test("after Gatehouse was restarted, without a request", async () => {
    await deploy();
    await running();
    const again = await cloud.restarted();
    expect(again.status()).toMatchObject([{ state: "failed", reason: "The app has not been started yet." }]);
    await again.start();
    await again.whenRunning("fn1");
    expect(cloud.apps.running.now).toBe(1);
    await again.close();
    expect(cloud.apps.running.now).toBe(0);
  });
});

describe("an app that Gatehouse doesn't run", () => {
  test.each([
    ["another language", { FUNCTIONS_WORKER_RUNTIME: "dotnet" }, "FUNCTIONS_WORKER_RUNTIME is 'dotnet'"],
    ["another version of the host", { FUNCTIONS_EXTENSION_VERSION: "~3" }, "FUNCTIONS_EXTENSION_VERSION is '~3'"],
    ["a package at a URL", { WEBSITE_RUN_FROM_PACKAGE: "https://x/y.zip" }, "WEBSITE_RUN_FROM_PACKAGE is a URL"],
  ])("is refused by name: %s", async (_what, appSettings, found) => {
    await deploy({ appSettings });
    await expect(running()).rejects.toMatchObject({ code: "START_FAILED", message: expect.stringContaining(found) });
    expect((await cloud.send({})).status).toBe(503);
    expect(logText()).toContain(found);
    expect(cloud.apps.starts).toEqual([]);
  });

  test("is refused when its content is no function app", async () => {
    await cloud.createSite("fn1");
    await cloud.appService.deployFolder("fn1", cloud.folder);
    await expect(running()).rejects.toMatchObject({ message: expect.stringContaining("no host.json") });
  });
});

describe("host storage with an identity", () => {
  const identity = {
    AzureWebJobsStorage__accountName: "fndemo",
    AzureWebJobsStorage__credential: "managedidentity",
    AzureWebJobsStorage__clientId: "client-1",
  };
  const denied = armAnswer(403, "<Error><Code>AuthorizationPermissionMismatch</Code></Error>");

  test("gets its container and lock before the app starts", async () => {
    const asked: OutboundRequest[] = [];
    cloud.outbound = async (request) => {
      asked.push(request);
      return armAnswer(request.url.searchParams.has("restype") ? 409 : 201);
    };
    await deploy({ appSettings: identity });
    await running();
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "PUT https://fndemo.blob.core.windows.net/azure-webjobs-hosts?restype=container",
      "PUT https://fndemo.blob.core.windows.net/azure-webjobs-hosts/locks/fn1/host",
    ]);
    expect(asked[1]?.headers).toMatchObject({
      authorization: "Bearer token for https://storage.azure.com/",
      "x-ms-version": "2021-12-02",
      "x-ms-blob-type": "BlockBlob",
    });
  });

  test("without the role keeps the app from starting, and says which identity lacks it and how to give it", async () => {
    cloud.outbound = async () => denied;
    await deploy({ appSettings: identity });
    await expect(running()).rejects.toMatchObject({ code: "START_FAILED" });
    expect(cloud.appService.status()).toMatchObject([{ state: "failed" }]);
    expect(logText()).toContain(
      "client id client-1 lacks the role \"Storage Blob Data Owner\" on the storage account 'fndemo'",
    );
    expect(logText()).toContain("az role assignment create --assignee client-1");
    expect(cloud.apps.starts).toEqual([]);
  });

  test("with a role given later starts on a later request", async () => {
    cloud.outbound = async () => denied;
    await deploy({ appSettings: identity });
    expect((await cloud.send({})).status).toBe(503);
    cloud.outbound = async () => armAnswer(201);
    expect((await cloud.send({})).status).toBe(503);
    cloud.clock.advance(3_000);
    expect((await cloud.send({})).status).toBe(200);
  });

  test.each([
    [
      "the lock can't be written",
      async ({ url }: OutboundRequest) => (url.searchParams.has("restype") ? armAnswer(201) : denied),
      "lacks the role",
    ],
    ["the account fails", async () => armAnswer(500), "answered 500"],
    [
      "the account isn't there",
      async () => {
        throw new OutboundError("CONNECT_FAILED", "no such host");
      },
      "gave no answer: no such host",
    ],
  ])("keeps the app from starting when %s", async (_when, outbound, found) => {
    cloud.outbound = outbound;
    await deploy({ appSettings: identity });
    await expect(running()).rejects.toMatchObject({ message: expect.stringContaining(found) });
  });

  test("keeps the app from starting when no identity is named and there is no system-assigned one", async () => {
    await deploy({ appSettings: { AzureWebJobsStorage__accountName: "fndemo" } });
    await expect(running()).rejects.toMatchObject({
      message: expect.stringContaining("AzureWebJobsStorage__clientId"),
    });
  });

  test.each([
    [
      "a service URI",
      {
        "AzureWebJobsStorage:blobServiceUri": "https://other.blob.core.windows.net",
        AzureWebJobsStorage__clientId: "client-1",
      },
      "https://other.blob.core.windows.net",
    ],
  ])("may be named by %s", async (_how, appSettings, origin) => {
    const asked: string[] = [];
    cloud.outbound = async ({ url }) => {
      asked.push(url.origin);
      return armAnswer(201);
    };
    await deploy({ appSettings });
    await running();
    expect(new Set(asked)).toEqual(new Set([origin]));
  });

  test("isn't reached by plain http", async () => {
    await deploy({
      appSettings: {
        AzureWebJobsStorage__blobServiceUri: "http://fndemo.blob.core.windows.net",
        AzureWebJobsStorage__clientId: "client-1",
      },
    });
    await expect(running()).rejects.toMatchObject({ message: expect.stringContaining("expected https://") });
  });
});

describe("whoever waits", () => {
  test("learns that there is no site, no content, or a stopped site", async () => {
    await expect(running()).rejects.toMatchObject({ code: "NO_SUCH_SITE" });
    await cloud.createSite("fn1");
    await expect(running()).rejects.toMatchObject({ code: "NO_CONTENT" });
    await cloud.arm("POST", `${siteId("fn1")}/stop`);
    await expect(running()).rejects.toMatchObject({ code: "STOPPED" });
  });

  test("hears what the site writes until it stops listening", async () => {
    await cloud.createSite("fn1");
    const heard: string[] = [];
    const stop = cloud.appService.logs("fn1")?.listen((line) => heard.push(line.text));
    await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
    await running();
    expect(heard.join()).toContain("Starting the function app 'fn1'");
    stop?.();
    cloud.apps.starts[0]?.write("info", "later");
    expect(heard).not.toContain("later");
    expect(logText()).toContain("later");
  });

  test.each([
    ["fn1", "/nowhere/at/all", "NO_SUCH_FOLDER"],
    ["fn2", ".", "NO_SUCH_SITE"],
  ])("to deploy to %s from %s is refused", async (name, folder, code) => {
    await cloud.createSite("fn1");
    await expect(cloud.appService.deployFolder(name, folder)).rejects.toMatchObject({ code });
  });
});
