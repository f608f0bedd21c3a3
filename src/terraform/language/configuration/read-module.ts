import type { Attribute, Block, Body } from "../body.ts";
import type { Module, OutputBlock, ProviderRequirement, ResourceBlock, VariableBlock } from "../module.ts";
import { type Range, TerraformError } from "../terraform-error.ts";
import { checkLabels } from "./arguments.ts";
import { readOutput } from "./read-output.ts";
import { readResource } from "./read-resource.ts";
import { readTerraformBlock } from "./read-terraform-block.ts";
import { readVariable } from "./read-variable.ts";

/** A module before the modules that it calls are read: the `module` blocks are still blocks. */
export interface ReadModule extends Omit<Module, "path" | "folder" | "moduleCalls"> {
  readonly calls: ReadonlyMap<string, Block>;
}

const UNSUPPORTED_BLOCKS = ["moved", "removed", "import", "check", "ephemeral", "action", "run", "mock_provider"];

/** Sorts the blocks of a module's files. Throws TerraformError for what is unknown, unsupported, or there twice. */
export function readModule(files: readonly Body[]): ReadModule {
  const variables = new Map<string, VariableBlock>();
  const outputs = new Map<string, OutputBlock>();
  const locals = new Map<string, Attribute>();
  const resources = new Map<string, ResourceBlock>();
  const calls = new Map<string, Block>();
  const providers = new Map<string, Block>();
  const requiredProviders = new Map<string, ProviderRequirement>();
  let backend: Block | undefined;
  for (const block of blocksOf(files)) {
    switch (block.type) {
      case "variable":
        add(variables, block.labels[0] ?? "", readVariable(block), "variable");
        break;
      case "output":
        add(outputs, block.labels[0] ?? "", readOutput(block), "output");
        break;
      case "locals":
        for (const [name, attribute] of readLocals(block)) add(locals, name, attribute, "local value");
        break;
      case "resource":
      case "data":
        add(resources, [block.type, ...block.labels].join("."), readResource(block), block.type);
        break;
      case "module":
        checkLabels(block, "name");
        add(calls, block.labels[0] ?? "", block, "module call");
        break;
      case "provider":
        checkLabels(block, "name");
        add(providers, providerName(block), block, "provider configuration");
        break;
      case "terraform": {
        const settings = readTerraformBlock(block);
        for (const [name, requirement] of settings.requiredProviders)
          add(requiredProviders, name, requirement, "required provider");
        backend = settings.backend ?? backend;
        break;
      }
      default:
        throw unknownBlock(block);
    }
  }
  return {
    ...{ variables, outputs, locals, calls, requiredProviders, backend },
    ...{ resources: [...resources.values()], providers: [...providers.values()] },
  };
}

/** `azurerm`, or `azurerm.alias`. */
export function providerName(block: Block): string {
  const alias = block.body.attributes.get("alias")?.expression.syntax;
  const name = block.labels[0] ?? "";
  return alias?.kind === "literal" ? `${name}.${alias.value}` : name;
}

function* blocksOf(files: readonly Body[]): Generator<Block> {
  for (const file of files) {
    const [attribute] = file.attributes.values();
    if (attribute !== undefined)
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `Unsupported argument: an argument named "${attribute.name}" is not expected outside of a block.`,
        attribute.range,
      );
    yield* file.blocks;
  }
}

function readLocals(block: Block): ReadonlyMap<string, Attribute> {
  checkLabels(block);
  const [nested] = block.body.blocks;
  if (nested === undefined) return block.body.attributes;
  throw new TerraformError("INVALID_CONFIGURATION", `"locals" holds no blocks; found "${nested.type}".`, nested.range);
}

function add<Item extends { readonly range: Range }>(
  items: Map<string, Item>,
  name: string,
  item: Item,
  what: string,
): void {
  const known = items.get(name);
  if (known !== undefined)
    throw new TerraformError(
      "DUPLICATE",
      `Duplicate ${what}: "${name}" was already declared at ${known.range.file}:${known.range.line}.`,
      item.range,
    );
  items.set(name, item);
}

function unknownBlock(block: Block): TerraformError {
  return UNSUPPORTED_BLOCKS.includes(block.type)
    ? new TerraformError("UNSUPPORTED", `"${block.type}" blocks are not supported here.`, block.range)
    : new TerraformError(
        "INVALID_CONFIGURATION",
        `Unsupported block type: blocks of type "${block.type}" are not expected here.`,
        block.range,
      );
}
