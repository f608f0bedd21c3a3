import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { findRunning, STATE_ENTRIES } from "../../cloud/index.ts";
import { CliError } from "../cli-error.ts";
import { stateOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";

interface ResetFlags {
  readonly state: string;
  readonly yes?: boolean;
}

/** `gatehouse reset`: removes what Gatehouse keeps in a state folder, and nothing else that lies there. */
export function resetCommand(terminal: Terminal): Command {
  return new Command("reset")
    .description("Remove the state: every resource, identity, secret and blob. What isn't Gatehouse's stays.")
    .addOption(stateOption())
    .option("-y, --yes", "don't ask")
    .addHelpText("after", "\nExamples:\n  gatehouse reset\n  gatehouse reset --state /tmp/cloud --yes")
    .action(async ({ state, yes }: ResetFlags) => {
      const folder = resolve(state);
      const entries = existsSync(folder) ? readdirSync(folder) : [];
      if (entries.length === 0) return terminal.print(`There is no state in ${folder}.`);
      if (!entries.includes("state.db")) {
        throw new CliError(`${folder} is no state folder: expected state.db in it. Nothing was removed.`);
      }
      const running = await findRunning(folder);
      if (running !== undefined) {
        throw new CliError(
          `A Gatehouse is up on ${folder} (process ${running.pid}, port ${running.port}): stop it first. Nothing was removed.`,
        );
      }
      if (yes !== true && !(await confirm(folder, terminal))) throw new CliError("Nothing was removed.");
      const ours = entries.filter((entry) => STATE_ENTRIES.includes(entry));
      // The database last: as long as it is there, the folder is known as ours and the rest can be removed again.
      for (const entry of ours.toSorted((a, b) => Number(a === "state.db") - Number(b === "state.db"))) {
        rmSync(join(folder, entry), { recursive: true, force: true });
      }
      const left = entries.length - ours.length;
      const rest =
        left === 0 ? "" : ` What isn't Gatehouse's is still there: ${left} ${left === 1 ? "entry" : "entries"}.`;
      terminal.print(`The state in ${folder} is gone.${rest}`);
    });
}

async function confirm(folder: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.isInteractive || process.stdin.isTTY !== true) {
    throw new CliError("There is nobody to ask: say --yes to remove the state. Nothing was removed.");
  }
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await dialogue.question(`Remove the whole state in ${folder}? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    dialogue.close();
  }
}
