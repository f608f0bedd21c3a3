import { type DocumentTable, resourceKey, type Store } from "../platform/index.ts";
import type { Resource } from "./resource-type.ts";

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
  /**
   * Calls `listener` on each change of a resource of `type` (compared ignoring case) or of a type below it; `*` is every type.
   * It is called in the transaction of the change: what it writes is written with the change or not at all, and what it throws
   * takes the change back. What can't be taken back waits in `Store.afterCommit`.
   */
  watch(type: string, listener: (change: ResourceChange) => void): void;
}

export function openResourceStore(store: Store): ResourceStore {
  const table: DocumentTable<Resource> = store.documents("resources");
  /** Keys by type. May hold keys that are gone, so that it needs no rollback. */
  const byType = new Map<string, Set<string>>();
  const listeners: { readonly type: string; readonly listener: (change: ResourceChange) => void }[] = [];
  for (const [key, resource] of table.entries()) index(key, resource);

  function index(key: string, resource: Resource): void {
    const type = resource.type.toLowerCase();
    const keys = byType.get(type) ?? new Set();
    keys.add(key);
    byType.set(type, keys);
  }

  function forget(key: string, { type }: Resource): void {
    if (!table.has(key)) byType.get(type.toLowerCase())?.delete(key);
  }

  function tell(change: ResourceChange): void {
    const type = change.resource.type.toLowerCase();
    for (const watcher of listeners) {
      if (watcher.type === "*" || type === watcher.type || type.startsWith(`${watcher.type}/`))
        watcher.listener(change);
    }
  }

  function below(scope: string): readonly Resource[] {
    const key = resourceKey(scope);
    const found: [string, Resource][] = [];
    for (const entry of table.entries()) {
      if (entry[0] === key || entry[0].startsWith(`${key}/`)) found.push(entry);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
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
    list(type, scope = "") {
      const prefix = resourceKey(scope);
      const found: Resource[] = [];
      for (const key of [...(byType.get(type.toLowerCase()) ?? [])].sort()) {
        const resource = table.get(key);
        if (resource !== undefined && (prefix === "" || key.startsWith(`${prefix}/`))) found.push(resource);
      }
      return found;
    },
    below,
    watch(type, listener) {
      listeners.push({ type: type.toLowerCase(), listener });
    },
  };
}
