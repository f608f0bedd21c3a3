import { Command, CommanderError } from "commander";
import { VERSION } from "../cloud/index.ts";
import { CliError } from "./cli-error.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

type LoadCommand = (terminal: Terminal) => Promise<Command>;

/** Every command, in the order of the help. Only the one that is asked for is loaded: most need no cloud in this process. */
const commands: Readonly<Record<string, LoadCommand>> = {
  up: async (terminal) => (await import("./commands/up.ts")).upCommand(terminal),
  demo: async (terminal) => (await import("./commands/demo.ts")).demoCommand(terminal),
  apply: async (terminal) => (await import("./commands/apply.ts")).applyCommand(terminal),
  destroy: async (terminal) => (await import("./commands/apply.ts")).destroyCommand(terminal),
  run: async () => (await import("./commands/run.ts")).runCommand(),
  env: async (terminal) => (await import("./commands/env.ts")).envCommand(terminal),
  status: async (terminal) => (await import("./commands/status.ts")).statusCommand(terminal),
  trace: async (terminal) => (await import("./commands/trace.ts")).traceCommand(terminal),
  logs: async (terminal) => (await import("./commands/logs.ts")).logsCommand(terminal),
  token: async (terminal) => (await import("./commands/token.ts")).tokenCommand(terminal),
  identity: async (terminal) => (await import("./commands/identity.ts")).identityCommand(terminal),
  clock: async (terminal) => (await import("./commands/clock.ts")).clockCommand(terminal),
  doctor: async (terminal) => (await import("./commands/doctor.ts")).doctorCommand(terminal),
  reset: async (terminal) => (await import("./commands/reset.ts")).resetCommand(terminal),
  completion: async (terminal) =>
    (await import("./commands/completion.ts")).completionCommand(terminal, () =>
      createProgram(terminal, Object.keys(commands)),
    ),
};

/** Parses the command line and runs what it asks for. Resolves with the exit code. */
export async function run(argv: readonly string[], terminal: Terminal = createTerminal()): Promise<number> {
  const [, , asked = ""] = argv;
  const isKnown = Object.hasOwn(commands, asked);
  try {
    const program = await createProgram(terminal, isKnown ? [asked] : Object.keys(commands));
    await program.parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    terminal.warn(`gatehouse: ${describe(error)}`);
    return 1;
  }
}

async function createProgram(terminal: Terminal, names: readonly string[]): Promise<Command> {
  const program = new Command("gatehouse")
    .description("Azure API Management, Azure Functions, Microsoft Entra ID and managed identities on this machine.")
    .version(VERSION)
    .enablePositionalOptions();
  for (const name of names) {
    const command = await commands[name]?.(terminal);
    if (command !== undefined) program.addCommand(command);
  }
  settle(program, terminal);
  return program;
}

/** Errors are one line and end in an exit code, in every command and those below it; nothing ends the process by itself. */
function settle(command: Command, terminal: Terminal): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.print(text.trimEnd()),
    writeErr: (text) => terminal.warn(text.trimEnd()),
    outputError: (text, write) =>
      write(
        `gatehouse: ${text
          .replace(/^error: /, "")
          .trim()
          .replaceAll(/\s*\n\s*/g, " ")}`,
      ),
  });
  for (const inner of command.commands) settle(inner, terminal);
}

/** One line for what a person can mend; a stack only for a fault of ours. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof CliError || "code" in error;
  return isExpected
    ? error.message
    : `${error.stack ?? error.message}\nThis is a fault of Gatehouse: please report it.`;
}
