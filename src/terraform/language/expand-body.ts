import type { Block, Body } from "./body.ts";
import { type Context, withBindings } from "./evaluation/context.ts";
import { elementsOf } from "./evaluation/elements-of.ts";
import { evaluateSyntax } from "./evaluation/evaluate-syntax.ts";
import type { Scope } from "./scope.ts";
import { unmark } from "./sensitivity.ts";
import { type Range, TerraformError } from "./terraform-error.ts";
import { isSequence } from "./types/convert.ts";
import { type MarkedValue, Sensitive, type Value } from "./value.ts";
import { iteratorName } from "./walk-body.ts";

export interface EvaluatedAttribute {
  readonly name: string;
  readonly value: Value;
  /** The same with its sensitive marks, for showing it. */
  readonly marked: MarkedValue;
  readonly range: Range;
}

export interface EvaluatedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: EvaluatedBody;
  readonly range: Range;
}

/** A body with its values: what a resource type checks against its schema, refusing by name with the ranges here. */
export interface EvaluatedBody {
  readonly attributes: ReadonlyMap<string, EvaluatedAttribute>;
  readonly blocks: readonly EvaluatedBlock[];
  readonly range: Range;
}

/**
 * Evaluates all attributes and nested blocks of a body; each `dynamic` block becomes the blocks that it stands for, in
 * its place. Throws TerraformError.
 */
export function expandBody(body: Body, scope: Scope): EvaluatedBody {
  return expand(body, { names: { kind: "scope", scope }, bindings: new Map(), templateDepth: 0 });
}

function expand(body: Body, context: Context): EvaluatedBody {
  const attributes = new Map<string, EvaluatedAttribute>();
  for (const { name, expression, range } of body.attributes.values()) {
    const marked = evaluateSyntax(expression.syntax, context);
    attributes.set(name, { name, value: unmark(marked), marked, range });
  }
  const blocks = body.blocks.flatMap((block) =>
    block.type === "dynamic" ? expandDynamic(block, context) : [{ ...block, body: expand(block.body, context) }],
  );
  return { attributes, blocks, range: body.range };
}

function expandDynamic(block: Block, context: Context): readonly EvaluatedBlock[] {
  const [type = "", ...others] = block.labels;
  const { attributes, blocks } = block.body;
  const forEach = attributes.get("for_each")?.expression;
  const [content, ...more] = blocks;
  const unknown = [...attributes.keys()].find((name) => !["for_each", "iterator", "labels"].includes(name));
  if (others.length > 0 || type === "") throw invalid(block, "it has one label, the type of the blocks to make");
  if (unknown !== undefined) throw invalid(block, `"${unknown}" is not expected in it`);
  if (forEach === undefined) throw invalid(block, '"for_each" is missing');
  if (content?.type !== "content" || more.length > 0) throw invalid(block, 'it needs one "content" block');

  const collection = evaluateSyntax(forEach.syntax, context);
  const elements = elementsOf(collection);
  if (elements === undefined)
    throw new TerraformError(
      "INVALID_VALUE",
      "Invalid dynamic for_each value: a map, a set or a list is required, and null is none.",
      forEach.range,
    );
  return elements.map(([key, value]) => {
    // What comes out of a sensitive collection is sensitive, although the collection itself is not needed any more.
    const element =
      collection instanceof Sensitive && !(value instanceof Sensitive) ? new Sensitive(unmark(value)) : value;
    const inside = withBindings(context, [[iteratorName(block), { key, value: element }]]);
    return { type, labels: evaluateLabels(block, inside), body: expand(content.body, inside), range: block.range };
  });
}

function evaluateLabels(block: Block, context: Context): readonly string[] {
  const expression = block.body.attributes.get("labels")?.expression;
  if (expression === undefined) return [];
  const labels = unmark(evaluateSyntax(expression.syntax, context));
  if (isSequence(labels) && labels.every((label) => typeof label === "string")) return labels;
  throw new TerraformError("INVALID_VALUE", "The labels of a dynamic block must be a list of texts.", expression.range);
}

function invalid(block: Block, detail: string): TerraformError {
  return new TerraformError("INVALID_CONFIGURATION", `Invalid dynamic block: ${detail}.`, block.range);
}
