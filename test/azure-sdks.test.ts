import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Cloud, startCloud } from "../src/cloud/index.ts";

const suites = join(import.meta.dirname, "azure-sdks");
const files = readdirSync(suites).filter((name) => name.endsWith(".contract.ts"));

/** What Vitest's JSON reporter writes, as far as it is read here. */
const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      /** Why the file itself failed, when it did. */
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});
type Report = z.infer<typeof reportSchema>;

let cloud: Cloud;
let folder: string;
let report: Report;
/** What the run said besides: errors that belong to no file stand there only. */
let said: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  folder = mkdtempSync(join(tmpdir(), "gatehouse-sdks-"));
  ({ report, said } = await runSuites());
}, 180_000);
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

/** Runs the suites as a user would who has never heard of Gatehouse: only the environment leads them here. */
function runSuites(): Promise<{ readonly report: Report; readonly said: string }> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const outputFile = join(folder, "report.json");
  const config = join(suites, "vitest.config.ts");
  const parameters = [vitest, "run", "--config", config, "--reporter=json", "--outputFile", outputFile];
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST"));
  const env = { ...Object.fromEntries(inherited), ...cloud.environment() };
  return new Promise((resolve, reject) => {
    const options = { env, cwd: suites, timeout: 170_000, maxBuffer: 16 * 1024 * 1024 };
    execFile(process.execPath, parameters, options, (error, stdout, stderr) => {
      try {
        const report = reportSchema.parse(JSON.parse(readFileSync(outputFile, "utf8")));
        resolve({ report, said: `${stdout}\n${stderr}` });
      } catch {
        reject(new Error(`The suites did not run: ${error?.message ?? ""}\n${stdout}\n${stderr}`));
      }
    });
  });
}

describe("Azure's SDKs as they are", () => {
  test.each(files)("%s", (file) => {
    const found = report.testResults.find(({ name }) => basename(name) === file);
    const failed = (found?.assertionResults ?? [])
      .filter(({ status }) => status !== "passed")
      .map(({ fullName, status, failureMessages }) => `${fullName}: ${status}\n${failureMessages.join("\n")}`);
    expect([found?.message, ...failed].filter(Boolean).join("\n\n")).toBe("");
    expect(found?.assertionResults.length).toBeGreaterThan(0);
    expect(found?.status).toBe("passed");
  });

  test("leave no failure behind that belongs to no file", () => {
    const isTold = report.testResults.some(({ status }) => status !== "passed");
    expect(report.success || isTold, said).toBe(true);
  });
});
