import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request as send } from "node:http";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { manualSchedule } from "./testing/manual-schedule.ts";
import { type AppFiles, startTestApp, type TestApp, writeApp } from "./testing/test-app.ts";

const APP: AppFiles = {
  "host.json": '{ "version": "2.0", "functionTimeout": "00:00:01" }',
  "main.cjs": `
    const { app } = require("@azure/functions");
    app.http("pid", { handler: () => ({ jsonBody: { pid: process.pid } }) });
    app.http("crash", { handler: () => { console.error("out of orders"); process.exit(3); } });
    app.http("kill", { handler: () => process.kill(process.pid, "SIGKILL") });
    app.http("hang", { handler: () => new Promise(() => {}) });
    app.http("environment", { handler: () => ({ jsonBody: { ...process.env, send: typeof process.send } }) });`,
};

let running: TestApp | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await running?.close();
  running = undefined;
});

async function start(...parameters: Parameters<typeof startTestApp>): Promise<TestApp> {
  running = await startTestApp(...parameters);
  return running;
}

const pidOf = async (app: TestApp) => ((await (await app.fetch("/api/pid")).json()) as { readonly pid: number }).pid;
const unhurried: AppFiles = { ...APP, "host.json": '{ "version": "2.0" }' };

describe("a function app's process", () => {
  test("tells its functions, and lasts until it is stopped", async () => {
    const app = await start(unhurried, { environment: { WEBSITE_HOSTNAME: "Orders.azurewebsites.net" } });
    expect(app.app.state()).toBe("starting");
    const [first] = await app.app.ready;
    expect(first).toEqual({
      name: "pid",
      route: "api/pid",
      methods: ["GET", "POST"],
      authLevel: "anonymous",
      isDisabled: false,
      bindings: [
        expect.objectContaining({ type: "httpTrigger", direction: "in", authLevel: "anonymous" }),
        expect.objectContaining({ type: "http", direction: "out", name: "$return" }),
      ],
      invokeUrlTemplate: "https://orders.azurewebsites.net/api/pid",
    });
    expect(app.app.state()).toBe("running");
    expect(await pidOf(app)).toBe(app.app.pid());
    await app.app.stop();
    expect([app.app.state(), app.app.pid()]).toEqual(["stopped", undefined]);
    const late = await app.fetch("/api/pid");
    expect([late.status, await late.text()]).toEqual([503, "Function host is not running."]);
  });

  test("is started again after a crash, later each time, until it has lived for a minute", async () => {
    const { schedule, fire } = manualSchedule();
    const app = await start(unhurried, { schedule, startTimeoutMs: 61_000 });
    await app.app.ready;
    const before = app.app.pid();

    const crashed = await app.fetch("/api/crash");
    expect([crashed.status, await crashed.text()]).toEqual([500, ""]);
    const line = await app.line(({ message }) => message.includes("exit code 3"));
    expect([line.level, line.category, line.message]).toEqual([
      "error",
      "Host",
      "The app's process ended with exit code 3. It is started again in 1 s.",
    ]);
    expect(app.lines.map(({ message }) => message)).toContain("out of orders");
    expect(app.app.state()).toBe("crashed");
    // Comes while there is no process, and is answered by the next.
    const waiting = pidOf(app);
    await fire(1_000);
    expect(await waiting).not.toBe(before);

    expect((await app.fetch("/api/kill")).status).toBe(500);
    await app.line(({ message }) => message.includes("by signal SIGKILL. It is started again in 2 s."));
    await fire(2_000);
    await pidOf(app);
    await fire(60_000);
    await app.fetch("/api/crash");
    await app.line(
      ({ message }) =>
        message.includes("exit code 3") && app.lines.filter((one) => one.message === message).length === 2,
    );
    await fire(1_000);
    await pidOf(app);
  });

  test("is replaced when a function takes longer than functionTimeout", async () => {
    const app = await start(APP);
    const before = await pidOf(app);
    const response = await app.fetch("/api/hang");
    expect([response.status, await response.text()]).toEqual([500, ""]);
    const line = await app.line(({ message }) => message.startsWith("Timeout value of 1000 ms exceeded"));
    expect(line.functionName).toBe("hang");
    await app.line(({ message }) => message.includes("is replaced, because"));
    expect(await pidOf(app)).not.toBe(before);
  });

  test("stops while it waits to be started again", async () => {
    const { schedule } = manualSchedule();
    const app = await start(unhurried, { schedule });
    await app.fetch("/api/crash");
    await app.line(({ message }) => message.includes("It is started again in 1 s."));
    const waiting = app.fetch("/api/pid");
    await app.app.stop();
    expect((await waiting).status).toBe(503);
  });

  test("is killed when it doesn't stop in time", async () => {
    const app = await start({
      "main.cjs": `
        const { app } = require("@azure/functions");
        app.hook.appTerminate(() => { console.log("terminating"); return new Promise(() => {}); });
        app.http("f", { handler: () => ({}) });`,
    });
    await app.app.ready;
    await app.app.stop({ graceMs: 300 });
    expect(app.app.state()).toBe("stopped");
  });

  test("finishes what is under way before it stops", async () => {
    const app = await start({
      "main.cjs": `
        const { app } = require("@azure/functions");
        const { promise, resolve } = Promise.withResolvers();
        process.once("SIGTERM", () => setImmediate(resolve));
        app.http("slow", { handler: async () => { console.log("under way"); await promise; return { body: "finished" }; } });`,
    });
    const answer = app.fetch("/api/slow");
    await app.line(({ message }) => message === "under way");
    await app.app.stop();
    expect(await (await answer).text()).toBe("finished");
  });

  test("has the environment that it was given, and nothing of the parent's but where programs are", async () => {
    vi.stubEnv("GATEHOUSE_TEST_SECRET", "of the parent");
    vi.stubEnv("NODE_OPTIONS", "");
    const app = await start(unhurried, { environment: { ApimUrl: "https://contoso", HOME: "/home" } });
    const seen: unknown = await (await app.fetch("/api/environment")).json();
    expect(seen).toMatchObject({ ApimUrl: "https://contoso", HOME: "/home", send: "undefined" });
    const names = Object.keys(seen ?? {}).filter((name) => name !== "TMPDIR");
    expect(names.toSorted()).toEqual(["ApimUrl", "HOME", "PATH", "send"]);
  });

  test.each([
    ["and is idle", ""],
    ["and is busy", "for (;;);"],
  ])("ends when its parent is killed %s", async (_what, work) => {
    const connected = Promise.withResolvers<Socket>();
    const server = createServer(connected.resolve);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const written = await writeApp({
      "main.cjs": `
        const { app } = require("@azure/functions");
        const socket = require("node:net").connect(process.env.TEST_PORT, "127.0.0.1");
        socket.on("data", () => { socket.write("working", () => { ${work} }); });
        app.http("f", { handler: () => ({}) });`,
    });
    const program = join(import.meta.dirname, "testing", "parent-program.ts");
    const temporary = await mkdtemp(join(tmpdir(), "gatehouse-test-"));
    const parent = spawn(process.execPath, [program, written.folder, String(port)], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const socket = await connected.promise;
    const ended = once(socket, "close");
    socket.on("error", () => {});
    await once(parent.stdout, "data");
    socket.write("work");
    await once(socket, "data");
    parent.kill("SIGKILL");
    await ended;
    const left = (await readdir(temporary)).filter((name) => name.startsWith("gatehouse-app"));
    // A process that has to be killed can't clean up; the next start uses another folder.
    expect(left).toHaveLength(work === "" ? 0 : 1);
    await Promise.all([rm(temporary, { recursive: true }), written.remove()]);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("forwarding", () => {
  test("gives up on an app that doesn't answer", async () => {
    const app = await start(unhurried, { answerTimeoutMs: 50 });
    await app.app.ready;
    const response = await app.fetch("/api/hang");
    expect([response.status, await response.text()]).toEqual([502, ""]);
    await app.line(({ message }) => message === "GET /api/hang: the app gave no answer within 50 ms");
  });

  test("answers 503 when no process takes requests for half a minute", async () => {
    const { schedule, fire } = manualSchedule();
    const app = await start(unhurried, { schedule, startTimeoutMs: 61_000 });
    await app.fetch("/api/crash");
    await app.line(({ message }) => message.includes("started again"));
    const waiting = app.fetch("/api/pid");
    // Of the first request, which had to wait for the first start, nothing is due any more.
    await fire(30_000);
    expect((await waiting).status).toBe(503);
  });

  test("answers 400 to what can't stand in a request, and goes on", async () => {
    const app = await start(unhurried, {}, [["X-MS-CLIENT-PRINCIPAL-NAME", "名前"]]);
    await app.app.ready;
    expect((await app.fetch("/api/pid")).status).toBe(400);
    await app.line(({ message }) => message.startsWith("GET /api/pid can't be passed on: "));
    expect(app.app.state()).toBe("running");
  });

  test("leaves out the headers of the connection, and no others, whatever a caller names in Connection", async () => {
    const app = await start({
      "main.cjs": `require("@azure/functions").app.http("headers", { handler: ({ headers }) => ({ jsonBody: Object.fromEntries(headers) }) });`,
    });
    const text = await new Promise<string>((resolve, reject) => {
      const headers = {
        connection: "close, x-hop",
        "x-hop": "1",
        constructor: "3",
        te: "trailers",
        "x-end": "2",
        "x-twice": ["a", "b"],
      };
      send(`${app.origin}/api/headers`, { headers }, async (response) => {
        resolve(Buffer.concat(await response.toArray()).toString());
      })
        .on("error", reject)
        .end();
    });
    const { host, ...rest } = JSON.parse(text);
    expect(rest).toEqual({ connection: "keep-alive", constructor: "3", "x-hop": "1", "x-end": "2", "x-twice": "a,b" });
    expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
  });
});

test("nothing is left in the temporary folder after the stop", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-test-"));
  vi.stubEnv("TMPDIR", folder);
  const app = await start(unhurried);
  await pidOf(app);
  await app.close();
  expect((await readdir(folder)).filter((name) => name.startsWith("gatehouse"))).toEqual([]);
  await rm(folder, { recursive: true });
});
