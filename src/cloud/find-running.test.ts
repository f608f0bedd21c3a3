import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findRunning, findRunningOnPort } from "./find-running.ts";
import { type Cloud, StateInUse, startCloud } from "./index.ts";
import { readRunningFile, writeRunningFile } from "./running-file.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-running-"));
const file = join(folder, "running.json");
let cloud: Cloud;
let said: string;

beforeAll(async () => {
  cloud = await startCloud({ folder, offline: true });
  said = readFileSync(file, "utf8");
});
afterEach(() => writeFileSync(file, said, { mode: 0o600 }));
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

describe("finding the cloud that is up", () => {
  test("works by its folder and by its port", async () => {
    expect(await findRunning(folder)).toMatchObject({ pid: process.pid, port: cloud.port, stateFolder: folder });
    expect(await findRunningOnPort(cloud.port)).toMatchObject({ pid: process.pid, stateFolder: folder });
  });

  test("its file is its owner's only", () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["of another process", (text: string) => text.replace(/"pid":\d+/, '"pid":1')],
    ["of an earlier start", (text: string) => text.replace(/"startedAt":"\d{4}/, '"startedAt":"2001')],
    ["that names a port where nothing is", (text: string) => text.replace(/"port":\d+/, '"port":1')],
    ["that is cut off", (text: string) => text.slice(0, -5)],
    ["that is empty", () => ""],
  ])("a file %s fools nobody", async (_, change) => {
    writeFileSync(file, change(said));
    expect(await findRunning(folder)).toBeUndefined();
    expect(await findRunningOnPort(cloud.port)).toBeUndefined();
  });

  test("a link in the file's place is not followed", () => {
    rmSync(file);
    const target = join(folder, "elsewhere.json");
    writeFileSync(target, said);
    symlinkSync(target, file);
    expect(readRunningFile(folder)).toBeUndefined();
    rmSync(file);
  });

  test("what answers like a cloud but doesn't own the folder that it names is not one", async () => {
    const status = await (await fetch(`http://127.0.0.1:${cloud.port}/gatehouse/status`)).text();
    const server = createServer((_request, response) => response.end(status));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await findRunningOnPort(port)).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
  });

  test("a second cloud on the same folder is refused, and the first goes on", async () => {
    await expect(startCloud({ folder, offline: true })).rejects.toThrow(StateInUse);
    expect(await findRunning(folder)).toMatchObject({ pid: process.pid });
  });

  test("a cloud that ends takes its file with it", async () => {
    const other = await startCloud({ offline: true });
    expect(existsSync(join(other.stateFolder, "running.json"))).toBe(true);
    await other.close();
    expect(existsSync(other.stateFolder)).toBe(false);
  });
});

test("only the file of the same start is removed", () => {
  const place = mkdtempSync(join(tmpdir(), "gatehouse-running-"));
  chmodSync(place, 0o700);
  const first = writeRunningFile(place, { pid: 1, port: 1, startedAt: "2026-01-01T00:00:00.000Z" });
  const second = writeRunningFile(place, { pid: 2, port: 2, startedAt: "2026-01-01T00:00:01.000Z" });
  first();
  expect(readRunningFile(place)).toMatchObject({ pid: 2 });
  second();
  expect(readRunningFile(place)).toBeUndefined();
  rmSync(place, { recursive: true });
});
