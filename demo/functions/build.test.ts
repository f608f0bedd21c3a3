import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { type BuiltFunctionApp, buildFunctions } from "./build.ts";

let apps: readonly BuiltFunctionApp[];

beforeAll(async () => {
  apps = await buildFunctions();
});

describe("the built packages", () => {
  test("are one for each function app", () => {
    expect(apps.map(({ name }) => name)).toEqual(["public", "private"]);
  });

  test.each([0, 1])("hold what Azure reads, and nothing else (app %i)", async (index) => {
    const folder = apps[index]?.packageFolder ?? "";
    const files = await readdir(folder, { recursive: true });
    expect(files.sort()).toEqual(["dist", "dist/main.cjs", "dist/main.cjs.map", "host.json", "package.json"]);
    expect(JSON.parse(await readFile(join(folder, "host.json"), "utf8"))).toEqual({ version: "2.0" });
    expect(JSON.parse(await readFile(join(folder, "package.json"), "utf8"))).toMatchObject({ main: "dist/main.cjs" });
  });

  test.each([0, 1])("start where there is no node_modules folder (app %i)", async (index) => {
    const elsewhere = await mkdtemp(join(tmpdir(), "function-app-"));
    try {
      await cp(apps[index]?.packageFolder ?? "", elsewhere, { recursive: true });
      // Without Azure's worker the library says that it registers nothing: what matters is that everything loads.
      const { stderr } = await promisify(execFile)(process.execPath, ["."], { cwd: elsewhere, timeout: 10_000 });
      expect(stderr).toContain("Skipping call to register function");
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });
});
