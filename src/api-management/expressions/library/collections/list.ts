import type { Run } from "../../check/bound.ts";
import { compareValues } from "../../runtime/compare.ts";
import { netEquals } from "../../runtime/equality.ts";
import { argumentError, argumentOutOfRange, invalidOperation, notNull } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { NetList } from "../../values/net-list.ts";
import { makeArray } from "./array.ts";

function at(list: NetList, index: number): unknown {
  if (index < 0 || index >= list.items.length) throw argumentOutOfRange("index");
  return list.items[index];
}

function change(list: NetList, edit: (items: unknown[]) => void): void {
  edit(list.items);
  list.changed();
}

function range(list: NetList, index: number, count: number): unknown[] {
  if (index < 0 || count < 0) throw argumentOutOfRange(index < 0 ? "index" : "count");
  if (index + count > list.items.length) {
    throw argumentError(
      "Offset and length were out of bounds for the array or count is greater than the number of elements.",
    );
  }
  return list.items.slice(index, index + count);
}

function removeAll(list: NetList, match: Run): number {
  const kept = list.items.filter((item) => match(item) !== true);
  const removed = list.items.length - kept.length;
  change(list, (items) => items.splice(0, items.length, ...kept));
  return removed;
}

function remove(list: NetList, item: unknown): boolean {
  const index = list.items.findIndex((each) => netEquals(each, item));
  if (index >= 0) change(list, (items) => items.splice(index, 1));
  return index >= 0;
}

function take(list: NetList, end: "first" | "last", use: "remove" | "look"): unknown {
  if (list.items.length === 0) throw invalidOperation(`${list.shape === "queue" ? "Queue" : "Stack"} empty.`);
  if (use === "look") return end === "first" ? list.items[0] : list.items.at(-1);
  list.changed();
  return end === "first" ? list.items.shift() : list.items.pop();
}

const element = ([type]: readonly NetType[]): NetType => type ?? known.object;
const find = (list: NetList, match: Run): unknown => list.items.find((item) => match(item) === true);

/** Array.Sort and List.Sort: by the natural order, or by a comparison. */
export const sortItems = (items: unknown[], comparison: Run | null = null): unknown[] =>
  items.sort(comparison === null ? compareValues : (one, other) => Number(comparison(one, other)));

const listType: TypeTable = {
  name: "System.Collections.Generic.List",
  parameters: ["T"],
  kind: "class",
  interfaces: ["IList<T>", "IReadOnlyList<T>"],
  members: {
    "new()": (types: readonly NetType[]) => new NetList(element(types)),
    "new(int capacity)": (types: readonly NetType[]) => new NetList(element(types)),
    "new(IEnumerable<T> collection)": (types: readonly NetType[], source: unknown) =>
      new NetList(element(types), [...iterate(notNull(source, "collection"))]),
    "T this[int index]": {
      get: at,
      set: (list: NetList, index: number, value: unknown) => {
        at(list, index);
        list.items[index] = value;
      },
    },
    "int Count": (list: NetList) => list.items.length,
    "int Capacity": (list: NetList) => list.items.length,
    "void Add(T item)": (list: NetList, item: unknown) => change(list, (items) => items.push(item)),
    "void AddRange(IEnumerable<T> collection)": (list: NetList, source: unknown) =>
      change(list, (items) => items.push(...iterate(notNull(source, "collection")))),
    "void Insert(int index, T item)": (list: NetList, index: number, item: unknown) => {
      if (index < 0 || index > list.items.length) throw argumentOutOfRange("index");
      change(list, (items) => items.splice(index, 0, item));
    },
    "void InsertRange(int index, IEnumerable<T> collection)": (list: NetList, index: number, source: unknown) =>
      change(list, (items) => items.splice(index, 0, ...iterate(source))),
    "bool Remove(T item)": remove,
    "void RemoveAt(int index)": (list: NetList, index: number) => {
      at(list, index);
      change(list, (items) => items.splice(index, 1));
    },
    "void RemoveRange(int index, int count)": (list: NetList, index: number, count: number) => {
      range(list, index, count);
      change(list, (items) => items.splice(index, count));
    },
    "int RemoveAll(Predicate<T> match)": removeAll,
    "void Clear()": (list: NetList) => change(list, (items) => items.splice(0)),
    "bool Contains(T item)": (list: NetList, item: unknown) => list.items.some((each) => netEquals(each, item)),
    "int IndexOf(T item)": (list: NetList, item: unknown) => list.items.findIndex((each) => netEquals(each, item)),
    "int LastIndexOf(T item)": (list: NetList, item: unknown) =>
      list.items.findLastIndex((each) => netEquals(each, item)),
    "T Find(Predicate<T> match)": (list: NetList, match: Run) => find(list, match) ?? defaultValue(list.elementType),
    "List<T> FindAll(Predicate<T> match)": (list: NetList, match: Run) =>
      new NetList(
        list.elementType,
        list.items.filter((item) => match(item) === true),
      ),
    "int FindIndex(Predicate<T> match)": (list: NetList, match: Run) =>
      list.items.findIndex((item) => match(item) === true),
    "bool Exists(Predicate<T> match)": (list: NetList, match: Run) => list.items.some((item) => match(item) === true),
    "bool TrueForAll(Predicate<T> match)": (list: NetList, match: Run) =>
      list.items.every((item) => match(item) === true),
    "void ForEach(Action<T> action)": (list: NetList, action: Run) => {
      for (const item of list) action(item);
    },
    "List<U> ConvertAll<U>(Converter<T, U> converter)": ([type]: readonly NetType[], list: NetList, convert: Run) =>
      new NetList(
        type ?? known.object,
        list.items.map((item) => convert(item)),
      ),
    "void Sort()": (list: NetList) => change(list, (items) => sortItems(items)),
    "void Sort(Comparison<T> comparison)": (list: NetList, comparison: Run) =>
      change(list, (items) => sortItems(items, comparison)),
    "void Reverse()": (list: NetList) => change(list, (items) => items.reverse()),
    "List<T> GetRange(int index, int count)": (list: NetList, index: number, count: number) =>
      new NetList(list.elementType, range(list, index, count)),
    "T[] ToArray()": (list: NetList) => makeArray(list.elementType, [...list.items]),
  },
};

const queueType: TypeTable = {
  name: "System.Collections.Generic.Queue",
  parameters: ["T"],
  kind: "class",
  interfaces: ["IReadOnlyCollection<T>"],
  members: {
    "new()": (types: readonly NetType[]) => new NetList(element(types), [], "queue"),
    "new(IEnumerable<T> collection)": (types: readonly NetType[], source: unknown) =>
      new NetList(element(types), [...iterate(source)], "queue"),
    "int Count": (list: NetList) => list.items.length,
    "void Enqueue(T item)": (list: NetList, item: unknown) => change(list, (items) => items.push(item)),
    "T Dequeue()": (list: NetList) => take(list, "first", "remove"),
    "T Peek()": (list: NetList) => take(list, "first", "look"),
    "bool Contains(T item)": (list: NetList, item: unknown) => list.items.some((each) => netEquals(each, item)),
    "void Clear()": (list: NetList) => change(list, (items) => items.splice(0)),
  },
};

const stackType: TypeTable = {
  name: "System.Collections.Generic.Stack",
  parameters: ["T"],
  kind: "class",
  interfaces: ["IReadOnlyCollection<T>"],
  members: {
    "new()": (types: readonly NetType[]) => new NetList(element(types), [], "stack"),
    "new(IEnumerable<T> collection)": (types: readonly NetType[], source: unknown) =>
      new NetList(element(types), [...iterate(source)], "stack"),
    "int Count": (list: NetList) => list.items.length,
    "void Push(T item)": (list: NetList, item: unknown) => change(list, (items) => items.push(item)),
    "T Pop()": (list: NetList) => take(list, "last", "remove"),
    "T Peek()": (list: NetList) => take(list, "last", "look"),
    "bool Contains(T item)": (list: NetList, item: unknown) => list.items.some((each) => netEquals(each, item)),
    "void Clear()": (list: NetList) => change(list, (items) => items.splice(0)),
  },
};

/** List, Queue and Stack. */
export const listTypes: readonly TypeTable[] = [listType, queueType, stackType];
