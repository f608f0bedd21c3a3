import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { type ApplyResult, destroyFolder } from "../../terraform/index.ts";
import { type ApplyTarget, applyToCloud, azureOf, fileState } from "../apply-to-cloud.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { environmentOf } from "../environment-of.ts";
import { findRunningCloud, type RunningCloud } from "../running-cloud.ts";
import { showEvent } from "../show-event.ts";
import type { Terminal } from "../terminal.ts";

interface ApplyFlags extends ClientFlags {
  readonly var: readonly string[];
  readonly varFile: readonly string[];
  readonly provisioners: boolean;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `gatehouse apply`: brings the Gatehouse that is up to what a Terraform folder says, without Terraform. */
export function applyCommand(terminal: Terminal): Command {
  const command = new Command("apply")
    .description("Apply a Terraform folder to the Gatehouse that is up, without Terraform.")
    .argument("[folder]", "folder of the .tf files", ".")
    .option("--var <name=value>", "value of a variable; may be repeated", collect, [])
    .option("--var-file <file>", "file with values of variables; may be repeated", collect, [])
    .option("--no-provisioners", "leave provisioner blocks out, with a warning for each")
    .option("--json", "print the outputs as JSON, secrets included");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText(
      "after",
      "\nExamples:\n  gatehouse apply demo/terraform\n  gatehouse apply . --var prefix=my-team --var-file test.tfvars",
    )
    .action(async (given: string, flags: ApplyFlags) => {
      const cloud = await findRunningCloud(flags);
      const folder = resolve(given);
      const { outputs, counts } = await applyToCloud(targetOf(cloud), {
        folder,
        stateFile: stateFileOf(cloud, folder),
        variables: readVariables(flags),
        provisioners: flags.provisioners ? "run" : "skip",
        terminal,
      });
      if (flags.json === true) terminal.print(JSON.stringify(Object.fromEntries(outputs), null, 2));
      else printResult({ outputs, counts }, terminal);
    });
}

/** `gatehouse destroy`: removes what `apply` has made from a folder. */
export function destroyCommand(terminal: Terminal): Command {
  const command = new Command("destroy")
    .description("Remove everything that was applied from a Terraform folder.")
    .argument("[folder]", "folder of the .tf files", ".");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse destroy demo/terraform\n  gatehouse destroy . --port 5000")
    .action(async (given: string, flags: ClientFlags) => {
      const cloud = await findRunningCloud(flags);
      const folder = resolve(given);
      const target = targetOf(cloud);
      const removed = await destroyFolder({
        folder,
        azure: azureOf(target),
        state: fileState(stateFileOf(cloud, folder)),
        now: target.now,
        onEvent: (event) => showEvent(event, terminal),
      });
      terminal.print(`${removed} removed.`);
    });
}

function targetOf(cloud: RunningCloud): ApplyTarget {
  // The cloud's clock may be ahead of this machine's.
  const ahead = Date.parse(cloud.status.time) - Date.now();
  return {
    credentials: cloud.operator,
    send: cloud.send,
    now: () => Date.now() + ahead,
    environment: environmentOf(cloud),
  };
}

/** Each folder has a state of its own, kept with the cloud that it was applied to: `reset` takes both. */
function stateFileOf(cloud: RunningCloud, folder: string): string {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return join(cloud.status.stateFolder, "terraform", `${name}.json`);
}

function readVariables({ var: pairs, varFile }: ApplyFlags) {
  return [
    ...varFile.map((path) => ({ kind: "file" as const, path: resolve(path) })),
    ...pairs.map((pair) => {
      const at = pair.indexOf("=");
      return {
        kind: "var" as const,
        name: at === -1 ? pair : pair.slice(0, at),
        value: at === -1 ? "" : pair.slice(at + 1),
      };
    }),
  ];
}

function printResult({ outputs, counts }: ApplyResult, terminal: Terminal): void {
  terminal.print(
    `${counts.create} created, ${counts.update} updated, ${counts.replace} replaced, ${counts.delete} removed, ${counts.none} unchanged.`,
  );
  for (const [name, { value, sensitive }] of outputs) {
    terminal.print(
      `  ${name} = ${sensitive ? "(sensitive)" : typeof value === "string" ? value : JSON.stringify(value)}`,
    );
  }
}
