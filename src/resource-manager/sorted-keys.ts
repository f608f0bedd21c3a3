/** Keys in their order, of which those below a scope are found without looking at the others. */
export interface SortedKeys {
  /** Nothing happens to a key that is there. */
  add(key: string): void;
  delete(key: string): void;
  /** The keys that begin with `{scope}/`, in order; all keys for an empty scope. */
  below(scope: string): readonly string[];
  /** The same, one by one, and only those behind `key`. The keys must not change meanwhile. */
  behind(scope: string, key: string): Iterable<string>;
}

/** Begins with `keys`, in any order, each once. */
export function createSortedKeys(keys: Iterable<string> = []): SortedKeys {
  const sorted = [...keys].sort();

  /** The index of the first key that isn't less than `key`. */
  function indexOf(key: string): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(key) {
      const index = indexOf(key);
      if (sorted[index] !== key) sorted.splice(index, 0, key);
    },
    delete(key) {
      const index = indexOf(key);
      if (sorted[index] === key) sorted.splice(index, 1);
    },
    below(scope) {
      if (scope === "") return [...sorted];
      // The character behind "/" is "0": all that begins with the scope and "/" lies between the two.
      return sorted.slice(indexOf(`${scope}/`), indexOf(`${scope}0`));
    },
    *behind(scope, key) {
      const end = scope === "" ? sorted.length : indexOf(`${scope}0`);
      const first = Math.max(scope === "" ? 0 : indexOf(`${scope}/`), indexOf(`${key}\0`));
      for (let index = first; index < end; index += 1) yield sorted[index] ?? "";
    },
  };
}
