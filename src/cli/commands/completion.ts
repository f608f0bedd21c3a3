import { Argument, Command } from "commander";
import { bashScript } from "../completion/bash-script.ts";
import { type CommandShape, describeCommand } from "../completion/command-shape.ts";
import { fishScript } from "../completion/fish-script.ts";
import { powershellScript } from "../completion/powershell-script.ts";
import { zshScript } from "../completion/zsh-script.ts";
import type { Terminal } from "../terminal.ts";

const SCRIPTS = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} as const satisfies Record<string, (program: CommandShape) => string>;

/** `gatehouse completion`: a script by which a shell completes commands and options. `program` gives all commands. */
export function completionCommand(terminal: Terminal, program: () => Promise<Command>): Command {
  return new Command("completion")
    .description("Print a script by which a shell completes Gatehouse's commands and options.")
    .addArgument(new Argument("<shell>", "shell to print it for").choices(Object.keys(SCRIPTS)))
    .addHelpText(
      "after",
      "\nExamples:\n  source <(gatehouse completion bash)\n  gatehouse completion fish > ~/.config/fish/completions/gatehouse.fish",
    )
    .action(async (shell: keyof typeof SCRIPTS) => {
      terminal.print(SCRIPTS[shell](describeCommand(await program())).trimEnd());
    });
}
