import { Command, CommanderError } from "commander";
import { VERSION } from "../cloud/index.ts";
import { CliError } from "./cli-error.ts";
import { demoCommand } from "./commands/demo.ts";
import { upCommand } from "./commands/up.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

/** Parses the command line and runs what it asks for. Resolves with the exit code. */
export async function run(argv: readonly string[], terminal: Terminal = createTerminal()): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    terminal.warn(`gatehouse: ${describe(error)}`);
    return 1;
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command("gatehouse")
    .description("Azure API Management, Azure Functions, Microsoft Entra ID and managed identities on this machine.")
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError("(run with --help to see what it takes)");
  for (const command of [upCommand(terminal), demoCommand(terminal)]) {
    program.addCommand(command.exitOverride());
  }
  return program;
}

/** One line for what a person can mend; a stack only for a fault of ours. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof CliError || "code" in error;
  return isExpected
    ? error.message
    : `${error.stack ?? error.message}\nThis is a fault of Gatehouse: please report it.`;
}
