import { isSensitive, sensitive, unmark } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert } from "../types/convert.ts";
import { STRING } from "../types/type-constraint.ts";
import type { MarkedValue } from "../value.ts";
import { at, type Context } from "./context.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";

/** `{ key = value }`. A later item with the same key wins, as in Terraform. */
export function evaluateObject(syntax: Syntax & { readonly kind: "object" }, context: Context): MarkedValue {
  const entries: [string, MarkedValue][] = [];
  let secretKey = false;
  for (const item of syntax.items) {
    const key = evaluateSyntax(item.key, context);
    secretKey ||= isSensitive(key);
    entries.push([at(item.key.range, () => objectKey(key)), evaluateSyntax(item.value, context)]);
  }
  const object = Object.fromEntries(entries);
  return secretKey ? sensitive(object) : object;
}

/** The text that a value makes as a key. Throws TerraformError for null and for what is no text. */
export function objectKey(key: MarkedValue): string {
  const text = unmark(key);
  if (text === null) throw new TerraformError("INVALID_VALUE", "Null value as key: can't use a null value as a key.");
  try {
    return String(convert(text, STRING));
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError("INVALID_VALUE", `Incorrect key type: can't use this value as a key: ${error.detail}.`);
  }
}
