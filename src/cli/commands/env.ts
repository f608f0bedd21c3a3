import { Command, Option } from "commander";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { environmentOf } from "../environment-of.ts";
import { findRunningCloud } from "../running-cloud.ts";
import type { Terminal } from "../terminal.ts";

type Shell = "bash" | "powershell" | "dotenv";

interface EnvFlags extends ClientFlags {
  readonly shell: Shell;
  readonly json?: boolean;
}

/** `gatehouse env`: the variables that `gatehouse run` sets, the operator's secret among them, for a shell or a file. */
export function envCommand(terminal: Terminal): Command {
  const command = new Command("env")
    .description("Print the variables by which programs reach Gatehouse, for the shell that you are in.")
    .addOption(
      new Option("--shell <shell>", "form to print them in")
        .choices(["bash", "powershell", "dotenv"])
        .default(process.platform === "win32" ? "powershell" : "bash"),
    )
    .option("--json", "print them as JSON");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", '\nExamples:\n  eval "$(gatehouse env)"\n  gatehouse env --shell dotenv > .env.gatehouse')
    .action(async (flags: EnvFlags) => {
      const variables = environmentOf(await findRunningCloud(flags));
      if (flags.json === true) return terminal.print(JSON.stringify(variables, null, 2));
      for (const [name, value] of Object.entries(variables)) terminal.print(writeVariable(flags.shell, name, value));
    });
}

/** One assignment, quoted so that the shell reads the value as it is. */
export function writeVariable(shell: Shell, name: string, value: string): string {
  switch (shell) {
    case "bash":
      return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
    case "powershell":
      return `$env:${name} = '${value.replaceAll("'", "''")}'`;
    case "dotenv":
      // Single quotes are read literally, but can't hold one of their own.
      return value.includes("'") ? `${name}=${JSON.stringify(value)}` : `${name}='${value}'`;
  }
}
