import { unmark } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import type { MarkedValue } from "../value.ts";
import { callFunction } from "./call-function.ts";
import { at, type Context } from "./context.ts";
import { evaluateConditional } from "./evaluate-conditional.ts";
import { evaluateFor } from "./evaluate-for.ts";
import { evaluateObject } from "./evaluate-object.ts";
import { evaluatePath } from "./evaluate-path.ts";
import { evaluateSplat } from "./evaluate-splat.ts";
import { evaluateJoin, evaluateTemplate } from "./evaluate-template.ts";
import { applyBinary, applyUnary } from "./operators.ts";

/** Evaluates a tree. Every TerraformError that leaves has a range. */
export function evaluateSyntax(syntax: Syntax, context: Context): MarkedValue {
  switch (syntax.kind) {
    case "literal":
      return syntax.value;
    case "template":
      return evaluateTemplate(syntax, context);
    case "join":
      return evaluateJoin(syntax.rounds, context);
    case "name":
    case "attribute":
    case "index":
      return evaluatePath(syntax, context);
    case "item":
      return context.item ?? null;
    case "splat":
      return evaluateSplat(syntax, context);
    case "call":
      return callFunction(syntax, context);
    case "conditional":
      return evaluateConditional(syntax, context);
    case "unary": {
      const operand = evaluateSyntax(syntax.operand, context);
      return at(syntax.range, () => applyUnary(syntax.operator, operand));
    }
    case "binary": {
      // Both sides, also of "&&" and "||": Terraform 1.11 reports an error of the right side whatever the left side is.
      const left = evaluateSyntax(syntax.left, context);
      const right = evaluateSyntax(syntax.right, context);
      return at(syntax.range, () => applyBinary(syntax.operator, left, right));
    }
    case "tuple":
      return syntax.elements.map((element) => evaluateSyntax(element, context));
    case "object":
      return evaluateObject(syntax, context);
    case "for":
      return evaluateFor(syntax, context);
  }
}

/** Evaluates a tree in which no names may stand, such as a default. Throws TerraformError at a name. */
export function evaluateConstant(syntax: Syntax, what: string): MarkedValue {
  try {
    return evaluateSyntax(syntax, { names: { kind: "constant" }, bindings: new Map(), templateDepth: 0 });
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError(error.code, `${what}: ${error.detail}`, error.range);
  }
}

/** A text that must be written out, as in `source = "./network"`. */
export function constantText(syntax: Syntax, what: string): string {
  const value = unmark(evaluateConstant(syntax, what));
  if (typeof value === "string") return value;
  throw new TerraformError("INVALID_CONFIGURATION", `${what} must be a text`, syntax.range);
}
