import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { STATE_ENTRIES, startCloud } from "../../cloud/index.ts";
import { cli } from "../testing/fake-terminal.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-reset-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reset = () => cli("reset", "--yes", "--state", folder);

describe("gatehouse reset", () => {
  test("removes all that a cloud has kept, and refuses while it is up", async () => {
    const cloud = await startCloud({ folder, offline: true });
    expect(await reset()).toEqual({
      code: 1,
      out: "",
      err: `gatehouse: A Gatehouse is up on ${folder} (process ${process.pid}, port ${cloud.port}): stop it first. Nothing was removed.`,
    });
    await cloud.close();
    expect(readdirSync(folder)).toContain("state.db");
    expect(await reset()).toEqual({ code: 0, out: `The state in ${folder} is gone.`, err: "" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("removes every entry that a state folder may have, and nothing else", async () => {
    for (const entry of STATE_ENTRIES) mkdirSync(join(folder, entry));
    writeFileSync(join(folder, "main.tf"), "");
    expect((await reset()).out).toBe(`The state in ${folder} is gone. What isn't Gatehouse's is still there: 1 entry.`);
    expect(readdirSync(folder)).toEqual(["main.tf"]);
  });

  test("refuses a folder that isn't a state folder", async () => {
    mkdirSync(join(folder, "storage"));
    expect(await reset()).toMatchObject({ code: 1, err: expect.stringContaining("is no state folder") });
    expect(existsSync(join(folder, "storage"))).toBe(true);
  });

  test("has nothing to do where nothing is", async () => {
    expect(await reset()).toMatchObject({ code: 0, out: `There is no state in ${folder}.` });
    expect(await cli("reset", "--yes", "--state", join(folder, "nowhere"))).toMatchObject({ code: 0 });
  });

  test("does nothing without a word where there is nobody to ask", async () => {
    writeFileSync(join(folder, "state.db"), "");
    expect(await cli("reset", "--state", folder)).toMatchObject({ code: 1, err: expect.stringContaining("--yes") });
    expect(readdirSync(folder)).toEqual(["state.db"]);
  });
});
