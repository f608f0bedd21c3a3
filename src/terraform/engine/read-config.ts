import { type EvaluatedBody, isSensitive, type Range, TerraformError, type Value } from "../language/index.ts";
import { checkExactlyOne } from "./check-body.ts";
import { convertArgument } from "./convert-argument.ts";
import type { BlockSchema, Config } from "./resource-type.ts";
import { unsupported } from "./unsupported.ts";

/** The arguments of a resource as its type takes them. */
export interface ReadConfig {
  readonly config: Config;
  /** Names of arguments and blocks whose value holds something sensitive. */
  readonly sensitive: ReadonlySet<string>;
}

/**
 * A body as data: converted to the types of the schema, defaults filled in, null for what is not given, a list for each kind
 * of block. Throws TerraformError with file and line.
 */
export function readConfig(body: EvaluatedBody, schema: BlockSchema, where: string): ReadConfig {
  const config: Record<string, Value> = {};
  const sensitive = new Set<string>();
  const { attributes = {}, blocks = {} } = schema;
  for (const [name, { value, marked, range }] of body.attributes) {
    const attribute = attributes[name];
    if (attribute === undefined) throw unsupported(`The argument "${name}" of ${where} is not supported.`, range);
    config[name] = convertArgument(value, attribute, `"${name}" of ${where}`, range);
    if (isSensitive(marked)) sensitive.add(name);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if (config[name] !== undefined && config[name] !== null) continue;
    if (attribute.required === true)
      throw invalid(`Missing required argument: "${name}" of ${where} is required, and its value is null.`, body.range);
    config[name] = attribute.default ?? null;
  }
  checkExactlyOne((name) => config[name] !== null, schema, where, body.range);
  for (const block of body.blocks)
    if (blocks[block.type] === undefined)
      throw unsupported(`The block "${block.type}" of ${where} is not supported.`, block.range);
  for (const [name, nested] of Object.entries(blocks)) {
    const found = body.blocks.filter(({ type }) => type === name);
    if (nested.required === true && found.length === 0)
      throw invalid(`Missing required block: "${name}" of ${where} is required.`, body.range);
    const [, second] = found;
    if (nested.single === true && second !== undefined)
      throw invalid(`Too many "${name}" blocks: ${where} takes one at most.`, second.range);
    const read = found.map((block) => readConfig(block.body, nested, `${where}.${name}`));
    if (read.some((inside) => inside.sensitive.size > 0)) sensitive.add(name);
    config[name] = read.map((inside) => inside.config);
  }
  return { config, sensitive };
}

function invalid(detail: string, range: Range): TerraformError {
  return new TerraformError("INVALID_VALUE", detail, range);
}
