import { collectionKind } from "../collection-kind.ts";
import { isRecord, isSequence } from "../types/convert.ts";
import { sortedKeys } from "../types/sorted-keys.ts";
import { type MarkedValue, Sensitive } from "../value.ts";

/**
 * The elements of a collection with their keys: positions in a list or a tuple, the element itself in a set, names in
 * sorted order in a map or an object. Undefined for what is no collection.
 */
export function elementsOf(collection: MarkedValue): readonly (readonly [MarkedValue, MarkedValue])[] | undefined {
  if (collection instanceof Sensitive) return elementsOf(collection.value);
  if (isSequence(collection)) {
    if (collectionKind(collection) === "set") return collection.map((element) => [element, element] as const);
    return [...collection.entries()];
  }
  if (!isRecord(collection)) return undefined;
  return sortedKeys(collection).map((key) => [key, collection[key] ?? null] as const);
}
