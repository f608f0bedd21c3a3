import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { silentLog } from "../../platform/index.ts";
import { type Azurite, startAzurite } from "./azurite.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

const KEY = Buffer.alloc(64, 7).toString("base64");
const EMULATOR_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function start(folder?: string): { azurite: Azurite; upstream: Upstream } {
  const accounts = () => new Map([["acct", [KEY, KEY] as const]]);
  const azurite = startAzurite({ log: silentLog, folder, accounts });
  const upstream = createUpstream(azurite);
  closing.push(() => {
    upstream.close();
    return azurite.close();
  });
  return { azurite, upstream };
}

/** Why a request that doesn't know the gate's secret gets no answer. */
async function refusal(port: number): Promise<unknown> {
  const outgoing = httpRequest({ host: "127.0.0.1", port, path: "/?comp=list", headers: { host: "acct.blob.x" } });
  outgoing.end();
  const [error] = await once(outgoing, "error").catch((reason: unknown) => [reason]);
  return error instanceof Error && "code" in error ? error.code : error;
}

const container = (method: string) =>
  ({ service: "blob", account: "acct", method, rawPath: "/box", rawQuery: "restype=container" }) as const;

describe("Azurite's process", () => {
  test("answers nobody who doesn't know the gate's secret, though they know an account's key", async () => {
    const { azurite } = start();
    const { ports } = await azurite.address();
    for (const port of Object.values(ports)) expect(await refusal(port)).toBe("ECONNRESET");
  });

  test("does not have the emulator's account, whose key everyone knows", async () => {
    const { upstream } = start();
    const asEmulator = { ...container("PUT"), account: "devstoreaccount1" };
    expect((await upstream.call(asEmulator, EMULATOR_KEY)).status).toBeGreaterThanOrEqual(400);
    expect((await upstream.call(container("PUT"), EMULATOR_KEY)).status).toBe(403);
    expect((await upstream.call(container("PUT"), KEY)).status).toBe(201);
  });

  test("is started again when it dies", async () => {
    const { azurite, upstream } = start();
    expect((await upstream.call(container("PUT"), KEY)).status).toBe(201);
    const first = azurite.pid() ?? 0;
    process.kill(first, "SIGKILL");
    await expect.poll(() => azurite.pid() !== first).toBe(true);
    expect((await upstream.call(container("PUT"), KEY)).status).toBe(201);
  });

  test("keeps what it has in its folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-azurite-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const first = start(folder);
    expect((await first.upstream.call(container("PUT"), KEY)).status).toBe(201);
    await closing.pop()?.();
    expect((await start(folder).upstream.call(container("GET"), KEY)).status).toBe(200);
  });

  test("saves and ends when its parent is killed, and the next one waits for it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-azurite-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const code = `
      import { startAzurite } from ${JSON.stringify(new URL("azurite.ts", import.meta.url).href)};
      import { createUpstream } from ${JSON.stringify(new URL("upstream.ts", import.meta.url).href)};
      const log = { info() {}, warn() {}, error() {} };
      const accounts = () => new Map([["acct", ["${KEY}", "${KEY}"]]]);
      const azurite = startAzurite({ log, folder: ${JSON.stringify(folder)}, accounts });
      const { status } = await createUpstream(azurite).call(${JSON.stringify(container("PUT"))}, "${KEY}");
      const { ports } = await azurite.address();
      console.log(JSON.stringify({ status, port: ports.blob }));
    `;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const { status, port } = JSON.parse(String(line));
    expect(status).toBe(201);
    parent.kill("SIGKILL");
    const { upstream } = start(folder);
    expect((await upstream.call(container("GET"), KEY)).status).toBe(200);
    await expect.poll(() => refusal(port), { timeout: 10_000 }).toBe("ECONNREFUSED");
  });
});
