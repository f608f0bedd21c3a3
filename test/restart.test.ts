import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Operator, readOperator, startCloud } from "../src/cloud/index.ts";

let state: string;
let port: number;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), "gatehouse-restart-"));
  port = await freePort();
});
afterEach(async () => {
  for (const child of running) await kill(child);
  rmSync(state, { recursive: true, force: true, maxRetries: 10 });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}

function kill(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

function command(): readonly string[] {
  return ["src/cli/main.ts", "demo", "--state", state, "--port", String(port)];
}

/** Starts the demo on the kept state; `until` decides on each line whether it has come far enough. */
async function startDemo(
  until: (line: string) => boolean,
): Promise<{ readonly child: ChildProcess; readonly lines: readonly string[] }> {
  const child = spawn(process.execPath, ["src/cli/main.ts", "demo", "--state", state, "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const read = (line: string): void => {
      lines.push(line);
      if (until(line)) resolve();
    };
    createInterface({ input: child.stdout }).on("line", read);
    createInterface({ input: child.stderr }).on("line", read);
    child.once("exit", (code) => reject(new Error(`The demo ended with ${code}:\n${lines.join("\n")}`)));
  });
  return { child, lines };
}

interface Facts {
  readonly operator: Operator | undefined;
  readonly keyIds: readonly string[];
  readonly identities: readonly unknown[];
  readonly resourceIds: readonly string[];
}

/** What must be the same after a restart, read from the kept state by a cloud of the test's own. */
async function facts(): Promise<Facts> {
  await using cloud = await startCloud({ folder: state });
  const keys = await cloud.outbound.request({
    method: "GET",
    url: new URL("https://login.microsoftonline.com/common/discovery/keys"),
  });
  const identities = cloud.resources.list("Microsoft.ManagedIdentity/userAssignedIdentities");
  return {
    operator: readOperator(state),
    keyIds: (JSON.parse(keys.body.toString()) as { readonly keys: readonly { readonly kid: string }[] }).keys.map(
      ({ kid }) => kid,
    ),
    identities: identities.map(({ id, properties }) => ({ id, properties })),
    resourceIds: cloud.resources.below("").map(({ id }) => id),
  };
}

const isDone = (line: string): boolean => line.startsWith("Gatehouse stays up");
const passes = (lines: readonly string[]): number => lines.filter((line) => line.startsWith("✓")).length;

describe("a Gatehouse that is killed", { timeout: 60_000 }, () => {
  test("comes back with the same keys, identities and resources, and the demo passes", async () => {
    const first = await startDemo(isDone);
    expect(passes(first.lines)).toBe(5);
    await kill(first.child);
    const before = await facts();
    const second = await startDemo(isDone);
    expect(passes(second.lines)).toBe(5);
    await kill(second.child);
    expect(await facts()).toEqual(before);
    expect(before.resourceIds.length).toBeGreaterThan(20);
  });

  test.each<[string, () => boolean]>([
    ["as soon as it has a state", () => existsSync(join(state, "state.db"))],
    ["after the first resources", () => applied() >= 3],
    ["half way through", () => applied() >= 25],
    ["when its apps are being deployed", () => applied() >= 40],
  ])("%s is taken up again, and the demo passes", async (_name, isFarEnough) => {
    const child = spawn(process.execPath, command(), { stdio: "ignore" });
    running.add(child);
    await until(isFarEnough);
    await kill(child);
    const { lines } = await startDemo(isDone);
    expect(passes(lines)).toBe(5);
  });
});

/** How many resources of the demo have been made so far. */
function applied(): number {
  try {
    const { instances } = JSON.parse(readFileSync(join(state, "terraform", "demo.json"), "utf8")) as {
      readonly instances: readonly unknown[];
    };
    return instances.length;
  } catch {
    return 0;
  }
}

/** Resolves at the change of the state folder that makes the condition true. */
function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(state, { recursive: true }, () => {
      if (!condition()) return;
      watcher.close();
      resolve();
    });
  });
}
