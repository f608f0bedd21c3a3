import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readSource } from "./configuration/read-folder.ts";
import { evaluateConstant } from "./evaluation/evaluate-syntax.ts";
import { decodeJson } from "./functions/json.ts";
import type { Configuration, VariableBlock } from "./module.ts";
import { modulePaths } from "./module-paths.ts";
import type { Scope } from "./scope.ts";
import { unmark } from "./sensitivity.ts";
import { parseExpressionText, parseFile } from "./syntax/parse-body.ts";
import { type Range, TerraformError } from "./terraform-error.ts";
import type { MarkedValue, Value } from "./value.ts";
import { fitVariable, validateVariable } from "./variable-value.ts";

/** Where values of root variables come from, apart from `terraform.tfvars` and `*.auto.tfvars` in the root folder. */
export interface VariableSources {
  /** `-var` and `-var-file` in the order of the command line; a later one wins. */
  readonly commandLine: readonly CommandLineVariable[];
  /** Environment variables; those named `TF_VAR_<name>` count. */
  readonly environment: { readonly [name: string]: string | undefined };
  /** Asked by `validation` blocks that call `timestamp()` or `plantimestamp()`. */
  readonly now: () => Date;
  /** Told of a value in a file for a variable that is not declared, which Terraform too only warns of. */
  readonly warn?: (message: string) => void;
}

export type CommandLineVariable =
  | { readonly kind: "var"; readonly name: string; readonly value: string }
  /** A relative path starts at the root folder. */
  | { readonly kind: "file"; readonly path: string };

interface Given {
  readonly value: Value;
  readonly range: Range | undefined;
}

/**
 * Collects the values of the root module's variables with Terraform's precedence, lowest first: environment,
 * `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json` by name, command line in order.
 * Values are converted to the declared type, defaults filled in, `validation` blocks run. Sensitive variables are
 * marked. Throws TerraformError: a variable without value, an undeclared one on the command line, a failed validation.
 */
export async function resolveVariables(
  configuration: Configuration,
  sources: VariableSources,
): Promise<ReadonlyMap<string, MarkedValue>> {
  const declared = configuration.root.variables;
  const given = new Map<string, Given>();
  for (const [name, variable] of declared) {
    const text = sources.environment[`TF_VAR_${name}`];
    if (text !== undefined) given.set(name, parseText(variable, text, `<value for var.${name} from environment>`));
  }
  const take = (values: ReadonlyMap<string, Given>) => {
    for (const [name, value] of values) {
      if (declared.has(name)) given.set(name, value);
      else sources.warn?.(`Value for undeclared variable "${name}" in ${value.range?.file ?? "a file"}`);
    }
  };
  for (const path of await automaticFiles(configuration.folder)) take(await readValues(path, configuration.folder));
  for (const entry of sources.commandLine) {
    if (entry.kind === "file") {
      take(await readValues(resolve(configuration.folder, entry.path), configuration.folder));
      continue;
    }
    const variable = declared.get(entry.name);
    if (variable === undefined)
      throw new TerraformError(
        "UNDECLARED_REFERENCE",
        `Value for undeclared variable: a variable named "${entry.name}" was given on the command line, but the root ` +
          "module does not declare it.",
      );
    given.set(entry.name, parseText(variable, entry.value, `<value for var.${entry.name}>`));
  }
  return fitAndValidate(configuration, given, sources.now);
}

function fitAndValidate(
  configuration: Configuration,
  given: ReadonlyMap<string, Given>,
  now: () => Date,
): ReadonlyMap<string, MarkedValue> {
  const variables = new Map<string, MarkedValue>();
  for (const [name, variable] of configuration.root.variables) {
    const found = given.get(name);
    variables.set(name, fitVariable(variable, found?.value, found?.range));
  }
  const scope: Scope = {
    ...{ variables, locals: new Map(), resources: new Map(), data: new Map(), modules: new Map() },
    ...{ paths: modulePaths(configuration, configuration.root), workspace: "default", now, planTime: now() },
  };
  for (const variable of configuration.root.variables.values()) validateVariable(variable, scope);
  return variables;
}

async function automaticFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const first = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  const automatic = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name) && !name.startsWith(".")).sort();
  return [...first, ...automatic].map((name) => join(folder, name));
}

async function readValues(path: string, folder: string): Promise<ReadonlyMap<string, Given>> {
  const { file, text } = await readSource(path, folder);
  if (path.endsWith(".json")) return readJsonValues(file, text);
  const body = parseFile(file, text);
  const [block] = body.blocks;
  if (block !== undefined)
    throw new TerraformError(
      "SYNTAX",
      `Unexpected "${block.type}" block: a file of values holds only name = value.`,
      block.range,
    );
  return new Map(
    [...body.attributes.values()].map(({ name, expression, range }) => [
      name,
      { value: unmark(evaluateConstant(expression.syntax, `Value of "${name}"`)), range },
    ]),
  );
}

function readJsonValues(file: string, text: string): ReadonlyMap<string, Given> {
  const range = { file, line: 1, column: 1 };
  try {
    const values = decodeJson(text);
    if (typeof values !== "object" || values === null || Array.isArray(values))
      throw new TerraformError("SYNTAX", "a JSON object of variables is expected");
    return new Map(Object.entries<Value>(values).map(([name, value]) => [name, { value, range }]));
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError("SYNTAX", error.detail, range);
  }
}

function parseText(variable: VariableBlock, text: string, source: string): Given {
  if (variable.textIs === "value") return { value: text, range: undefined };
  const { syntax } = parseExpressionText(source, text);
  return { value: unmark(evaluateConstant(syntax, `Value of "${variable.name}"`)), range: syntax.range };
}
