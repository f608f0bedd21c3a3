import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Command } from "commander";
import { type Cloud, startCloud } from "../../cloud/index.ts";
import { type Log, silentLog } from "../../platform/index.ts";
import { type DemoRun, runDemo, startDemoApply } from "../demo/run-demo.ts";
import { type CloudFlags, cloudOptions } from "../options.ts";
import { type Terminal, table } from "../terminal.ts";
import { terminalLog } from "../terminal-log.ts";
import { untilInterrupted } from "../until-interrupted.ts";
import { cloudOptionsOf } from "./up.ts";

interface DemoFlags extends CloudFlags {
  readonly demo: string;
  readonly once?: boolean;
}

/** `gatehouse demo`: what `npm start` and `npm run demo` do. Exit code 1 unless all five cases gave what they promise. */
export function demoCommand(terminal: Terminal): Command {
  const command = new Command("demo").description(
    "Apply the demo's Terraform, deploy its function apps, run its five cases, and stay up.",
  );
  for (const option of cloudOptions()) command.addOption(option);
  return command
    .option("--demo <folder>", "folder of the demo", "demo")
    .option("--once", "end after the cases instead of staying up")
    .addHelpText("after", "\nExamples:\n  gatehouse demo\n  gatehouse demo --once --in-memory --port 0")
    .action(async (flags: DemoFlags) => {
      const folder = resolve(flags.demo);
      const watch = watched(terminal);
      using apply = startDemoApply(folder, watch.terminal);
      terminal.progress("Starting Gatehouse");
      await using cloud = await startCloud({ ...cloudOptionsOf(flags), log: errorsOnly(terminalLog(terminal)) });
      watch.tell(cloud);
      const stateFile = flags.inMemory === true ? undefined : join(resolve(flags.state), "terraform", "demo.json");
      const run = await runDemo(cloud, apply, stateFile, watch.terminal).catch((error: unknown) => {
        cloud.progress.failed(error instanceof Error ? error.message : String(error));
        throw error;
      });
      cloud.progress.done();
      // Counted from the start of the process, so that nothing is left out.
      report(run, cloud, performance.now(), terminal);
      if (run.results.some(({ passed }) => !passed)) process.exitCode = 1;
      if (flags.once === true) return;
      terminal.print(`The portal: ${terminal.style("cyan", `${cloud.url}/`)}`);
      terminal.print(`Gatehouse stays up on ${cloud.url}. Ctrl-C stops it.`);
      await untilInterrupted();
    });
}

/** A terminal whose progress is told to the cloud as well, once there is one, for whoever looks at the portal meanwhile. */
function watched(terminal: Terminal): { readonly terminal: Terminal; tell(cloud: Cloud): void } {
  let cloud: Cloud | undefined;
  return {
    terminal: {
      ...terminal,
      progress(line) {
        terminal.progress(line);
        cloud?.progress.report(stripVTControlCharacters(line).trim());
      },
    },
    tell(to) {
      cloud = to;
    },
  };
}

/** Refusals are what the demo is about: they stand in its table, not between its lines. */
function errorsOnly(log: Log): Log {
  return { ...silentLog, error: log.error };
}

function report({ results, outputs }: DemoRun, cloud: Cloud, elapsedMs: number, terminal: Terminal): void {
  const rows = results.map(({ name, expected, got, passed, milliseconds }) => [
    passed ? terminal.style("green", "✓") : terminal.style("red", "✗"),
    name,
    shorten(expected),
    shorten(got),
    `${milliseconds} ms`,
  ]);
  terminal.print();
  for (const line of table(["", "case", "expected", "got", "time"], rows)) terminal.print(line);
  const passed = results.filter((result) => result.passed).length;
  terminal.print();
  terminal.print(
    `${passed} of ${results.length} cases as expected, ${(elapsedMs / 1000).toFixed(1)} s after the start.`,
  );
  for (const { name, expected, got } of results.filter((result) => !result.passed)) {
    terminal.warn(`✗ ${name}\n  expected ${expected}\n  got      ${got}`);
  }
  terminal.print();
  terminal.print("Terraform outputs:");
  for (const [name, { value, sensitive }] of outputs) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    terminal.print(`  ${name} = ${sensitive ? "(sensitive)" : text}`);
    if (!sensitive && typeof value === "string" && value.startsWith("https://"))
      terminal.print(`    ${terminal.style("cyan", cloud.localUrl(value))}`);
  }
  terminal.print();
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
