/** Keys in their order, of which those below a scope are found without looking at the others. */
export interface SortedKeys {
  /** Nothing happens to a key that is there. */
  add(key: string): void;
  delete(key: string): void;
  /** The keys that begin with `{scope}/`, in order; all keys for an empty scope. */
  below(scope: string): readonly string[];
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
  };
}
