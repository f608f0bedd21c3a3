import { type DocumentTable, resourceKey, type Store } from "../platform/index.ts";
import type { Resource } from "./resource-type.ts";
import { createSortedKeys, type SortedKeys } from "./sorted-keys.ts";

/** What happened to a resource. */
export interface ResourceChange {
  readonly kind: "put" | "delete";
  readonly resource: Resource;
}

/** All resources, by id. */
export interface ResourceStore {
  get(id: string): Resource | undefined;
  /** Writes it and tells those who watch its type. */
  put(resource: Resource): void;
  /** Deletes it and everything below it, innermost first. True if it was there. */
  delete(id: string): boolean;
  /** Resources of `type` at any depth below `scope`, in the order of their ids. */
  list(type: string, scope?: string): readonly Resource[];
  /** Everything at or below `scope`. */
  below(scope: string): readonly Resource[];
  /** What lies below `scope`, in the order of the ids, one by one and only behind the id `behind`; for lists that have pages. */
  scan(scope: string, behind?: string): Iterable<Resource>;
  /**
   * Calls `listener` on each change of a resource of `type` (compared ignoring case) or of a type below it; `*` is every type.
   * It is called in the transaction of the change: what it writes is written with the change or not at all, and what it throws
   * takes the change back. What can't be taken back waits in `Store.afterCommit`.
   */
  watch(type: string, listener: (change: ResourceChange) => void): void;
}

export function openResourceStore(store: Store): ResourceStore {
  const table: DocumentTable<Resource> = store.documents("resources");
  /** Both may hold keys that are gone, so that they need no rollback. */
  const all = createSortedKeys(table.keys());
  const byType = new Map<string, SortedKeys>();
  const listeners: { readonly type: string; readonly listener: (change: ResourceChange) => void }[] = [];
  const found = Map.groupBy(table.entries(), ([, resource]) => resource.type.toLowerCase());
  for (const [type, entries] of found) byType.set(type, createSortedKeys(entries.map(([key]) => key)));

  function index(key: string, resource: Resource): void {
    const type = resource.type.toLowerCase();
    const keys = byType.get(type) ?? createSortedKeys();
    keys.add(key);
    byType.set(type, keys);
    all.add(key);
  }

  function forget(key: string, { type }: Resource): void {
    if (table.has(key)) return;
    byType.get(type.toLowerCase())?.delete(key);
    all.delete(key);
  }

  function tell(change: ResourceChange): void {
    const type = change.resource.type.toLowerCase();
    for (const watcher of listeners) {
      if (watcher.type === "*" || type === watcher.type || type.startsWith(`${watcher.type}/`))
        watcher.listener(change);
    }
  }

  function read(keys: readonly string[]): readonly Resource[] {
    return keys.flatMap((key) => table.get(key) ?? []);
  }

  function below(scope: string): readonly Resource[] {
    const key = resourceKey(scope);
    return read(key === "" ? all.below("") : [key, ...all.below(key)]);
  }

  return {
    get: (id) => table.get(resourceKey(id)),
    put(resource) {
      const key = resourceKey(resource.id);
      store.transaction(() => {
        table.put(key, resource);
        index(key, resource);
        tell({ kind: "put", resource });
      });
    },
    delete(id) {
      const doomed = below(id).toReversed();
      store.transaction(() => {
        for (const resource of doomed) table.delete(resourceKey(resource.id));
        for (const resource of doomed) tell({ kind: "delete", resource });
        store.afterCommit(() => {
          for (const resource of doomed) forget(resourceKey(resource.id), resource);
        });
      });
      return doomed.length > 0;
    },
    list: (type, scope = "") => read(byType.get(type.toLowerCase())?.below(resourceKey(scope)) ?? []),
    below,
    *scan(scope, behind = "") {
      for (const key of all.behind(resourceKey(scope), resourceKey(behind))) {
        const resource = table.get(key);
        if (resource !== undefined) yield resource;
      }
    },
    watch(type, listener) {
      listeners.push({ type: type.toLowerCase(), listener });
    },
  };
}
