import type { Block, Body } from "./body.ts";
import type { Syntax } from "./syntax/syntax.ts";

/** Goes through the expressions of a body; `bound` are the iterators of the `dynamic` blocks around each. */
export function walkBody(
  body: Body,
  visit: (syntax: Syntax, bound: ReadonlySet<string>) => void,
  bound: ReadonlySet<string> = new Set(),
): void {
  for (const { expression } of body.attributes.values()) visit(expression.syntax, bound);
  for (const block of body.blocks) {
    if (block.type !== "dynamic") {
      walkBody(block.body, visit, bound);
      continue;
    }
    const inside = new Set([...bound, iteratorName(block)]);
    for (const { name, expression } of block.body.attributes.values())
      if (name !== "iterator") visit(expression.syntax, name === "labels" ? inside : bound);
    for (const content of block.body.blocks) walkBody(content.body, visit, inside);
  }
}

/** The name under which a `dynamic` block hands its element to its content: `iterator`, or the name of the block. */
export function iteratorName(block: Block): string {
  const iterator = block.body.attributes.get("iterator")?.expression.syntax;
  return iterator?.kind === "name" ? iterator.name : (block.labels[0] ?? "");
}
