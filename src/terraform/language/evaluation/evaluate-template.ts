import { isSensitive, sensitive, unmark } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert, isSequence } from "../types/convert.ts";
import { STRING } from "../types/type-constraint.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import type { Context } from "./context.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";

/** Text with sequences. */
export function evaluateTemplate(syntax: Syntax & { readonly kind: "template" }, context: Context): MarkedValue {
  let text = "";
  let secret = false;
  for (const part of syntax.parts) {
    const value = evaluateSyntax(part, context);
    secret ||= isSensitive(value);
    text += partText(value, part);
  }
  return secret ? sensitive(text) : text;
}

/** `%{ for }` */
export function evaluateJoin(rounds: Syntax, context: Context): MarkedValue {
  const marked = evaluateSyntax(rounds, context);
  const values = marked instanceof Sensitive ? marked.value : marked;
  const text = isSequence(values) ? values.map((value) => partText(value, rounds)).join("") : "";
  return isSensitive(marked) ? sensitive(text) : text;
}

function partText(value: MarkedValue, part: Syntax): string {
  const plain = unmark(value);
  if (plain === null)
    throw new TerraformError(
      "INVALID_VALUE",
      "Invalid template interpolation value: the expression result is null. Cannot include a null value in a string " +
        "template.",
      part.range,
    );
  try {
    return String(convert(plain, STRING));
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError(
      "INVALID_VALUE",
      `Invalid template interpolation value: cannot include the given value in a string template: ${error.detail}.`,
      part.range,
    );
  }
}
