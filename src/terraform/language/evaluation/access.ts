import { collectionKind } from "../collection-kind.ts";
import { unmark } from "../sensitivity.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert, isRecord, isSequence } from "../types/convert.ts";
import { NUMBER, STRING, type TypeConstraint } from "../types/type-constraint.ts";
import type { MarkedValue } from "../value.ts";

function invalid(detail: string): TerraformError {
  return new TerraformError("INVALID_VALUE", detail);
}

/** `value.name`. Throws TerraformError when there is none. */
export function accessAttribute(value: MarkedValue, name: string): MarkedValue {
  if (isRecord(value)) {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (found !== undefined) return found;
    throw collectionKind(value) === "map"
      ? invalid(`Missing map element: this map does not have an element with the key "${name}".`)
      : invalid(`Unsupported attribute: this object does not have an attribute named "${name}".`);
  }
  if (value === null)
    throw invalid("Attempt to get attribute from null value: this value is null, so it does not have any attributes.");
  if (isSequence(value))
    throw invalid(
      `Unsupported attribute: can't access the attribute "${name}" on a list. Choose an element with [index], or take ` +
        `the attribute of all elements with [*].${name}.`,
    );
  throw invalid(`Unsupported attribute: can't access the attribute "${name}" on a primitive-typed value.`);
}

/** `value[key]`. Throws TerraformError when there is no such element. */
export function accessIndex(value: MarkedValue, key: MarkedValue): MarkedValue {
  if (value === null)
    throw invalid("Attempt to index null value: this value is null, so it does not have any indices.");
  if (key === null) throw invalid("Invalid index: can't use a null value as an indexing key.");
  if (isRecord(value)) {
    const name = String(toKey(key, STRING));
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (found !== undefined) return found;
    throw invalid(`Invalid index: the given key "${name}" does not identify an element in this collection value.`);
  }
  if (!isSequence(value)) throw invalid("Invalid index: this value does not have any indices.");
  if (collectionKind(value) === "set")
    throw invalid(
      "Invalid index: elements of a set are identified only by their value and don't have any separate index or key " +
        "to select with.",
    );
  return accessPosition(value, Number(toKey(key, NUMBER)));
}

function accessPosition(value: readonly MarkedValue[], position: number): MarkedValue {
  const found = Number.isInteger(position) ? value[position] : undefined;
  if (found !== undefined) return found;
  const reason =
    position < 0
      ? "a negative number is not a valid index for a sequence"
      : Number.isInteger(position)
        ? "the given index is greater than or equal to the length of the collection"
        : "a whole number is required";
  throw invalid(`Invalid index: the key ${position} does not identify an element in this collection value: ${reason}.`);
}

function toKey(key: MarkedValue, type: TypeConstraint): MarkedValue {
  try {
    return convert(unmark(key), type);
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw invalid(
      `Invalid index: the given key does not identify an element in this collection value: ${error.detail}.`,
    );
  }
}
