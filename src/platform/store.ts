import { DatabaseSync } from "node:sqlite";

/** The cloud's state: one SQLite file, or memory for tests. */
export interface Store {
  /** The table of that name; made when first asked for. A name is asked for by one room only. */
  documents<T>(name: string): DocumentTable<T>;
  /** Runs `work` as one transaction: all of its writes, or (when it throws, or can't be written) none. May be nested. */
  transaction<R>(work: () => R): R;
  /**
   * Runs `action` when the writes made so far are safe: after the outermost transaction that is open now, or at once when none
   * is. Never runs when they are taken back. For what a rollback can't undo; it must not throw.
   */
  afterCommit(action: () => void): void;
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

export type StoreErrorCode = "STATE_UNUSABLE" | "STATE_IN_USE";

/** The state file can't be used; the message says why and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const SCHEMA_VERSION = 1;
/** How long a file that another process is just leaving is waited for. */
const BUSY_TIMEOUT_MS = 2000;
/** SQLITE_BUSY ("Result and Error Codes"). */
const BUSY = 5;

/** Opens (or makes) the state at `path` for this process only; `":memory:"` keeps it in memory. Throws `StoreError`. */
export function openStore(path: string): Store {
  const database = openDatabase(path);
  const tables = new Map<string, DocumentTable<unknown>>();
  const reverts: (() => void)[] = [];
  const actions: (() => void)[] = [];
  let depth = 0;

  function transaction<R>(work: () => R): R {
    const [begin, commit, rollback] = transactionStatements(depth);
    const [firstRevert, firstAction] = [reverts.length, actions.length];
    database.exec(begin);
    depth += 1;
    let result: R;
    try {
      result = work();
      database.exec(commit);
    } catch (error) {
      for (const revert of reverts.splice(firstRevert).reverse()) revert();
      actions.length = firstAction;
      // SQLite has rolled back by itself after some failures of a write or a commit ("Response To Errors Within A Transaction").
      if (database.isTransaction) database.exec(rollback);
      throw error;
    } finally {
      depth -= 1;
    }
    if (depth === 0) {
      reverts.length = 0;
      for (const action of actions.splice(0)) action();
    }
    return result;
  }

  function write(change: () => void, revert: () => void): void {
    if (database.isTransaction !== depth > 0) {
      throw new StoreError(
        "STATE_UNUSABLE",
        "The state can't be written: a transaction was lost in an earlier failure (is the disk full?). Restart Gatehouse.",
      );
    }
    change();
    if (depth > 0) reverts.push(revert);
  }

  function documents<T>(name: string): DocumentTable<T> {
    const open = tables.get(name);
    if (open !== undefined) return open as DocumentTable<T>;
    const table = openTable<T>(database, name, write);
    tables.set(name, table as DocumentTable<unknown>);
    return table;
  }

  return {
    documents,
    transaction,
    afterCommit(action) {
      if (depth > 0) actions.push(action);
      else action();
    },
    close: () => database.close(),
  };
}

/** What begins, commits and rolls back the transaction that lies in `depth` others. */
function transactionStatements(depth: number): readonly [begin: string, commit: string, rollback: string] {
  if (depth === 0) return ["BEGIN", "COMMIT", "ROLLBACK"];
  const name = `level${depth}`;
  return [`SAVEPOINT ${name}`, `RELEASE ${name}`, `ROLLBACK TO ${name}; RELEASE ${name}`];
}

function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    // Two processes would each answer from a memory of its own, so the file is locked until it is closed, by the first write.
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA locking_mode = EXCLUSIVE`);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
    const version = Number(database.prepare("PRAGMA user_version").get()?.user_version ?? 0);
    if (version !== 0 && version !== SCHEMA_VERSION) {
      throw new StoreError(
        "STATE_UNUSABLE",
        `${path} was written by another version of Gatehouse (its schema is ${version}, this one reads ${SCHEMA_VERSION}). ` +
          "Use that version, or start anew with `gatehouse reset`.",
      );
    }
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof StoreError ? error : storeError(error, path);
  }
}

function storeError(error: unknown, path: string): StoreError {
  if (error instanceof Error && "errcode" in error && error.errcode === BUSY) {
    return new StoreError(
      "STATE_IN_USE",
      `The state file ${path} is in use by another Gatehouse. Stop that one (see \`gatehouse status\`), or choose another folder.`,
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError(
    "STATE_UNUSABLE",
    `The state file ${path} can't be opened: ${reason}. Check its folder, or start anew with \`gatehouse reset\`.`,
  );
}

function openTable<T>(
  database: DatabaseSync,
  name: string,
  write: (change: () => void, revert: () => void) => void,
): DocumentTable<T> {
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
      write(() => upsert.run(key, JSON.stringify(document)), restore(key, cached.get(key)));
      cached.set(key, document);
    },
    delete(key) {
      const before = cached.get(key);
      if (before === undefined) return false;
      write(() => remove.run(key), restore(key, before));
      cached.delete(key);
      return true;
    },
    keys: () => cached.keys(),
    values: () => cached.values(),
    entries: () => cached.entries(),
  };
}
