import { type CommandShape, withAllBelow } from "./command-shape.ts";

/** Completion for bash. The words before the cursor lead to a command; its options and commands are offered. */
export function bashScript(program: CommandShape): string {
  const all = withAllBelow(program);
  const paths = all.slice(1).map(({ path }) => path);
  return `_${program.name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case "$command/$word" in
      ${paths.join(" | ")}) command="$command/$word" ;;
    esac
  done
  case "$command $previous" in
${all.flatMap(valueCases).join("\n")}
  esac
  case "$command" in
${all.map(commandCase).join("\n")}
  esac
}
complete -o default -F _${program.name} ${program.name}
`;
}

/** After an option that takes a value come its values, or (where any will do) files. */
function valueCases({ path, options }: CommandShape): readonly string[] {
  const cases = Map.groupBy(
    options.filter(({ takesValue }) => takesValue),
    ({ choices }) => choices.join(" "),
  );
  return Array.from(cases, ([choices, alike]) => {
    const patterns = alike.flatMap(({ names }) => names.map((name) => `"${path} ${name}"`)).join(" | ");
    // Where bash is offered nothing, it offers files.
    return `    ${patterns}) ${choices === "" ? "COMPREPLY=()" : offer(choices)}; return ;;`;
  });
}

function commandCase({ path, commands, options, choices }: CommandShape): string {
  const words = [...commands.map(({ name }) => name), ...choices, ...options.flatMap(({ names }) => names)];
  return `    "${path}") ${offer(words.join(" "))} ;;`;
}

function offer(words: string): string {
  return `COMPREPLY=($(compgen -W "${words}" -- "$current"))`;
}
