import type { Attribute, Block, Body, Expression } from "../body.ts";
import { constantText, evaluateConstant } from "../evaluation/evaluate-syntax.ts";
import { unmark } from "../sensitivity.ts";
import { type Range, TerraformError } from "../terraform-error.ts";

/** What may stand in a block. `unsupported` is part of Terraform, but not of this. */
export interface Allowed {
  readonly attributes: readonly string[];
  readonly blocks: readonly string[];
  readonly unsupported?: readonly string[];
}

/** Refuses by name what must not stand in a body. `what` is the block, as in `variable "x"`. Throws TerraformError. */
export function checkArguments(body: Body, what: string, allowed: Allowed): void {
  for (const attribute of body.attributes.values()) {
    if (allowed.attributes.includes(attribute.name)) continue;
    throw refused("argument", attribute.name, what, attribute.range, allowed);
  }
  for (const block of body.blocks) {
    if (allowed.blocks.includes(block.type)) continue;
    throw refused("block type", block.type, what, block.range, allowed);
  }
}

function refused(kind: string, name: string, what: string, range: Range, allowed: Allowed): TerraformError {
  if (allowed.unsupported?.includes(name) === true)
    return new TerraformError("UNSUPPORTED", `"${name}" in ${what} is not supported here.`, range);
  const expected = kind === "argument" ? allowed.attributes : allowed.blocks;
  const hint = expected.length === 0 ? "" : ` Expected: ${expected.join(", ")}.`;
  return new TerraformError(
    "INVALID_CONFIGURATION",
    `Unsupported ${kind}: "${name}" is not expected in ${what}.${hint}`,
    range,
  );
}

/** Refuses a block with another number of labels. */
export function checkLabels(block: Block, ...names: readonly string[]): void {
  if (block.labels.length === names.length) return;
  const expected = names.length === 0 ? "no labels" : `${names.length} label(s): ${names.join(", ")}`;
  throw new TerraformError(
    "INVALID_CONFIGURATION",
    `A "${block.type}" block has ${expected}; found ${block.labels.length}.`,
    block.range,
  );
}

/** The expression of an argument that must be there. */
export function requiredArgument(body: Body, name: string, what: string): Expression {
  const expression = body.attributes.get(name)?.expression;
  if (expression !== undefined) return expression;
  throw new TerraformError(
    "INVALID_CONFIGURATION",
    `Missing required argument: "${name}" is required in ${what}.`,
    body.range,
  );
}

/** An argument that must be a text written out; undefined when it is absent. */
export function textArgument(attribute: Attribute | undefined): string | undefined {
  return attribute === undefined ? undefined : constantText(attribute.expression.syntax, `"${attribute.name}"`);
}

/** An argument that must be `true` or `false`. */
export function booleanArgument(attribute: Attribute | undefined, absent: boolean): boolean {
  if (attribute === undefined) return absent;
  const value = unmark(evaluateConstant(attribute.expression.syntax, `"${attribute.name}"`));
  if (typeof value === "boolean") return value;
  throw new TerraformError(
    "INVALID_CONFIGURATION",
    `"${attribute.name}" must be true or false.`,
    attribute.expression.range,
  );
}
