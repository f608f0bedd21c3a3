import { type CommandShape, withAllBelow } from "./command-shape.ts";

/** Completion for zsh: sourced, or as the file `_gatehouse` in a folder of `$fpath`. */
export function zshScript(program: CommandShape): string {
  const all = withAllBelow(program);
  const paths = all.slice(1).map(({ path }) => path);
  const { name } = program;
  return `#compdef ${name}
_${name}() {
  local command="" word
  local -a offered
  for word in "\${(@)words[2,CURRENT - 1]}"; do
    case "$command/$word" in
      ${paths.join("|")}) command="$command/$word" ;;
    esac
  done
  case "$command $words[CURRENT - 1]" in
${all.flatMap(valueCases).join("\n")}
  esac
  case "$command" in
${all.map(commandCase).join("\n")}
  esac
  _describe ${name} offered || _files
}
if [[ "\${funcstack[1]}" == "_${name}" ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

/** After an option that takes a value come its values, or (where any will do) files. */
function valueCases({ path, options }: CommandShape): readonly string[] {
  const cases = Map.groupBy(
    options.filter(({ takesValue }) => takesValue),
    ({ choices }) => choices.join(" "),
  );
  return Array.from(cases, ([choices, alike]) => {
    const patterns = alike.flatMap(({ names }) => names.map((name) => `"${path} ${name}"`)).join("|");
    return `    ${patterns}) ${choices === "" ? "_files" : `compadd -- ${choices}`}; return ;;`;
  });
}

function commandCase({ path, commands, options, choices }: CommandShape): string {
  const described = [
    ...commands.map(({ name, description }) => entry(name, description)),
    ...choices.map((choice) => entry(choice, "")),
    ...options.flatMap(({ names, description }) => names.map((name) => entry(name, description))),
  ];
  return `    "${path}") offered=(${described.join(" ")}) ;;`;
}

/** `'name:what it is'` */
function entry(name: string, description: string): string {
  const text = description === "" ? name : `${name}:${description}`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
