import type { Expression } from "./body.ts";
import { evaluateSyntax } from "./evaluation/evaluate-syntax.ts";
import type { Scope } from "./scope.ts";
import { unmark } from "./sensitivity.ts";
import type { MarkedValue, Value } from "./value.ts";

/** Evaluates an expression and drops the sensitive marks: what a resource needs. Throws only TerraformError. */
export function evaluate(expression: Expression, scope: Scope): Value {
  return unmark(evaluateMarked(expression, scope));
}

/** Evaluates an expression with its sensitive marks: for locals, outputs, module inputs, and what is shown. */
export function evaluateMarked(expression: Expression, scope: Scope): MarkedValue {
  return evaluateSyntax(expression.syntax, { names: { kind: "scope", scope }, bindings: new Map(), templateDepth: 0 });
}
