import { evaluateMarked } from "../evaluate.ts";
import type { Scope } from "../scope.ts";
import { unmark } from "../sensitivity.ts";
import { parseExpressionText } from "../syntax/parse-body.ts";
import type { MarkedValue, Value } from "../value.ts";

/** For tests: a scope without anything in it, apart from what is given. It is always noon of 1 June 2025. */
export function scopeOf(given: Partial<Scope> = {}): Scope {
  const noon = new Date("2025-06-01T12:00:00Z");
  return {
    ...{ variables: new Map(), locals: new Map(), resources: new Map(), data: new Map(), modules: new Map() },
    ...{ paths: { module: ".", root: ".", cwd: import.meta.dirname }, workspace: "default" },
    ...{ now: () => noon, planTime: noon },
    ...given,
  };
}

/** For tests: evaluates a text as an expression. */
export function evaluateText(text: string, scope: Scope = scopeOf()): Value {
  return unmark(evaluateTextMarked(text, scope));
}

/** For tests: {@link evaluateText} with the sensitive marks. */
export function evaluateTextMarked(text: string, scope: Scope = scopeOf()): MarkedValue {
  return evaluateMarked(parseExpressionText("test.tf", text), scope);
}
