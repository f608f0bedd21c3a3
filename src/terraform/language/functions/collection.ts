import { collectionKind, keepKind, listOf, mapOf } from "../collection-kind.ts";
import { exactResult } from "../evaluation/arithmetic.ts";
import { distinct } from "../types/distinct.ts";
import { equalValues } from "../types/equal.ts";
import { compareText, sortedKeys } from "../types/sorted-keys.ts";
import { ANY, BOOL, STRING } from "../types/type-constraint.ts";
import type { MarkedValue, Value, ValueRecord } from "../value.ts";
import { define, defineVariadic, type FunctionTable, failure } from "./define.ts";
import {
  coalesce,
  coalesceList,
  concatenate,
  flatten,
  keys,
  length,
  lookup,
  merge,
  reverse,
  values,
} from "./merging.ts";
import {
  integer,
  listOfType,
  marked,
  markedRecord,
  markedSequence,
  number,
  ordered,
  record,
  sequence,
  text,
  texts,
  value,
} from "./parameter.ts";

/** Functions on lists, tuples, maps and objects. */
export const collectionFunctions: FunctionTable = new Map([
  ["alltrue", define([listOfType("list", "list", BOOL)], ([list]) => list.every((element) => element === true))],
  ["anytrue", define([listOfType("list", "list", BOOL)], ([list]) => list.some((element) => element === true))],
  ["chunklist", define([listOfType("list", "list", ANY), integer("size")], ([list, size]) => chunk(list, size))],
  ["coalesce", defineVariadic([], marked("vals"), (_, given) => coalesce(given), "keep")],
  ["coalescelist", defineVariadic([], marked("vals"), (_, given) => coalesceList(given), "keep")],
  [
    "compact",
    define([listOfType("list", "list", STRING)], ([list]) =>
      listOf(list.filter((element) => element !== null && element !== "")),
    ),
  ],
  ["concat", defineVariadic([], markedSequence("seqs"), (_, given) => concatenate(given), "keep")],
  [
    "contains",
    define([sequence("list"), value("value")], ([list, wanted]) =>
      list.some((element) => equalValues(element, wanted)),
    ),
  ],
  ["distinct", define([listOfType("list", "list", ANY)], ([list]) => listOf(distinct(list)))],
  ["element", define([markedSequence("list"), integer("index")], ([list, index]) => element(list, index), "keep")],
  ["flatten", define([markedSequence("list")], ([list]) => flatten(list), "keep")],
  ["index", define([ordered("list"), value("value")], ([list, wanted]) => position(list, wanted))],
  ["keys", define([markedRecord("inputMap")], ([map]) => keys(map), "keep")],
  ["length", define([marked("value")], ([counted]) => length(counted), "keep")],
  [
    "lookup",
    defineVariadic(
      [markedRecord("inputMap"), text("key")],
      marked("default"),
      ([map, key], defaults) => lookup(map, key, defaults),
      "keep",
    ),
  ],
  [
    "matchkeys",
    define(
      [listOfType("values", "list", ANY), listOfType("keys", "list", ANY), listOfType("searchset", "list", ANY)],
      ([list, searched, wanted]) => {
        if (list.length !== searched.length) throw failure("length of keys and values should be equal");
        return listOf(list.filter((_, index) => wanted.some((one) => equalValues(one, searched[index] ?? null))));
      },
    ),
  ],
  ["merge", defineVariadic([], marked("maps"), (_, given) => merge(given), "keep")],
  ["one", define([markedSequence("list")], ([list]) => only(list), "keep")],
  ["range", defineVariadic([], number("params"), (_, given) => listOf(range(given)))],
  ["reverse", define([markedSequence("list")], ([list]) => reverse(list), "keep")],
  [
    "slice",
    define([ordered("list"), integer("start_index"), integer("end_index")], ([list, start, end]) =>
      slice(list, start, end),
    ),
  ],
  ["transpose", define([record("values")], ([map]) => transpose(map))],
  ["values", define([markedRecord("mapping")], ([map]) => values(map), "keep")],
  ["zipmap", define([texts("keys"), ordered("values")], ([names, given]) => zip(names, given))],
]);

function chunk(list: readonly Value[], size: number): Value {
  if (size < 0) throw failure("the size argument must be positive");
  if (size === 0) return listOf([list]);
  const count = Math.ceil(list.length / size);
  return listOf(Array.from({ length: count }, (_, index) => listOf(list.slice(index * size, (index + 1) * size))));
}

function element(list: readonly MarkedValue[], index: number): MarkedValue {
  if (list.length === 0) throw failure("cannot use element function with an empty list");
  const wrapped = index % list.length;
  if (wrapped < 0) throw failure("cannot use element function with a negative index");
  return list[wrapped] ?? null;
}

function position(list: readonly Value[], wanted: Value): number {
  const found = list.findIndex((candidate) => equalValues(candidate, wanted));
  if (found === -1) throw failure("item not found");
  return found;
}

function only(list: readonly MarkedValue[]): MarkedValue {
  if (list.length > 1) throw failure("must be a list, set, or tuple value with either zero or one elements");
  return list[0] ?? null;
}

const MAXIMUM_RANGE = 1024;

function range(given: readonly number[]): readonly number[] {
  const [first = 0, second, third] = given;
  if (given.length < 1 || given.length > 3) throw failure("must have one, two, or three arguments");
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  if (step === 0) throw failure("step must not be zero");
  if (step > 0 && end < start) throw failure("end must be greater than start when step is positive");
  if (step < 0 && end > start) throw failure("end must be less than start when step is negative");
  const numbers: number[] = [];
  for (let current = start; step > 0 ? current < end : current > end; current = exactResult(current + step)) {
    // The limit is Terraform's own.
    if (numbers.length >= MAXIMUM_RANGE) throw failure(`more than ${MAXIMUM_RANGE} values were generated`);
    numbers.push(current);
  }
  return numbers;
}

function slice(list: readonly Value[], start: number, end: number): Value {
  if (start < 0) throw failure("start index must not be less than zero");
  if (end > list.length) throw failure("end index must not be greater than the length of the list");
  if (start > end) throw failure("start index must not be greater than end index");
  return keepKind(list, list.slice(start, end));
}

function transpose(map: ValueRecord): Value {
  const found = new Map<string, string[]>();
  for (const key of sortedKeys(map))
    for (const member of texts(key).accept(map[key] ?? null)) {
      const known = found.get(member);
      if (known === undefined) found.set(member, [key]);
      else known.push(key);
    }
  const entries = [...found].map(([member, names]) => [member, listOf([...names].sort(compareText))] as const);
  return mapOf(Object.fromEntries(entries));
}

function zip(names: readonly string[], given: readonly Value[]): Value {
  if (names.length !== given.length)
    throw failure(`number of keys (${names.length}) does not match number of values (${given.length})`);
  const zipped = Object.fromEntries(names.map((name, index) => [name, given[index] ?? null]));
  return collectionKind(given) === "list" ? mapOf(zipped) : zipped;
}
