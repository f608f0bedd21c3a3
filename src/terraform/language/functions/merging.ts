import { collectionKind, listOf, mapOf } from "../collection-kind.ts";
import { unmark } from "../sensitivity.ts";
import { convertMarked, isRecord, isSequence } from "../types/convert.ts";
import { sortedKeys } from "../types/sorted-keys.ts";
import { describeType } from "../types/type-constraint.ts";
import { typeOf } from "../types/type-of.ts";
import { unifyTypes } from "../types/unify-types.ts";
import { type MarkedRecord, type MarkedValue, Sensitive } from "../value.ts";
import { failure } from "./define.ts";
import { graphemes } from "./graphemes.ts";

// The functions here hand sensitive parts on as they are: the result of `merge` is not secret because one element is.

/** `coalesce`: the first that is neither null nor an empty text, converted to the type that all have in common. */
export function coalesce(given: readonly MarkedValue[]): MarkedValue {
  const type = unifyTypes(given.map((candidate) => typeOf(unmark(candidate))));
  if (given.length === 0 || type === undefined) throw failure("all arguments must have the same type");
  const found = given.find((candidate) => candidate !== null && candidate !== "");
  if (found === undefined) throw failure("no non-null, non-empty-string arguments");
  return convertMarked(found, type);
}

/** `coalescelist`: the first list that is not empty. */
export function coalesceList(given: readonly MarkedValue[]): MarkedValue {
  if (given.length === 0) throw failure("at least one argument is required");
  const lists = given.map((candidate) => {
    if (isSequence(candidate) && collectionKind(candidate) !== "set") return candidate;
    throw failure("coalescelist arguments must be lists or tuples");
  });
  const found = lists.find((list) => list.length > 0);
  if (found === undefined) throw failure("no non-null arguments");
  return found;
}

/** `concat`: a list if all are lists of one type, otherwise a tuple. */
export function concatenate(given: readonly (readonly MarkedValue[])[]): MarkedValue {
  if (given.length === 0) throw failure("at least one argument is required");
  const lists = given.every((list) => collectionKind(list) === "list" || collectionKind(list) === "set");
  const type = lists ? unifyTypes(given.map((list) => typeOf(unmark(list)))) : undefined;
  return type === undefined ? given.flat() : convertMarked(given.flat(), type);
}

/** `flatten`: lists in lists, at any depth, become one. */
export function flatten(list: readonly MarkedValue[]): readonly MarkedValue[] {
  return list.flatMap((element) => (isSequence(element) ? flatten(element) : [element]));
}

export function keys(map: MarkedRecord): MarkedValue {
  return collectionKind(map) === "map" ? listOf(sortedKeys(map)) : sortedKeys(map);
}

/** `values`: in the order of the keys. */
export function values(map: MarkedRecord): MarkedValue {
  const found = sortedKeys(map).map((key) => map[key] ?? null);
  return collectionKind(map) === "map" ? listOf(found) : found;
}

/** `length`: characters of a text, elements of a collection. */
export function length(counted: MarkedValue): number {
  if (counted === null) throw failure("argument must not be null");
  if (typeof counted === "string") return graphemes(counted).length;
  if (isSequence(counted)) return counted.length;
  if (isRecord(counted)) return Object.keys(counted).length;
  throw failure("argument must be a string, a collection type, or a structural type");
}

export function lookup(map: MarkedRecord, key: string, defaults: readonly MarkedValue[]): MarkedValue {
  if (defaults.length > 1) throw failure("expects two or three arguments");
  const found = Object.hasOwn(map, key) ? map[key] : undefined;
  if (found !== undefined) return found;
  const [standIn] = defaults;
  if (standIn === undefined) throw failure(`the given map or object has no element "${key}", and there is no default`);
  const [sample] = Object.values(map);
  if (collectionKind(map) !== "map" || sample === undefined) return standIn;
  return convertMarked(standIn, typeOf(unmark(sample)));
}

/** `merge`: a map if all are maps of one type, otherwise an object; a later one wins, null counts as empty. */
export function merge(given: readonly MarkedValue[]): MarkedValue {
  const records: MarkedRecord[] = [];
  for (const candidate of given) {
    if (candidate === null || (candidate instanceof Sensitive && candidate.value === null)) continue;
    if (!isRecord(candidate))
      throw failure(`arguments must be maps or objects, got "${describeType(typeOf(unmark(candidate)))}"`);
    records.push(candidate);
  }
  const merged = Object.fromEntries(records.flatMap((entries) => Object.entries(entries)));
  const type = unifyTypes(records.map((entries) => typeOf(unmark(entries))));
  const maps = records.length > 0 && records.every((entries) => collectionKind(entries) === "map");
  const sameType =
    maps && type?.kind === "map" && records.every((entries) => sameElementType(entries, type.element.kind));
  return sameType ? mapOf(merged) : merged;
}

function sameElementType(map: MarkedRecord, kind: string): boolean {
  const type = typeOf(unmark(map));
  return type.kind === "map" && (type.element.kind === kind || type.element.kind === "any");
}

/** `reverse`: a set becomes a list. */
export function reverse(list: readonly MarkedValue[]): MarkedValue {
  const reversed = list.toReversed();
  return collectionKind(list) === "tuple" ? reversed : listOf(reversed);
}
