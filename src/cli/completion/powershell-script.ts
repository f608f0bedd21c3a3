import { type CommandShape, withAllBelow } from "./command-shape.ts";

/** Completion for PowerShell. */
export function powershellScript(program: CommandShape): string {
  const all = withAllBelow(program);
  return `Register-ArgumentCompleter -Native -CommandName ${program.name} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $offered = @{
${all.map(offeredLine).join("\n")}
  }
  $path = ''
  $typed = $commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
  foreach ($element in $typed) {
    if ($offered.ContainsKey("$path/$element")) { $path = "$path/$element" }
  }
  $previous = "$path $($typed | Select-Object -Last 1)"
  if (-not $offered.ContainsKey($previous)) { $previous = $path }
  $offered[$previous] | Where-Object { $_.Name -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, 'ParameterValue', $_.About)
  }
}
`;
}

/** One key for the command, and one for each of its options that has known values. */
function offeredLine({ path, commands, options, choices }: CommandShape): string {
  const words = [
    ...commands.map(({ name, description }) => entry(name, description)),
    ...choices.map((choice) => entry(choice, choice)),
    ...options.flatMap(({ names, description }) => names.map((name) => entry(name, description))),
  ];
  const values = options
    .filter((option) => option.choices.length > 0)
    .flatMap((option) =>
      option.names.map((name) =>
        line(
          `${path} ${name}`,
          option.choices.map((choice) => entry(choice, choice)),
        ),
      ),
    );
  return [line(path, words), ...values].join("\n");
}

function line(key: string, entries: readonly string[]): string {
  return `    ${quote(key)} = @(${entries.join(", ")})`;
}

function entry(name: string, about: string): string {
  return `@{ Name = ${quote(name)}; About = ${quote(about)} }`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
