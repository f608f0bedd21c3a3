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

/** After an option that takes a value come its values, or (with no word offered) bash's own: files. */
function valueCases({ path, options }: CommandShape): readonly string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ names, choices }) => {
      const patterns = names.map((name) => `"${path} ${name}"`).join(" | ");
      return `    ${patterns}) ${offer(choices)}; return ;;`;
    });
}

function commandCase({ path, commands, options, choices }: CommandShape): string {
  const words = [...commands.map(({ name }) => name), ...choices, ...options.flatMap(({ names }) => names)];
  return `    "${path}") ${offer(words)} ;;`;
}

function offer(words: readonly string[]): string {
  return words.length === 0 ? "COMPREPLY=()" : `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$current"))`;
}
