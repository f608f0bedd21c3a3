import { DotNetError } from "../../dotnet-error.ts";
import { netEquals } from "../../runtime/equality.ts";
import { argumentOutOfRange } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { NetArray } from "../../values/net-array.ts";
import { NetList } from "../../values/net-list.ts";
import { elementAt } from "./array.ts";

const fixedSize = (): DotNetError => new DotNetError("System.NotSupportedException", "Collection was of a fixed size.");

/** Number of elements of any sequence. */
export function countOf(sequence: unknown): number {
  if (sequence instanceof NetArray || sequence instanceof NetList) return sequence.items.length;
  if (typeof sequence === "string" || sequence instanceof Uint8Array) return sequence.length;
  let count = 0;
  for (const _ of iterate(sequence)) count++;
  return count;
}

function at(sequence: unknown, index: number): unknown {
  if (sequence instanceof NetArray || sequence instanceof Uint8Array) return elementAt(sequence, index);
  const items = sequence instanceof NetList ? sequence.items : [...iterate(sequence)];
  if (index < 0 || index >= items.length) throw argumentOutOfRange("index");
  return items[index];
}

function listOf(sequence: unknown): NetList {
  if (sequence instanceof NetList) return sequence;
  throw fixedSize();
}

const contains = (sequence: unknown, item: unknown): boolean =>
  [...iterate(sequence)].some((each) => netEquals(each, item));

const parameters = ["T"];

/** The generic collection interfaces. */
export const collectionInterfaces: readonly TypeTable[] = [
  { name: "System.Collections.Generic.IEnumerable", parameters, kind: "interface" },
  { name: "System.Collections.Generic.IEnumerator", parameters, kind: "interface" },
  {
    name: "System.Collections.Generic.IReadOnlyCollection",
    parameters,
    kind: "interface",
    interfaces: ["IEnumerable<T>"],
    members: { "int Count": countOf },
  },
  {
    name: "System.Collections.Generic.IReadOnlyList",
    parameters,
    kind: "interface",
    listed: "unlisted",
    interfaces: ["IReadOnlyCollection<T>"],
    members: { "T this[int index]": at },
  },
  {
    name: "System.Collections.Generic.ICollection",
    parameters,
    kind: "interface",
    interfaces: ["IEnumerable<T>"],
    members: {
      "int Count": countOf,
      "bool Contains(T item)": contains,
      "void Add(T item)": (sequence: unknown, item: unknown) => {
        const list = listOf(sequence);
        list.items.push(item);
        list.changed();
      },
    },
  },
  {
    name: "System.Collections.Generic.IList",
    parameters,
    kind: "interface",
    interfaces: ["ICollection<T>"],
    members: {
      "T this[int index]": {
        get: at,
        set: (sequence: unknown, index: number, value: unknown) => {
          at(sequence, index);
          if (sequence instanceof NetArray || sequence instanceof NetList) sequence.items[index] = value;
        },
      },
      "int IndexOf(T item)": (sequence: unknown, item: unknown) =>
        [...iterate(sequence)].findIndex((each) => netEquals(each, item)),
    },
  },
  {
    name: "System.Collections.Generic.ISet",
    parameters,
    kind: "interface",
    interfaces: ["ICollection<T>"],
  },
];
