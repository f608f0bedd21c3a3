import type { Attribute, Block } from "../body.ts";
import { constantText } from "../evaluation/evaluate-syntax.ts";
import type { Module, ModuleCall } from "../module.ts";
import { TerraformError } from "../terraform-error.ts";
import { requiredArgument } from "./arguments.ts";
import { pathText, referenceList } from "./read-references.ts";
import { readRepetition } from "./read-resource.ts";

const META_ARGUMENTS = ["source", "version", "providers", "count", "for_each", "depends_on"];

/** The folder that a `module` block names. Throws TerraformError unless it is a local one. */
export function moduleSource(block: Block): string {
  const source = requiredArgument(block.body, "source", `module "${block.labels[0]}"`);
  const path = constantText(source.syntax, '"source"');
  if (path.startsWith("./") || path.startsWith("../")) return path;
  throw new TerraformError(
    "UNSUPPORTED",
    `The module source "${path}" is not supported here: only local modules are ("./…" or "../…"). Put a copy of the ` +
      "module beside the configuration.",
    source.range,
  );
}

/** Reads a `module` block, given the module that it calls. Throws TerraformError. */
export function readModuleCall(block: Block, module: Module): ModuleCall {
  const [name = ""] = block.labels;
  const { body, range } = block;
  const what = `module "${name}"`;
  const [nested] = body.blocks;
  if (nested !== undefined)
    throw new TerraformError(
      "INVALID_CONFIGURATION",
      `Unsupported block type: "${nested.type}" is not expected in ${what}.`,
      nested.range,
    );
  const version = body.attributes.get("version");
  if (version !== undefined)
    throw new TerraformError("INVALID_CONFIGURATION", "A local module has no version.", version.range);
  const inputs = new Map([...body.attributes].filter(([argument]) => !META_ARGUMENTS.includes(argument)));
  checkInputs(inputs, module, block);
  return {
    ...{ name, module, inputs, range },
    ...readRepetition(body, what),
    dependsOn: referenceList(body.attributes.get("depends_on")),
    providers: readProviders(body.attributes.get("providers")),
  };
}

function checkInputs(inputs: ReadonlyMap<string, Attribute>, module: Module, block: Block): void {
  for (const input of inputs.values())
    if (!module.variables.has(input.name))
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `Unsupported argument: the module "${block.labels[0]}" declares no variable named "${input.name}".`,
        input.range,
      );
  for (const variable of module.variables.values())
    if (variable.default === undefined && !inputs.has(variable.name))
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `Missing required argument: the module "${block.labels[0]}" needs "${variable.name}".`,
        block.range,
      );
}

function readProviders(attribute: Attribute | undefined): ReadonlyMap<string, string> {
  if (attribute === undefined) return new Map();
  const { syntax, range } = attribute.expression;
  if (syntax.kind !== "object")
    throw new TerraformError("INVALID_CONFIGURATION", '"providers" must be written as { name = name }.', range);
  return new Map(
    syntax.items.map(({ key, value }) => [key.kind === "literal" ? String(key.value) : pathText(key), pathText(value)]),
  );
}
