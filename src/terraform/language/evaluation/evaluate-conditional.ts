import { sensitive, unmark } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert, convertMarked } from "../types/convert.ts";
import { BOOL, describeType } from "../types/type-constraint.ts";
import { typeOf } from "../types/type-of.ts";
import { unifyTypes } from "../types/unify-types.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import { at, type Context } from "./context.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";

/** `condition ? yes : no`: both results must have one type, and the chosen one is converted to it. */
export function evaluateConditional(syntax: Syntax & { readonly kind: "conditional" }, context: Context): MarkedValue {
  const condition = evaluateSyntax(syntax.condition, context);
  const plain = unmark(condition);
  if (plain === null)
    throw new TerraformError(
      "INVALID_VALUE",
      "Null condition: the condition value is null. Conditions must either be true or false.",
      syntax.condition.range,
    );
  const holds = at(syntax.condition.range, () => toCondition(() => convert(plain, BOOL)));
  const chosen = evaluateSyntax(holds ? syntax.yes : syntax.no, context);
  const other = evaluateUnchosen(holds ? syntax.no : syntax.yes, context);
  const result = other === undefined ? chosen : unify(chosen, other, holds, syntax);
  return condition instanceof Sensitive ? sensitive(result) : result;
}

/** An error in the result that is not chosen does not count; its type then does not either. */
function evaluateUnchosen(syntax: Syntax, context: Context): MarkedValue | undefined {
  try {
    return evaluateSyntax(syntax, context);
  } catch (error) {
    if (error instanceof TerraformError) return undefined;
    throw error;
  }
}

function unify(chosen: MarkedValue, other: MarkedValue, holds: boolean, syntax: Syntax): MarkedValue {
  const types = [typeOf(unmark(chosen)), typeOf(unmark(other))] as const;
  const type = unifyTypes(types);
  if (type !== undefined) return convertMarked(chosen, type);
  const [yes, no] = holds ? types : [types[1], types[0]];
  throw new TerraformError(
    "INVALID_VALUE",
    "Inconsistent conditional result types: the true and false result expressions must have consistent types. " +
      `The 'true' value is ${describeType(yes)}, but the 'false' value is ${describeType(no)}.`,
    syntax.range,
  );
}

function toCondition(converted: () => unknown): boolean {
  try {
    return converted() === true;
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError(
      "INVALID_VALUE",
      `Incorrect condition type: the condition expression must be of type bool: ${error.detail}.`,
    );
  }
}
