import { isSensitive, sensitive, unmark } from "../sensitivity.ts";
import type { ForSyntax, Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert } from "../types/convert.ts";
import { BOOL, describeType } from "../types/type-constraint.ts";
import { typeOf } from "../types/type-of.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import { at, type Context, withBindings } from "./context.ts";
import { elementsOf } from "./elements-of.ts";
import { objectKey } from "./evaluate-object.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";

/** `[for …]` makes a tuple, `{for …}` an object. Maps and objects are gone through by key in order. */
export function evaluateFor(syntax: Syntax & ForSyntax, context: Context): MarkedValue {
  const collection = evaluateSyntax(syntax.collection, context);
  const elements = elementsOf(collection);
  if (elements === undefined) throw notIterable(collection, syntax.collection);
  let secret = collection instanceof Sensitive;
  const results: { readonly key: string; readonly value: MarkedValue }[] = [];
  for (const [key, value] of elements) {
    const names: [string, MarkedValue][] = [[syntax.valueName, value]];
    if (syntax.keyName !== undefined) names.push([syntax.keyName, key]);
    const round = withBindings(context, names);
    if (syntax.condition !== undefined) {
      const condition = evaluateSyntax(syntax.condition, round);
      secret ||= isSensitive(condition);
      if (!includes(condition, syntax.condition)) continue;
    }
    const result = evaluateSyntax(syntax.result, round);
    const resultKey = syntax.resultKey === undefined ? "" : evaluateSyntax(syntax.resultKey, round);
    secret ||= isSensitive(resultKey);
    results.push({ key: at(syntax.resultKey?.range ?? syntax.range, () => objectKey(resultKey)), value: result });
  }
  const made = syntax.resultKey === undefined ? results.map(({ value }) => value) : makeObject(results, syntax);
  return secret ? sensitive(made) : made;
}

function makeObject(
  results: readonly { readonly key: string; readonly value: MarkedValue }[],
  syntax: Syntax & ForSyntax,
): MarkedValue {
  const groups = new Map<string, MarkedValue[]>();
  for (const { key, value } of results) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else if (syntax.grouped) group.push(value);
    else
      throw new TerraformError(
        "INVALID_VALUE",
        `Duplicate object key: two different items produced the key "${key}" in this 'for' expression. If duplicates ` +
          "are expected, use the ellipsis (...) after the value expression to enable grouping by key.",
        syntax.resultKey?.range,
      );
  }
  return Object.fromEntries([...groups].map(([key, group]) => [key, syntax.grouped ? group : (group[0] ?? null)]));
}

function includes(condition: MarkedValue, syntax: Syntax): boolean {
  const plain = unmark(condition);
  if (plain === null)
    throw new TerraformError("INVALID_VALUE", "Invalid 'for' condition: the value is null.", syntax.range);
  return at(syntax.range, () => convert(plain, BOOL)) === true;
}

function notIterable(collection: MarkedValue, syntax: Syntax): TerraformError {
  const plain = unmark(collection);
  const detail =
    plain === null
      ? "Iteration over null value: a null value cannot be used as the collection in a 'for' expression."
      : `Iteration over non-iterable value: a value of type ${describeType(typeOf(plain))} cannot be used as the ` +
        "collection in a 'for' expression.";
  return new TerraformError("INVALID_VALUE", detail, syntax.range);
}
