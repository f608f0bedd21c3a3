import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cloud } from "../../cloud/index.ts";
import type { Output } from "../../terraform/index.ts";
import { type ApplyTarget, applyToCloud } from "../apply-to-cloud.ts";
import { CliError } from "../cli-error.ts";
import type { Terminal } from "../terminal.ts";
import { type CaseResult, type DemoOutputs, demoCases, runCases } from "./cases.ts";

export interface DemoRun {
  readonly results: readonly CaseResult[];
  readonly outputs: ReadonlyMap<string, Output>;
}

/** A cloud of this process, as the reader of Terraform sees it. */
export function applyTarget(cloud: Cloud): ApplyTarget {
  return { credentials: cloud.operator, send: cloud.outbound.request, now: cloud.clock.now };
}

/** Packages the two function apps of the demo, as its own build script does. */
export async function buildDemo(folder: string, terminal: Terminal): Promise<void> {
  const script = join(folder, "functions", "build.ts");
  if (!existsSync(script)) {
    throw new CliError(
      `There is no demo in ${folder}: expected ${script}. Run this in Gatehouse's repository, or name its folder with --demo.`,
    );
  }
  terminal.progress("Building the function apps");
  const { buildFunctions } = (await import(pathToFileURL(script).href)) as {
    readonly buildFunctions: () => Promise<unknown>;
  };
  await buildFunctions();
}

/** Applies the demo's Terraform to a running cloud, waits for its apps, and runs the five cases. */
export async function runDemo(
  cloud: Cloud,
  folder: string,
  terminal: Terminal,
  stateFile: string | undefined,
): Promise<DemoRun> {
  const { outputs } = await applyToCloud(applyTarget(cloud), {
    folder: join(folder, "terraform"),
    stateFile,
    terminal,
  });
  terminal.progress("Starting the function apps");
  for (const site of cloud.appService.status()) await cloud.appService.whenRunning(site.name);
  terminal.progress("Running the five cases");
  const send = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    cloud.outbound.request({ method: "GET", url: new URL(url), headers });
  return { outputs, results: await runCases(demoCases(readDemoOutputs(outputs), send)) };
}

/** What the cases need of the Terraform outputs. */
export function readDemoOutputs(outputs: DemoRun["outputs"]): DemoOutputs {
  const text = (name: string): string => {
    const value = outputs.get(name)?.value;
    if (typeof value !== "string")
      throw new CliError(`The demo's Terraform has no output '${name}', or it is not a text.`);
    return value;
  };
  return {
    untrustedSimpleUrl: text("public_untrusted_simple_demo_url"),
    trustedSimpleUrl: text("public_trusted_simple_demo_url"),
    untrustedGroupUrl: text("public_untrusted_group_demo_url"),
    trustedGroupUrl: text("public_trusted_group_demo_url"),
    untrustedApiUrl: text("untrusted_api_url"),
    subscriptionKey: text("apim_subscription_key"),
  };
}
