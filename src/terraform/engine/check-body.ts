import { type Block, type Body, type Range, TerraformError } from "../language/index.ts";
import type { AttributeSchema, BlockSchema } from "./resource-type.ts";
import { unsupported } from "./unsupported.ts";

/** What `checkBody` has to know of the place. */
export interface CheckedPlace {
  /** For messages: `azurerm_key_vault.access_policy`. */
  readonly where: string;
  /** The provider, and its one major version if that is known. */
  readonly provider: string;
  readonly major: number | undefined;
}

/**
 * Checks a body against its schema as far as that is possible without values: unknown, missing and repeated arguments and
 * blocks. Throws TerraformError with file and line.
 */
export function checkBody(body: Body, schema: BlockSchema, place: CheckedPlace): void {
  const { where } = place;
  const { attributes = {}, blocks = {} } = schema;
  for (const { name, range } of body.attributes.values()) checkArgument(name, attributes[name], schema, place, range);
  for (const [name, { required }] of Object.entries(attributes)) {
    if (required === true && !body.attributes.has(name))
      throw invalid(`Missing required argument: "${name}" of ${where} is required.`, body.range);
  }
  // More than one may still turn out to be null but for one.
  for (const group of schema.exactlyOne ?? [])
    if (!group.some((name) => body.attributes.has(name))) throw notExactlyOne(where, group, [], body.range);
  for (const block of body.blocks) {
    const name = blockName(block);
    const nested = blocks[name];
    if (nested === undefined)
      throw unsupported(`The block "${name}" of ${where} is not supported; it takes ${names(blocks)}.`, block.range);
    const inside = block.type === "dynamic" ? block.body.blocks.map((content) => content.body) : [block.body];
    for (const content of inside) checkBody(content, nested, { ...place, where: `${where}.${name}` });
  }
  for (const [name, { required, single }] of Object.entries(blocks)) {
    const found = body.blocks.filter((block) => blockName(block) === name);
    if (required === true && found.length === 0)
      throw invalid(`Missing required block: "${name}" of ${where} is required.`, body.range);
    const [, second] = found.filter(({ type }) => type !== "dynamic");
    if (single === true && second !== undefined)
      throw invalid(`Too many "${name}" blocks: ${where} takes one at most.`, second.range);
  }
}

/** Throws unless exactly one argument of each group of `exactlyOne` is given. */
export function checkExactlyOne(
  isGiven: (name: string) => boolean,
  { exactlyOne = [] }: BlockSchema,
  where: string,
  range: Range,
): void {
  for (const group of exactlyOne) {
    const given = group.filter(isGiven);
    if (given.length !== 1) throw notExactlyOne(where, group, given, range);
  }
}

function notExactlyOne(
  where: string,
  group: readonly string[],
  given: readonly string[],
  range: Range,
): TerraformError {
  const found = given.length === 0 ? "none" : given.map((name) => `"${name}"`).join(" and ");
  const expected = group.map((name) => `"${name}"`).join(", ");
  return invalid(`Invalid combination of arguments: ${where} takes exactly one of ${expected}; found ${found}.`, range);
}

function checkArgument(
  name: string,
  attribute: AttributeSchema | undefined,
  { attributes = {} }: BlockSchema,
  { where, provider, major }: CheckedPlace,
  range: Range,
): void {
  const takes = (schema: AttributeSchema) => major === undefined || schema.majors?.includes(major) !== false;
  if (attribute === undefined) {
    const known = Object.fromEntries(Object.entries(attributes).filter(([, schema]) => takes(schema)));
    throw unsupported(`The argument "${name}" of ${where} is not supported; it takes ${names(known)}.`, range);
  }
  if (!takes(attribute))
    throw invalid(
      `Unsupported argument: version ${major} of the provider ${provider}, which required_providers asks for, does not ` +
        `know "${name}" of ${where}; version ${attribute.majors?.join(" or ")} does.`,
      range,
    );
}

function blockName(block: Block): string {
  return block.type === "dynamic" ? (block.labels[0] ?? "") : block.type;
}

function invalid(detail: string, range: Range): TerraformError {
  return new TerraformError("INVALID_CONFIGURATION", detail, range);
}

function names(known: object): string {
  const list = Object.keys(known);
  return list.length === 0 ? "none" : list.join(", ");
}
