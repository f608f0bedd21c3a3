import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildFunctions } from "../../demo/functions/build.ts";
import { applyToCloud } from "../../src/cli/apply-to-cloud.ts";
import { type CaseResult, demoCases, runCases } from "../../src/cli/demo/cases.ts";
import { readDemoOutputs } from "../../src/cli/demo/run-demo.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { type Cloud, startCloud } from "../../src/cloud/index.ts";

const demoFolder = fileURLToPath(new URL("../../demo", import.meta.url));

/** One change of the demo's Terraform: `from` must stand in `file`, else the test itself is out of date. */
export interface Edit {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
}

export interface DemoCloud extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly outputs: ReturnType<typeof readDemoOutputs>;
  runCases(): Promise<readonly CaseResult[]>;
}

/** A cloud of its own with the demo in it, its apps built and its Terraform edited as asked. */
export async function startDemo(edits: readonly Edit[] = []): Promise<DemoCloud> {
  await buildFunctions();
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-demo-"));
  cpSync(join(demoFolder, "terraform"), join(folder, "terraform"), { recursive: true });
  symlinkSync(join(demoFolder, "functions"), join(folder, "functions"));
  for (const { file, from, to } of edits) {
    const path = join(folder, "terraform", file);
    const before = readFileSync(path, "utf8");
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} has no ${from} to replace.`);
    writeFileSync(path, after);
  }
  const cloud = await startCloud();
  try {
    const quiet = { ...createTerminal(), isInteractive: false, print() {}, progress() {}, warn() {} };
    const { outputs } = await applyToCloud(
      {
        credentials: cloud.operator,
        send: cloud.outbound.request,
        now: cloud.clock.now,
        environment: cloud.environment(),
      },
      {
        folder: join(folder, "terraform"),
        stateFile: undefined,
        terminal: quiet,
      },
    );
    for (const site of cloud.appService.status()) await cloud.appService.whenRunning(site.name);
    const demoOutputs = readDemoOutputs(outputs);
    const send = (url: string, headers: Readonly<Record<string, string>> = {}) =>
      cloud.outbound.request({ method: "GET", url: new URL(url), headers });
    return {
      cloud,
      outputs: demoOutputs,
      runCases: () => runCases(demoCases(demoOutputs, send)),
      async [Symbol.asyncDispose]() {
        await cloud.close();
        rmSync(folder, { recursive: true });
      },
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}
