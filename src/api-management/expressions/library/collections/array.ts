import type { Run } from "../../check/bound.ts";
import { netEquals } from "../../runtime/equality.ts";
import { argumentError, argumentOutOfRange, indexOutOfRange, notNull } from "../../runtime/errors.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { NetArray } from "../../values/net-array.ts";
import { byte, numberOf } from "../../values/numbers.ts";
import { sortItems } from "./list.ts";

/** The two representations of a .NET array. */
export type AnyArray = NetArray | Uint8Array;

/** A .NET array of these items. */
export const makeArray = (element: NetType, items: unknown[]): AnyArray =>
  element === known.byte ? Uint8Array.from(items, numberOf) : new NetArray(element, items);

/** The items of an array. Those of a byte[] are a copy. */
const itemsOf = (array: AnyArray): unknown[] => (array instanceof NetArray ? array.items : Array.from(array, byte));

/** Number of elements of an array. */
const lengthOf = (array: AnyArray): number => (array instanceof NetArray ? array.items.length : array.length);

/** The element at an index. @throws DotNetError System.IndexOutOfRangeException */
export function elementAt(array: AnyArray, index: number): unknown {
  if (index < 0 || index >= lengthOf(array)) throw indexOutOfRange();
  return array instanceof NetArray ? array.items[index] : byte(array[index] ?? 0);
}

/** Sets the element at an index. @throws DotNetError System.IndexOutOfRangeException */
export function setElement(array: AnyArray, index: number, value: unknown): void {
  if (index < 0 || index >= lengthOf(array)) throw indexOutOfRange();
  if (array instanceof NetArray) array.items[index] = value;
  else array[index] = numberOf(value);
}

/** Replaces all items, in the order given. */
function overwrite(array: AnyArray, items: readonly unknown[]): void {
  for (const [index, item] of items.entries()) setElement(array, index, item);
}

function copy(source: AnyArray | null, from: number, target: AnyArray | null, to: number, length: number): void {
  const items = itemsOf(notNull(source, "sourceArray")).slice(from, from + length);
  const destination = notNull(target, "destinationArray");
  if (from < 0 || to < 0 || length < 0) throw argumentOutOfRange("length");
  if (items.length < length || to + length > lengthOf(destination)) {
    throw argumentError("Source or destination array was not long enough.");
  }
  for (const [index, item] of items.entries()) setElement(destination, to + index, item);
}

function clear(array: AnyArray, index: number, length: number): void {
  const element = array instanceof NetArray ? array.elementType : known.byte;
  for (let each = index; each < index + length; each++) setElement(array, each, defaultValue(element));
}

const matching = (match: Run) => (item: unknown) => match(item) === true;

const arrayOfT: TypeTable = {
  name: "System.Array",
  parameters: ["T"],
  kind: "array",
  listed: "unlisted",
  interfaces: ["IList<T>", "IReadOnlyList<T>"],
  members: {
    "int Length": lengthOf,
    "long LongLength": (array: AnyArray) => BigInt(lengthOf(array)),
    "int Rank": () => 1,
    "T this[int index]": { get: elementAt, set: setElement },
    "int GetLength(int dimension)": (array: AnyArray) => lengthOf(array),
    "object GetValue(int index)": elementAt,
    "T[] Clone()": (array: AnyArray) =>
      array instanceof NetArray ? new NetArray(array.elementType, [...array.items]) : array.slice(),
    "void CopyTo(T[] array, int index)": (source: AnyArray, target: AnyArray | null, index: number) =>
      copy(source, 0, target, index, lengthOf(source)),
  },
};

type Types = readonly NetType[];

const arrayMethods: TypeTable = {
  name: "System.Array",
  kind: "static",
  members: {
    "static T[] Empty<T>()": ([type]: Types) => makeArray(type ?? known.object, []),
    "static int IndexOf<T>(T[] array, T value)": (_: Types, array: AnyArray | null, value: unknown) =>
      itemsOf(notNull(array, "array")).findIndex((item) => netEquals(item, value)),
    "static int LastIndexOf<T>(T[] array, T value)": (_: Types, array: AnyArray | null, value: unknown) =>
      itemsOf(notNull(array, "array")).findLastIndex((item) => netEquals(item, value)),
    "static T Find<T>(T[] array, Predicate<T> match)": ([type]: Types, array: AnyArray | null, match: Run) =>
      itemsOf(notNull(array, "array")).find(matching(match)) ?? defaultValue(type ?? known.object),
    "static T[] FindAll<T>(T[] array, Predicate<T> match)": ([type]: Types, array: AnyArray | null, match: Run) =>
      makeArray(type ?? known.object, itemsOf(notNull(array, "array")).filter(matching(match))),
    "static int FindIndex<T>(T[] array, Predicate<T> match)": (_: Types, array: AnyArray | null, match: Run) =>
      itemsOf(notNull(array, "array")).findIndex(matching(match)),
    "static bool Exists<T>(T[] array, Predicate<T> match)": (_: Types, array: AnyArray | null, match: Run) =>
      itemsOf(notNull(array, "array")).some(matching(match)),
    "static bool TrueForAll<T>(T[] array, Predicate<T> match)": (_: Types, array: AnyArray | null, match: Run) =>
      itemsOf(notNull(array, "array")).every(matching(match)),
    "static TOutput[] ConvertAll<TInput, TOutput>(TInput[] array, Converter<TInput, TOutput> converter)": (
      [, type]: Types,
      array: AnyArray | null,
      convert: Run,
    ) =>
      makeArray(
        type ?? known.object,
        itemsOf(notNull(array, "array")).map((item) => convert(item)),
      ),
    "static void ForEach<T>(T[] array, Action<T> action)": (_: Types, array: AnyArray | null, action: Run) => {
      for (const item of itemsOf(notNull(array, "array"))) action(item);
    },
    "static void Sort<T>(T[] array)": (_: Types, array: AnyArray | null) => {
      const sorted = notNull(array, "array");
      overwrite(sorted, sortItems([...itemsOf(sorted)]));
    },
    "static void Sort<T>(T[] array, Comparison<T> comparison)": (_: Types, array: AnyArray | null, comparison: Run) => {
      const sorted = notNull(array, "array");
      overwrite(sorted, sortItems([...itemsOf(sorted)], comparison));
    },
    "static void Reverse<T>(T[] array)": (_: Types, array: AnyArray | null) => {
      const reversed = notNull(array, "array");
      overwrite(reversed, itemsOf(reversed).toReversed());
    },
    "static void Copy<T>(T[] sourceArray, T[] destinationArray, int length)": (
      _: Types,
      source: AnyArray | null,
      target: AnyArray | null,
      length: number,
    ) => copy(source, 0, target, 0, length),
    "static void Copy<T>(T[] sourceArray, int sourceIndex, T[] destinationArray, int destinationIndex, int length)": (
      _: Types,
      source: AnyArray | null,
      from: number,
      target: AnyArray | null,
      to: number,
      length: number,
    ) => copy(source, from, target, to, length),
    "static void Clear<T>(T[] array, int index, int length)": (
      _: Types,
      array: AnyArray,
      index: number,
      length: number,
    ) => clear(array, index, length),
  },
};

/** Arrays, and the static methods of System.Array. */
export const arrayTypes: readonly TypeTable[] = [arrayOfT, arrayMethods];
