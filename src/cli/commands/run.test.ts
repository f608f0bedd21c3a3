import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../../cloud/index.ts";
import { putResources } from "../../cloud/testing/put-resources.ts";

const MAIN = join(import.meta.dirname, "..", "main.ts");
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  await putResources(cloud);
});
afterAll(() => cloud.close());

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

function start(...parameters: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [MAIN, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal, out, err }));
  return { child, ended };
}

const run = (...program: readonly string[]) => start("run", "--state", cloud.stateFolder, "--", ...program);
const node = (source: string) => run(process.execPath, "--eval", source);

describe("gatehouse run", () => {
  test.each([
    ["fetch", "fetch('https://apim-demo.azure-api.net/echo/1').then((answer) => answer.text()).then(console.log)"],
    [
      "an agent of its own",
      "require('https').get('https://apim-demo.azure-api.net/echo/1', { agent: new (require('https').Agent)() }, (answer) => answer.on('data', (data) => console.log(String(data))))",
    ],
  ])("lets a program reach Azure's host names with %s", async (_, source) => {
    expect(await node(source).ended).toEqual({ code: 0, signal: null, out: "hello\n", err: "" });
  });

  test("gives it the operator's credentials, and az a folder of its own", async () => {
    const { out } = await node("console.log(JSON.stringify(process.env))").ended;
    expect(JSON.parse(out)).toMatchObject({
      PATH: process.env.PATH,
      AZURE_CLIENT_SECRET: cloud.operator.clientSecret,
      ARM_SUBSCRIPTION_ID: cloud.operator.subscriptionId,
      AZURE_CONFIG_DIR: join(cloud.stateFolder, "azure"),
    });
  });

  test("passes on its arguments, flags of ours among them, with and without --", async () => {
    const source = "console.log(process.argv.slice(1).join())";
    const parameters = [process.execPath, "--eval", source, "--", "--port", "--help", "a b"];
    expect((await run(...parameters).ended).out).toBe("--port,--help,a b\n");
    const { out } = await start("run", "--state", cloud.stateFolder, ...parameters).ended;
    expect(out).toBe("--port,--help,a b\n");
  });

  test.each([
    ["code", "process.exit(7)", { code: 7, signal: null }],
    ["signal", "process.kill(process.pid, 'SIGTERM')", { code: null, signal: "SIGTERM" }],
  ])("ends by the same %s", async (_, source, end) => {
    expect(await node(`${source}; setInterval(() => {}, 1000)`).ended).toMatchObject(end);
  });

  test("passes signals on", async () => {
    const { child, ended } = node(
      "process.once('SIGTERM', () => { console.log('asked to end'); process.exit(3); }); setInterval(() => {}, 1000); console.log('up')",
    );
    await once(child.stdout ?? child, "data");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 3, out: "up\nasked to end\n" });
  });

  test.each([
    ["without a program", [], /^gatehouse: missing required argument 'command'\n$/],
    [
      "with one that isn't there",
      ["no-such-program"],
      /^gatehouse: 'no-such-program' can't be run: it is not on the PATH\.\n$/,
    ],
  ])("is refused %s", async (_, program, words) => {
    expect(await run(...program).ended).toEqual({ code: 1, signal: null, out: "", err: expect.stringMatching(words) });
  });
});

describe("gatehouse logs --follow", () => {
  test("prints each line as it comes, and ends well when its reader has enough", async () => {
    const log = cloud.appService.logs("fn-demo");
    const { child, ended } = start("logs", "fn-demo", "--follow", "--json", "--state", cloud.stateFolder);
    const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
    log?.write("info", "before");
    expect(JSON.parse((await lines.next()).value ?? "")).toMatchObject({ text: "before" });
    log?.write("info", "after");
    expect(JSON.parse((await lines.next()).value ?? "")).toMatchObject({ text: "after" });
    child.stdout?.destroy();
    log?.write("info", "nobody reads this");
    expect(await ended).toMatchObject({ code: 0, err: "" });
  });
});
