import { DatabaseSync } from "node:sqlite";

/** The cloud's state: one SQLite file, or memory for tests. */
export interface Store {
  /** The table of that name; made when first asked for. A name is asked for by one room only. */
  documents<T>(name: string): DocumentTable<T>;
  /** Runs `work` as one transaction: all of its writes, or (when it throws) none. May be nested. */
  transaction<R>(work: () => R): R;
  close(): void;
}

/**
 * JSON documents by key. Reads come from memory; a write that has returned is on disk (WAL, synchronous), so a kill at any
 * moment loses nothing that was answered. Documents are immutable: put a new one, never change one that was read.
 */
export interface DocumentTable<T> {
  readonly size: number;
  get(key: string): T | undefined;
  has(key: string): boolean;
  put(key: string, document: T): void;
  /** True if there was one. */
  delete(key: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
}

/** The state file can't be used; the message says why and what to do. */
export class StoreError extends Error {
  readonly code = "STATE_UNUSABLE";
}

const SCHEMA_VERSION = 1;

/** Opens (or makes) the state at `path`; `":memory:"` keeps it in memory. Throws `StoreError`. */
export function openStore(path: string): Store {
  const database = openDatabase(path);
  const tables = new Map<string, DocumentTable<unknown>>();
  const undo: (() => void)[] = [];
  let depth = 0;

  function transaction<R>(work: () => R): R {
    const mark = undo.length;
    database.exec(`SAVEPOINT level${depth}`);
    depth += 1;
    try {
      const result = work();
      depth -= 1;
      database.exec(`RELEASE level${depth}`);
      if (depth === 0) undo.length = 0;
      return result;
    } catch (error) {
      depth -= 1;
      database.exec(`ROLLBACK TO level${depth}; RELEASE level${depth}`);
      while (undo.length > mark) undo.pop()?.();
      throw error;
    }
  }

  function documents<T>(name: string): DocumentTable<T> {
    const open = tables.get(name);
    if (open !== undefined) return open as DocumentTable<T>;
    const table = openTable<T>(database, name, (revert) => {
      if (depth > 0) undo.push(revert);
    });
    tables.set(name, table as DocumentTable<unknown>);
    return table;
  }

  return { documents, transaction, close: () => database.close() };
}

function openDatabase(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000");
    const version = Number(database.prepare("PRAGMA user_version").get()?.user_version ?? 0);
    if (version === 0) database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    else if (version !== SCHEMA_VERSION) {
      throw new StoreError(
        `${path} was written by another version of Gatehouse (its schema is ${version}, this one reads ${SCHEMA_VERSION}). ` +
          "Use that version, or start anew with `gatehouse reset`.",
      );
    }
    return database;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `The state file ${path} can't be opened: ${reason}. Check its folder, or start anew with \`gatehouse reset\`.`,
    );
  }
}

function openTable<T>(database: DatabaseSync, name: string, onWrite: (revert: () => void) => void): DocumentTable<T> {
  if (!/^[a-z][a-z_]*$/.test(name)) throw new TypeError(`A table's name is lower-case letters and _: got '${name}'.`);
  database.exec(`CREATE TABLE IF NOT EXISTS ${name} (key TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID`);
  const upsert = database.prepare(
    `INSERT INTO ${name} (key, document) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare(`DELETE FROM ${name} WHERE key = ?`);
  const cached = new Map<string, T>();
  for (const row of database.prepare(`SELECT key, document FROM ${name} ORDER BY key`).iterate()) {
    cached.set(String(row.key), JSON.parse(String(row.document)) as T);
  }
  const restore = (key: string, before: T | undefined) => () => {
    if (before === undefined) cached.delete(key);
    else cached.set(key, before);
  };

  return {
    get size() {
      return cached.size;
    },
    get: (key) => cached.get(key),
    has: (key) => cached.has(key),
    put(key, document) {
      upsert.run(key, JSON.stringify(document));
      onWrite(restore(key, cached.get(key)));
      cached.set(key, document);
    },
    delete(key) {
      const before = cached.get(key);
      if (before === undefined) return false;
      remove.run(key);
      onWrite(restore(key, before));
      cached.delete(key);
      return true;
    },
    keys: () => cached.keys(),
    values: () => cached.values(),
    entries: () => cached.entries(),
  };
}
