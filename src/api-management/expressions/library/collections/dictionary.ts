import type { OutCell } from "../../compile/call.ts";
import { hashKey } from "../../runtime/equality.ts";
import { argumentError, keyNotFound, notNull } from "../../runtime/errors.ts";
import { toText } from "../../runtime/to-text.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { KeyValuePair } from "../../values/key-value-pair.ts";
import { type DictionaryLike, NetDictionary } from "../../values/net-dictionary.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { ruleOf } from "../../values/text-comparer.ts";

/** `context.Variables` is the gateway's own Map; every other dictionary is a {@link DictionaryLike}. */
export type AnyDictionary = DictionaryLike | ReadonlyMap<string, unknown>;

/** The value of a key. @throws DotNetError System.Collections.Generic.KeyNotFoundException */
function valueAt(dictionary: AnyDictionary, key: unknown): unknown {
  if (dictionary instanceof Map) {
    const value: unknown = dictionary.get(key);
    if (value === undefined && !dictionary.has(notNull(key, "key"))) throw keyNotFound(String(key));
    return value ?? null;
  }
  const entry = (dictionary as DictionaryLike).entry(key);
  if (entry === undefined) throw keyNotFound(toText(key) ?? "");
  return entry.value;
}

/** The entry of a key; undefined when there is none. */
export function entryOf(dictionary: AnyDictionary, key: unknown): { readonly value: unknown } | undefined {
  if (!(dictionary instanceof Map)) return (dictionary as DictionaryLike).entry(key);
  return dictionary.has(notNull(key, "key")) ? { value: dictionary.get(key) ?? null } : undefined;
}

const countOf = (dictionary: AnyDictionary): number =>
  dictionary instanceof Map ? dictionary.size : (dictionary as DictionaryLike).count;

function tryGet(dictionary: AnyDictionary, key: unknown, result: OutCell): boolean {
  const entry = entryOf(dictionary, key);
  const type = dictionary instanceof Map ? known.object : (dictionary as DictionaryLike).valueType;
  result.value = entry === undefined ? defaultValue(type) : entry.value;
  return entry !== undefined;
}

function column(dictionary: AnyDictionary, side: "key" | "value"): LazySequence {
  if (dictionary instanceof Map) {
    const map: ReadonlyMap<string, unknown> = dictionary;
    return side === "key"
      ? new LazySequence(known.string, () => map.keys())
      : new LazySequence(known.object, () => map.values());
  }
  const like = dictionary as DictionaryLike;
  return new LazySequence(side === "key" ? like.keyType : like.valueType, function* () {
    for (const entry of like.entries()) yield entry[side];
  });
}

function add(dictionary: NetDictionary, key: unknown, value: unknown): void {
  if (dictionary.entry(key) !== undefined) {
    throw argumentError(`An item with the same key has already been added. Key: ${toText(key) ?? ""}`);
  }
  dictionary.set(key, value);
}

const readMembers: TypeTable["members"] = {
  "int Count": countOf,
  "bool ContainsKey(TKey key)": (dictionary: AnyDictionary, key: unknown) => entryOf(dictionary, key) !== undefined,
  "bool TryGetValue(TKey key, out TValue value)": tryGet,
  "IEnumerable<TKey> Keys": (dictionary: AnyDictionary) => column(dictionary, "key"),
  "IEnumerable<TValue> Values": (dictionary: AnyDictionary) => column(dictionary, "value"),
};

const writeMembers: TypeTable["members"] = {
  ...readMembers,
  "TValue this[TKey key]": {
    get: valueAt,
    set: (dictionary: NetDictionary, key: unknown, value: unknown) => dictionary.set(key, value),
  },
  "void Add(TKey key, TValue value)": add,
  "bool Remove(TKey key)": (dictionary: NetDictionary, key: unknown) => dictionary.remove(key),
  "void Clear()": (dictionary: NetDictionary) => dictionary.clear(),
};

function copyOf([key, value]: readonly NetType[], source: DictionaryLike | null, comparer: unknown): NetDictionary {
  const copy = create([key ?? known.object, value ?? known.object], comparer);
  for (const entry of notNull(source, "dictionary").entries()) copy.set(entry.key, entry.value);
  return copy;
}

const create = ([key, value]: readonly NetType[], comparer: unknown): NetDictionary =>
  new NetDictionary(key ?? known.object, value ?? known.object, comparer === null ? hashKey : ruleOf(comparer));

const parameters = ["TKey", "TValue"];
const pairs = "IEnumerable<KeyValuePair<TKey, TValue>>";

/** Dictionaries, their interfaces and their entries. */
export const dictionaryTypes: readonly TypeTable[] = [
  {
    name: "System.Collections.Generic.KeyValuePair",
    parameters,
    kind: "struct",
    members: {
      "new(TKey key, TValue value)": ([key, value]: readonly NetType[], k: unknown, v: unknown) =>
        new KeyValuePair(k, v, [key ?? known.object, value ?? known.object]),
      "TKey Key": (pair: KeyValuePair) => pair.key,
      "TValue Value": (pair: KeyValuePair) => pair.value,
    },
  },
  {
    name: "System.Collections.Generic.IReadOnlyDictionary",
    parameters,
    kind: "interface",
    interfaces: [pairs],
    members: { ...readMembers, "TValue this[TKey key]": valueAt },
  },
  {
    name: "System.Collections.Generic.IDictionary",
    parameters,
    kind: "interface",
    interfaces: [pairs],
    members: writeMembers,
  },
  {
    name: "System.Collections.Generic.Dictionary",
    parameters,
    kind: "class",
    interfaces: ["IDictionary<TKey, TValue>", "IReadOnlyDictionary<TKey, TValue>", pairs],
    members: {
      "new()": (types: readonly NetType[]) => create(types, null),
      "new(int capacity)": (types: readonly NetType[]) => create(types, null),
      "new(StringComparer comparer)": create,
      "new(IDictionary<TKey, TValue> dictionary)": (types: readonly NetType[], source: DictionaryLike | null) =>
        copyOf(types, source, null),
      "new(IDictionary<TKey, TValue> dictionary, StringComparer comparer)": copyOf,
      ...writeMembers,
      "bool ContainsValue(TValue value)": (dictionary: NetDictionary, value: unknown) =>
        [...dictionary.entries()].some((entry) => hashKey(entry.value) === hashKey(value)),
    },
  },
];
