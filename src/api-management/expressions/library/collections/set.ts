import { hashKey } from "../../runtime/equality.ts";
import { iterate } from "../../runtime/iterate.ts";
import type { NetType } from "../../types/net-type.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { NetSet } from "../../values/net-set.ts";
import { ruleOf } from "../../values/text-comparer.ts";

const element = ([type]: readonly NetType[]): NetType => type ?? known.object;

const keysOf = (set: NetSet, other: unknown): ReadonlySet<unknown> =>
  new Set([...iterate(other)].map((item) => set.rule(item)));

function keep(set: NetSet, test: (key: unknown) => boolean): void {
  for (const key of [...set.map.keys()]) if (!test(key)) set.map.delete(key);
}

/** System.Collections.Generic.HashSet. */
export const setType: TypeTable = {
  name: "System.Collections.Generic.HashSet",
  parameters: ["T"],
  kind: "class",
  interfaces: ["ISet<T>", "IReadOnlyCollection<T>"],
  members: {
    "new()": (types: readonly NetType[]) => new NetSet(element(types)),
    "new(IEnumerable<T> collection)": (types: readonly NetType[], items: unknown) =>
      new NetSet(element(types), iterate(items), hashKey),
    "new(StringComparer comparer)": (types: readonly NetType[], comparer: unknown) =>
      new NetSet(element(types), [], ruleOf(comparer)),
    "new(IEnumerable<T> collection, StringComparer comparer)": (
      types: readonly NetType[],
      items: unknown,
      comparer: unknown,
    ) => new NetSet(element(types), iterate(items), ruleOf(comparer)),
    "int Count": (set: NetSet) => set.map.size,
    "bool Add(T item)": (set: NetSet, item: unknown) => set.add(item),
    "bool Contains(T item)": (set: NetSet, item: unknown) => set.has(item),
    "bool Remove(T item)": (set: NetSet, item: unknown) => set.map.delete(set.rule(item)),
    "void Clear()": (set: NetSet) => set.map.clear(),
    "void UnionWith(IEnumerable<T> other)": (set: NetSet, other: unknown) => {
      for (const item of iterate(other)) set.add(item);
    },
    "void IntersectWith(IEnumerable<T> other)": (set: NetSet, other: unknown) => {
      const keys = keysOf(set, other);
      keep(set, (key) => keys.has(key));
    },
    "void ExceptWith(IEnumerable<T> other)": (set: NetSet, other: unknown) => {
      const keys = keysOf(set, other);
      keep(set, (key) => !keys.has(key));
    },
    "bool IsSubsetOf(IEnumerable<T> other)": (set: NetSet, other: unknown) => {
      const keys = keysOf(set, other);
      return [...set.map.keys()].every((key) => keys.has(key));
    },
    "bool IsSupersetOf(IEnumerable<T> other)": (set: NetSet, other: unknown) =>
      [...iterate(other)].every((item) => set.has(item)),
    "bool Overlaps(IEnumerable<T> other)": (set: NetSet, other: unknown) =>
      [...iterate(other)].some((item) => set.has(item)),
    "bool SetEquals(IEnumerable<T> other)": (set: NetSet, other: unknown) => {
      const keys = keysOf(set, other);
      return keys.size === set.map.size && [...set.map.keys()].every((key) => keys.has(key));
    },
  },
};
