import { formatHole } from "../library/format/composite.ts";
import type { ExpressionSyntax } from "../syntax/ast.ts";
import { voidType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { callOf, constant } from "./construct.ts";
import { convert } from "./convert.ts";
import { checkExpression, checkValue } from "./expression.ts";

/** Checks `$"…{hole}…"`: a text made of texts; holes with a format or an alignment are formatted first. */
export function checkInterpolated(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "interpolated" },
): BoundExpression {
  const { at } = syntax;
  const operands = syntax.parts.map((part): BoundExpression => {
    if (part.kind === "text") return constant(part.text, known.string, at);
    const value = checkValue(checker, part.value);
    if (value.type === voidType) throw checker.error("CS0029", "The call in the hole gives no value.", value.at);
    if (part.format === null && part.alignment === null) return value;
    const width =
      part.alignment === null ? null : convert(checker, checkExpression(checker, part.alignment), known.int);
    if (width !== null && width.kind !== "constant") {
      throw checker.error("CS0150", "The width of a hole is a constant number.", width.at);
    }
    const alignment = width === null ? 0 : Number(width.value);
    return callOf((hole) => formatHole(hole, alignment, part.format), [value], known.string, value.at);
  });
  const [first] = operands;
  if (first === undefined) return constant("", known.string, at);
  if (operands.length === 1 && first.kind === "constant" && first.type === known.string) return first;
  return { kind: "concat", operands, type: known.string, at };
}
