import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where a cloud keeps its files. */
export interface StateFolder {
  readonly path: string;
  /** Path of the state's database, or `:memory:`. */
  readonly database: string;
  /** Where blobs, queues and tables are kept; undefined: in memory. */
  readonly storage: string | undefined;
  /** Removes what was only meant for the cloud's lifetime. */
  close(): void;
}

/** Two processes on one state would each overwrite what the other has in memory. */
export class StateInUse extends Error {
  readonly code = "STATE_IN_USE";
}

/** Names of all that Gatehouse keeps in a state folder. Whoever puts something new there adds it here. */
export const STATE_ENTRIES: readonly string[] = [
  "state.db",
  "state.db-wal",
  "state.db-shm",
  "operator.json",
  "running.json",
  "authority",
  "azure",
  "sites",
  "storage",
  "terraform",
];

/**
 * Opens the folder for a cloud's state, readable by its owner only. Without a path everything is kept in memory, but for what
 * has to be a file (the authority's certificate, the code of sites): that lies in a temporary folder.
 */
export function openStateFolder(folder: string | undefined): StateFolder {
  if (folder !== undefined) {
    const path = resolve(folder);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return { path, database: join(path, "state.db"), storage: join(path, "storage"), close() {} };
  }
  const temporary = mkdtempSync(join(tmpdir(), "gatehouse-"));
  return {
    path: temporary,
    database: ":memory:",
    storage: undefined,
    close: () => rmSync(temporary, { recursive: true, force: true }),
  };
}
