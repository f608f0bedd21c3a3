import type { Command, Option } from "commander";

/** What a completion script knows of an option. */
export interface OptionShape {
  /** `--port`, and `-f` if it has a short form. */
  readonly names: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** What a completion script knows of a command. */
export interface CommandShape {
  readonly name: string;
  /** Names from the program's first command on: `/identity/cache`; empty for the program. */
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
  /** Values of the first argument, where they are known. */
  readonly choices: readonly string[];
  readonly commands: readonly CommandShape[];
}

/** The commands and options of a program, as commander knows them. */
export function describeCommand(command: Command, path = ""): CommandShape {
  return {
    name: command.name(),
    path,
    description: command.description(),
    options: [...command.options.map(describeOption), HELP],
    choices: command.registeredArguments[0]?.argChoices ?? [],
    commands: command.commands.map((inner) => describeCommand(inner, `${path}/${inner.name()}`)),
  };
}

/** A command and all below it. */
export function withAllBelow(shape: CommandShape): readonly CommandShape[] {
  return [shape, ...shape.commands.flatMap(withAllBelow)];
}

const HELP: OptionShape = {
  names: ["--help", "-h"],
  description: "display help for command",
  takesValue: false,
  choices: [],
};

function describeOption({ long, short, description, required, optional, argChoices }: Option): OptionShape {
  return {
    names: [long, short].filter((name): name is string => typeof name === "string"),
    description,
    takesValue: required || optional,
    choices: argChoices ?? [],
  };
}
