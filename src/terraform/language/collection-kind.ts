/** `tuple` and `object` are what `[…]` and `{…}` make; the other three have elements of one type. */
export type CollectionKind = "list" | "set" | "tuple" | "map" | "object";

// Terraform tells a list from a tuple (and a map from an object) in `==`, in conditionals and in `for_each`, although
// they look the same. The kind lies beside the data so that a value stays plain JSON for everybody else.
const kinds = new WeakMap<object, "list" | "set" | "map">();

/** Which kind of collection this is; undefined for a primitive or null. */
export function collectionKind(value: unknown): CollectionKind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return kinds.get(value) ?? (Array.isArray(value) ? "tuple" : "object");
}

/** Returns a list of these elements. They must be of one type already. */
export function listOf<Element>(elements: readonly Element[]): readonly Element[] {
  const list = [...elements];
  kinds.set(list, "list");
  return list;
}

/** Returns a set of these elements, which must be of one type already, distinct and sorted. `toset` does all that. */
export function setOf<Element>(elements: readonly Element[]): readonly Element[] {
  const set = [...elements];
  kinds.set(set, "set");
  return set;
}

/** Returns a map of these elements. They must be of one type already. */
export function mapOf<Element>(elements: { readonly [key: string]: Element }): { readonly [key: string]: Element } {
  const map = { ...elements };
  kinds.set(map, "map");
  return map;
}

/** Gives `copy` the kind of `original` and returns it. */
export function keepKind<Collection extends object>(original: object, copy: Collection): Collection {
  const kind = kinds.get(original);
  if (kind !== undefined) kinds.set(copy, kind);
  return copy;
}
