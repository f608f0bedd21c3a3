import type { Expression } from "./body.ts";
import { collectionKind } from "./collection-kind.ts";
import { evaluateMarked } from "./evaluate.ts";
import { elementsOf } from "./evaluation/elements-of.ts";
import type { Scope } from "./scope.ts";
import { unmark } from "./sensitivity.ts";
import { TerraformError } from "./terraform-error.ts";
import { convert } from "./types/convert.ts";
import { describeType, NUMBER } from "./types/type-constraint.ts";
import { typeOf } from "./types/type-of.ts";
import { type MarkedValue, Sensitive } from "./value.ts";

const MAXIMUM_COUNT = 10_000;

/** Evaluates a `count` argument to a whole number of at least 0. Throws TerraformError for any other value. */
export function expandCount(count: Expression, scope: Scope): number {
  const invalid = (detail: string) =>
    new TerraformError("INVALID_VALUE", `Invalid count argument: ${detail}.`, count.range);
  const value = evaluateMarked(count, scope);
  if (value instanceof Sensitive) throw invalid("sensitive values may not decide how many instances there are");
  if (value === null) throw invalid('the given "count" argument value is null; an integer is required');
  try {
    const number = Number(convert(unmark(value), NUMBER));
    if (Number.isInteger(number) && number >= 0 && number <= MAXIMUM_COUNT) return number;
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
  }
  throw invalid(`a whole number from 0 to ${MAXIMUM_COUNT} is required`);
}

/**
 * Evaluates a `for_each` argument (a map, an object, or a set of texts) to the values of its instances by key, in the
 * order of the keys. Throws TerraformError for any other value.
 */
export function expandForEach(forEach: Expression, scope: Scope): ReadonlyMap<string, MarkedValue> {
  const invalid = (detail: string) =>
    new TerraformError("INVALID_VALUE", `Invalid for_each argument: ${detail}.`, forEach.range);
  const value = evaluateMarked(forEach, scope);
  if (value instanceof Sensitive) throw invalid("sensitive values may not be keys of instances");
  if (value === null) throw invalid("the value is null; a map, or set of strings, is required");
  const kind = collectionKind(value);
  const elements = elementsOf(value);
  if (elements === undefined || kind === "list" || kind === "tuple")
    throw invalid(
      'the "for_each" argument must be a map, or set of strings, and you have provided a value of type ' +
        `${describeType(typeOf(unmark(value)))}; toset(…) makes a set of a list`,
    );
  return new Map(
    elements.map(([key, element]) => {
      if (typeof key === "string") return [key, element];
      throw invalid(`a set for "for_each" must hold strings only, without null; found ${JSON.stringify(unmark(key))}`);
    }),
  );
}
