import type { Run } from "../../check/bound.ts";
import { hashKey, netEquals } from "../../runtime/equality.ts";
import { argumentError, argumentOutOfRange, notNull } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { toText } from "../../runtime/to-text.ts";
import { isInstance } from "../../runtime/type-of.ts";
import { castTo } from "../../types/conversions.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { NetDictionary } from "../../values/net-dictionary.ts";
import { NetList } from "../../values/net-list.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { NetSet } from "../../values/net-set.ts";
import { ruleOf, TextComparer } from "../../values/text-comparer.ts";
import { makeArray } from "../collections/array.ts";
import { groupBy } from "./grouping.ts";

type Types = readonly NetType[];

const at = (types: Types, index: number): NetType => types[index] ?? known.object;
const lazy = (type: NetType, source: unknown, start: () => Iterable<unknown>): LazySequence => {
  notNull(source, "source");
  return new LazySequence(type, start);
};

function* where(source: unknown, test: (item: unknown, index: number) => unknown): Iterable<unknown> {
  let index = 0;
  for (const item of iterate(source)) if (test(item, index++) === true) yield item;
}

function* select(source: unknown, map: (item: unknown, index: number) => unknown): Iterable<unknown> {
  let index = 0;
  for (const item of iterate(source)) yield map(item, index++);
}

function* selectMany(source: unknown, map: Run, combine: Run | null): Iterable<unknown> {
  for (const item of iterate(source)) {
    for (const inner of iterate(map(item))) yield combine === null ? inner : combine(item, inner);
  }
}

function* skip(source: unknown, count: number): Iterable<unknown> {
  let index = 0;
  for (const item of iterate(source)) if (index++ >= count) yield item;
}

function* take(source: unknown, count: number): Iterable<unknown> {
  if (count <= 0) return;
  let left = count;
  for (const item of iterate(source)) {
    yield item;
    if (--left <= 0) return;
  }
}

function* skipWhile(source: unknown, test: Run): Iterable<unknown> {
  let skipping = true;
  for (const item of iterate(source)) {
    skipping = skipping && test(item) === true;
    if (!skipping) yield item;
  }
}

function* takeWhile(source: unknown, test: Run): Iterable<unknown> {
  for (const item of iterate(source)) {
    if (test(item) !== true) return;
    yield item;
  }
}

function* concat(...sources: readonly unknown[]): Iterable<unknown> {
  for (const source of sources) yield* iterate(source);
}

function* zip(first: unknown, second: unknown, combine: Run): Iterable<unknown> {
  const others = iterate(second)[Symbol.iterator]();
  for (const item of iterate(first)) {
    const other = others.next();
    if (other.done === true) return;
    yield combine(item, other.value);
  }
}

function join(outer: unknown, inner: unknown, outerKey: Run, innerKey: Run, combine: Run): unknown[] {
  const groups = new Map(
    groupBy(inner, known.object, known.object, innerKey, (item) => item, hashKey).map((g) => [hashKey(g.key), g]),
  );
  return [...iterate(outer)].flatMap((item) =>
    (groups.get(hashKey(outerKey(item)))?.items ?? []).map((match) => combine(item, match)),
  );
}

function toDictionary(types: Types, source: unknown, key: Run, value: Run, comparer: unknown): NetDictionary {
  const dictionary = new NetDictionary(at(types, 0), at(types, 1), ruleOf(comparer));
  for (const item of iterate(source)) {
    const k = key(item);
    if (dictionary.entry(k) !== undefined) {
      throw argumentError(`An item with the same key has already been added. Key: ${toText(k) ?? ""}`);
    }
    dictionary.set(k, value(item));
  }
  return dictionary;
}

const setOf = (type: NetType, source: unknown, comparer: unknown = null): NetSet =>
  new NetSet(type, iterate(source), ruleOf(comparer));

function range(start: number, count: number): LazySequence {
  if (count < 0) throw argumentOutOfRange("count");
  return new LazySequence(known.int, function* () {
    for (let index = 0; index < count; index++) yield start + index;
  });
}

function repeat(type: NetType, item: unknown, count: number): LazySequence {
  if (count < 0) throw argumentOutOfRange("count");
  return new LazySequence(type, function* () {
    for (let index = 0; index < count; index++) yield item;
  });
}

function sequencesEqual(first: unknown, second: unknown): boolean {
  const one = [...iterate(first)];
  const other = [...iterate(second)];
  return one.length === other.length && one.every((item, index) => netEquals(item, other[index]));
}

function contains(source: unknown, value: unknown, comparer: unknown): boolean {
  const rule = ruleOf(comparer instanceof TextComparer ? comparer : null);
  const wanted = rule(value);
  for (const item of iterate(source)) if (rule(item) === wanted) return true;
  return false;
}

/** LINQ methods that make sequences of sequences. */
export const sequenceMethods: TypeTable["members"] = {
  "static IEnumerable<int> Range(int start, int count)": range,
  "static IEnumerable<T> Repeat<T>(T element, int count)": (t: Types, item: unknown, count: number) =>
    repeat(at(t, 0), item, count),
  "static IEnumerable<T> Empty<T>()": (t: Types) => new LazySequence(at(t, 0), () => []),
  "static IEnumerable<T> AsEnumerable<T>(this IEnumerable<T> source)": (_: Types, source: unknown) => source,
  "static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, bool> predicate)": (
    t: Types,
    source: unknown,
    test: Run,
  ) => lazy(at(t, 0), source, () => where(source, (item) => test(item))),
  "static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, int, bool> predicate)": (
    t: Types,
    source: unknown,
    test: Run,
  ) => lazy(at(t, 0), source, () => where(source, test)),
  "static IEnumerable<R> Select<T, R>(this IEnumerable<T> source, Func<T, R> selector)": (
    t: Types,
    source: unknown,
    map: Run,
  ) => lazy(at(t, 1), source, () => select(source, (item) => map(item))),
  "static IEnumerable<R> Select<T, R>(this IEnumerable<T> source, Func<T, int, R> selector)": (
    t: Types,
    source: unknown,
    map: Run,
  ) => lazy(at(t, 1), source, () => select(source, map)),
  "static IEnumerable<R> SelectMany<T, R>(this IEnumerable<T> source, Func<T, IEnumerable<R>> selector)": (
    t: Types,
    source: unknown,
    map: Run,
  ) => lazy(at(t, 1), source, () => selectMany(source, map, null)),
  "static IEnumerable<R> SelectMany<T, C, R>(this IEnumerable<T> source, Func<T, IEnumerable<C>> collectionSelector, Func<T, C, R> resultSelector)":
    (t: Types, source: unknown, map: Run, combine: Run) =>
      lazy(at(t, 2), source, () => selectMany(source, map, combine)),
  "static IEnumerable<T> Cast<T>(this IEnumerable<object> source)": (t: Types, source: unknown) =>
    lazy(at(t, 0), source, () => select(source, castTo(at(t, 0)))),
  "static IEnumerable<T> OfType<T>(this IEnumerable<object> source)": (t: Types, source: unknown) =>
    lazy(at(t, 0), source, () => where(source, (item) => isInstance(item, at(t, 0)))),
  "static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)": (t: Types, source: unknown, count: number) =>
    lazy(at(t, 0), source, () => skip(source, count)),
  "static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)": (t: Types, source: unknown, count: number) =>
    lazy(at(t, 0), source, () => take(source, count)),
  "static IEnumerable<T> SkipWhile<T>(this IEnumerable<T> source, Func<T, bool> predicate)": (
    t: Types,
    source: unknown,
    test: Run,
  ) => lazy(at(t, 0), source, () => skipWhile(source, test)),
  "static IEnumerable<T> TakeWhile<T>(this IEnumerable<T> source, Func<T, bool> predicate)": (
    t: Types,
    source: unknown,
    test: Run,
  ) => lazy(at(t, 0), source, () => takeWhile(source, test)),
  "static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)": (
    t: Types,
    one: unknown,
    other: unknown,
  ) => lazy(at(t, 0), notNull(other, "second") && one, () => concat(one, other)),
  "static IEnumerable<T> Append<T>(this IEnumerable<T> source, T element)": (
    t: Types,
    source: unknown,
    item: unknown,
  ) => lazy(at(t, 0), source, () => [...iterate(source), item]),
  "static IEnumerable<T> Prepend<T>(this IEnumerable<T> source, T element)": (
    t: Types,
    source: unknown,
    item: unknown,
  ) => lazy(at(t, 0), source, () => [item, ...iterate(source)]),
  "static IEnumerable<T> Reverse<T>(this IEnumerable<T> source)": (t: Types, source: unknown) =>
    lazy(at(t, 0), source, () => [...iterate(source)].reverse()),
  "static IEnumerable<T> DefaultIfEmpty<T>(this IEnumerable<T> source)": (t: Types, source: unknown) =>
    lazy(at(t, 0), source, () => {
      const items = [...iterate(source)];
      return items.length === 0 ? [defaultValue(at(t, 0))] : items;
    }),
  "static IEnumerable<T> DefaultIfEmpty<T>(this IEnumerable<T> source, T defaultValue)": (
    t: Types,
    source: unknown,
    item: unknown,
  ) =>
    lazy(at(t, 0), source, () => {
      const items = [...iterate(source)];
      return items.length === 0 ? [item] : items;
    }),
  "static IEnumerable<T> Distinct<T>(this IEnumerable<T> source)": (t: Types, source: unknown) =>
    lazy(at(t, 0), source, () => setOf(at(t, 0), source)),
  "static IEnumerable<T> Distinct<T>(this IEnumerable<T> source, StringComparer comparer)": (
    t: Types,
    source: unknown,
    comparer: unknown,
  ) => lazy(at(t, 0), source, () => setOf(at(t, 0), source, comparer)),
  "static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second)": (
    t: Types,
    one: unknown,
    other: unknown,
  ) => lazy(at(t, 0), one, () => new NetSet(at(t, 0), concat(one, other))),
  "static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second)": (
    t: Types,
    one: unknown,
    other: unknown,
  ) =>
    lazy(at(t, 0), one, () => {
      const second = setOf(at(t, 0), other);
      return [...setOf(at(t, 0), one)].filter((item) => second.has(item));
    }),
  "static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second, StringComparer comparer)": (
    t: Types,
    one: unknown,
    other: unknown,
    comparer: unknown,
  ) =>
    lazy(at(t, 0), one, () => {
      const second = setOf(at(t, 0), other, comparer);
      return [...setOf(at(t, 0), one, comparer)].filter((item) => second.has(item));
    }),
  "static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second)": (
    t: Types,
    one: unknown,
    other: unknown,
  ) =>
    lazy(at(t, 0), one, () => {
      const second = setOf(at(t, 0), other);
      return [...setOf(at(t, 0), one)].filter((item) => !second.has(item));
    }),
  "static IEnumerable<R> Zip<A, B, R>(this IEnumerable<A> first, IEnumerable<B> second, Func<A, B, R> resultSelector)":
    (t: Types, one: unknown, other: unknown, combine: Run) => lazy(at(t, 2), one, () => zip(one, other, combine)),
  "static IEnumerable<R> Join<O, I, K, R>(this IEnumerable<O> outer, IEnumerable<I> inner, Func<O, K> outerKeySelector, Func<I, K> innerKeySelector, Func<O, I, R> resultSelector)":
    (t: Types, outer: unknown, inner: unknown, outerKey: Run, innerKey: Run, combine: Run) =>
      lazy(at(t, 3), outer, () => join(outer, inner, outerKey, innerKey, combine)),
  "static T[] ToArray<T>(this IEnumerable<T> source)": (t: Types, source: unknown) =>
    makeArray(at(t, 0), [...iterate(notNull(source, "source"))]),
  "static List<T> ToList<T>(this IEnumerable<T> source)": (t: Types, source: unknown) =>
    new NetList(at(t, 0), [...iterate(notNull(source, "source"))]),
  "static HashSet<T> ToHashSet<T>(this IEnumerable<T> source)": (t: Types, source: unknown) => setOf(at(t, 0), source),
  "static Dictionary<K, T> ToDictionary<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)": (
    t: Types,
    source: unknown,
    key: Run,
  ) => toDictionary([at(t, 1), at(t, 0)], source, key, (item) => item, null),
  "static Dictionary<K, E> ToDictionary<T, K, E>(this IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector)":
    (t: Types, source: unknown, key: Run, value: Run) => toDictionary([at(t, 1), at(t, 2)], source, key, value, null),
  "static Dictionary<K, E> ToDictionary<T, K, E>(this IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, StringComparer comparer)":
    (t: Types, source: unknown, key: Run, value: Run, comparer: unknown) =>
      toDictionary([at(t, 1), at(t, 2)], source, key, value, comparer),
  "static bool SequenceEqual<T>(this IEnumerable<T> first, IEnumerable<T> second)": (
    _: Types,
    one: unknown,
    other: unknown,
  ) => sequencesEqual(one, other),
  "static bool Contains<T>(this IEnumerable<T> source, T value)": (_: Types, source: unknown, value: unknown) =>
    contains(notNull(source, "source"), value, null),
  "static bool Contains<T>(this IEnumerable<T> source, T value, StringComparer comparer)": (
    _: Types,
    source: unknown,
    value: unknown,
    comparer: unknown,
  ) => contains(notNull(source, "source"), value, comparer),
};
