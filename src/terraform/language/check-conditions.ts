import { evaluateMarked } from "./evaluate.ts";
import type { Condition } from "./module.ts";
import type { Scope } from "./scope.ts";
import { isSensitive, unmark } from "./sensitivity.ts";
import { TerraformError } from "./terraform-error.ts";
import { convert } from "./types/convert.ts";
import { BOOL, STRING } from "./types/type-constraint.ts";

/**
 * Checks `validation`, `precondition` or `postcondition` blocks in order. Throws TerraformError `VALIDATION_FAILED`
 * with the block's own message for the first that does not hold. `what` starts the message, for example "Resource
 * precondition failed".
 */
export function checkConditions(conditions: readonly Condition[], scope: Scope, what: string): void {
  for (const { condition, errorMessage, range } of conditions) {
    const result = unmark(evaluateMarked(condition, scope));
    if (result === null || !isTrueOrFalse(result))
      throw new TerraformError("INVALID_VALUE", "Invalid condition result: it must be true or false.", condition.range);
    if (convert(result, BOOL) === true) continue;
    const message = evaluateMarked(errorMessage, scope);
    const text = isSensitive(message) ? "the message is not shown, because it is sensitive" : unmark(message);
    throw new TerraformError("VALIDATION_FAILED", `${what}: ${String(convert(text, STRING))}`, range);
  }
}

function isTrueOrFalse(value: unknown): boolean {
  return typeof value === "boolean" || value === "true" || value === "false";
}
