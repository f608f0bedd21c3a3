import type { Run } from "../../check/bound.ts";
import { hashKey } from "../../runtime/equality.ts";
import { notNull } from "../../runtime/errors.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { ruleOf } from "../../values/text-comparer.ts";
import { type Grouping, groupBy } from "./grouping.ts";
import { OrderedSequence } from "./ordered.ts";

type Types = readonly NetType[];

const at = (types: Types, index: number): NetType => types[index] ?? known.object;

function lazy(type: NetType, source: unknown, start: () => Iterable<unknown>): LazySequence {
  notNull(source, "source");
  return new LazySequence(type, start);
}

const identity: Run = (item) => item;
const groups = (
  keyType: NetType,
  elementType: NetType,
  source: unknown,
  key: Run,
  element: Run,
  comparer: unknown = null,
) =>
  lazy(typeNamed("System.Linq.IGrouping", keyType, elementType), source, () =>
    groupBy(source, keyType, elementType, key, element, ruleOf(comparer)),
  );

const order = (types: Types, source: unknown, key: Run, direction: 1 | -1, comparer: unknown = null): OrderedSequence =>
  new OrderedSequence(at(types, 0), notNull(source, "source"), [{ select: key, direction, comparer }]);

const thenBy = (source: OrderedSequence, key: Run, direction: 1 | -1, comparer: unknown = null): OrderedSequence =>
  source.thenBy({ select: key, direction, comparer });

/** LINQ methods that sort and group. */
export const orderAndGroupMethods: TypeTable["members"] = {
  "static IEnumerable<IGrouping<K, T>> GroupBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)": (
    t: Types,
    source: unknown,
    key: Run,
  ) => groups(at(t, 1), at(t, 0), source, key, identity),
  "static IEnumerable<IGrouping<K, T>> GroupBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector, StringComparer comparer)":
    (t: Types, source: unknown, key: Run, comparer: unknown) =>
      groups(at(t, 1), at(t, 0), source, key, identity, comparer),
  "static IEnumerable<IGrouping<K, E>> GroupBy<T, K, E>(this IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector)":
    (t: Types, source: unknown, key: Run, element: Run) => groups(at(t, 1), at(t, 2), source, key, element),
  "static IEnumerable<R> GroupBy<T, K, R>(this IEnumerable<T> source, Func<T, K> keySelector, Func<K, IEnumerable<T>, R> resultSelector)":
    (t: Types, source: unknown, key: Run, combine: Run) =>
      lazy(at(t, 2), source, () =>
        groupBy(source, at(t, 1), at(t, 0), key, identity, hashKey).map((group: Grouping) => combine(group.key, group)),
      ),
  "static IOrderedEnumerable<T> OrderBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)": (
    t: Types,
    source: unknown,
    key: Run,
  ) => order(t, source, key, 1),
  "static IOrderedEnumerable<T> OrderBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector, StringComparer comparer)":
    (t: Types, source: unknown, key: Run, comparer: unknown) => order(t, source, key, 1, comparer),
  "static IOrderedEnumerable<T> OrderByDescending<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)": (
    t: Types,
    source: unknown,
    key: Run,
  ) => order(t, source, key, -1),
  "static IOrderedEnumerable<T> ThenBy<T, K>(this IOrderedEnumerable<T> source, Func<T, K> keySelector)": (
    _: Types,
    source: OrderedSequence,
    key: Run,
  ) => thenBy(source, key, 1),
  "static IOrderedEnumerable<T> ThenByDescending<T, K>(this IOrderedEnumerable<T> source, Func<T, K> keySelector)": (
    _: Types,
    source: OrderedSequence,
    key: Run,
  ) => thenBy(source, key, -1),
};
