import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cloud } from "../../cloud/index.ts";
import type { Output } from "../../terraform/index.ts";
import { CliError } from "../cli-error.ts";
import { showEvent } from "../show-event.ts";
import type { Terminal } from "../terminal.ts";
import type { ApplyMessage, MessageFromApply } from "./apply-process.ts";
import { type CaseResult, type DemoOutputs, demoCases, runCase } from "./cases.ts";

export interface DemoRun {
  readonly results: readonly CaseResult[];
  readonly outputs: ReadonlyMap<string, Output>;
}

/** The process that builds the demo and applies it. It starts to build at once, and waits for the cloud. */
export interface DemoApply extends Disposable {
  /** Applies the Terraform to a cloud that is up. Throws `CliError` with what the other process said. */
  applyTo(cloud: Cloud, stateFile: string | undefined): Promise<ReadonlyMap<string, Output>>;
}

const entry = fileURLToPath(
  import.meta.resolve(import.meta.url.endsWith(".ts") ? "./apply-process.ts" : "./apply-process.js"),
);

export function startDemoApply(folder: string, terminal: Terminal): DemoApply {
  const script = join(folder, "functions", "build.ts");
  if (!existsSync(script)) {
    throw new CliError(
      `There is no demo in ${folder}: expected ${script}. Run this in Gatehouse's repository, or name its folder with --demo.`,
    );
  }
  terminal.progress("Building the function apps");
  const child = fork(entry, [folder], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const outputs = outputsOf(child, terminal);
  // Who asks for the outputs hears of a failure; until then nobody has to.
  outputs.catch(() => undefined);
  return {
    applyTo(cloud, stateFile) {
      const { tenantId, subscriptionId, clientId, clientSecret } = cloud.operator;
      const message: ApplyMessage = {
        port: cloud.port,
        clockOffsetMs: cloud.clock.offsetMs,
        environment: cloud.environment(),
        credentials: { tenantId, subscriptionId, clientId, clientSecret },
        ...(stateFile === undefined ? {} : { stateFile }),
      };
      if (child.connected) child.send(message);
      return outputs;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}

function outputsOf(child: ChildProcess, terminal: Terminal): Promise<ReadonlyMap<string, Output>> {
  return new Promise((resolve, reject) => {
    child.on("message", (message: MessageFromApply) => {
      if (message.kind === "event") showEvent(message.event, terminal);
      else if (message.kind === "applied") resolve(new Map(message.outputs));
      else if (message.kind === "failed") reject(new CliError(message.message));
    });
    child.once("error", (error) => reject(new CliError(`The demo can't be built: ${error.message}`)));
    child.once("exit", (code, signal) =>
      reject(new CliError(`Building and applying the demo ended with ${signal ?? code}.`)),
    );
  });
}

/** Applies the demo to a running cloud, waits for its apps, and runs the five cases. */
export async function runDemo(
  cloud: Cloud,
  apply: DemoApply,
  stateFile: string | undefined,
  terminal: Terminal,
): Promise<DemoRun> {
  const outputs = await apply.applyTo(cloud, stateFile);
  terminal.progress("Starting the function apps");
  for (const site of cloud.appService.status()) await cloud.appService.whenRunning(site.name);
  terminal.progress("Running the five cases");
  const send = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    cloud.outbound.request({ method: "GET", url: new URL(url), headers });
  const cases = demoCases(readDemoOutputs(outputs), send);
  cloud.cases.offer(cases.map((one) => ({ ...one, run: () => runCase(one) })));
  const results: CaseResult[] = [];
  for (const [index, { name, expected }] of cases.entries()) {
    const outcome = await cloud.cases.run(index + 1);
    if (outcome !== undefined) results.push({ name, expected, ...outcome });
  }
  return { outputs, results };
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
