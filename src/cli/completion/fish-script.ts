import { type CommandShape, type OptionShape, withAllBelow } from "./command-shape.ts";

/** Completion for fish: a line for each command and option, under the condition that its command is being typed. */
export function fishScript(program: CommandShape): string {
  const all = withAllBelow(program);
  const paths = all.slice(1).map(({ path }) => path);
  const { name } = program;
  return `function __${name}_command
  set -l path ""
  for word in (commandline -opc)[2..-1]
    switch "$path/$word"
      case ${paths.join(" ")}
        set path "$path/$word"
    end
  end
  test "$path" = "$argv[1]"
end
${all.flatMap((shape) => lines(name, shape)).join("\n")}
`;
}

function lines(program: string, { path, commands, options, choices }: CommandShape): readonly string[] {
  const start = `complete -c ${program} -n ${quote(`__${program}_command ${quote(path)}`)}`;
  return [
    ...commands.map(({ name, description }) => `${start} -f -a ${name} -d ${quote(description)}`),
    ...choices.map((choice) => `${start} -f -a ${choice}`),
    ...options.map((option) => `${start} ${optionFlags(option)}`),
  ];
}

function optionFlags({ names, description, takesValue, choices }: OptionShape): string {
  const flags = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  if (takesValue) flags.push("-r");
  if (choices.length > 0) flags.push("-f", `-a ${quote(choices.join(" "))}`);
  return [...flags, `-d ${quote(description)}`].join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
