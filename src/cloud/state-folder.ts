import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

/**
 * Opens the folder for a cloud's state, readable by its owner only. Without a path everything is kept in memory, but for what
 * has to be a file (the authority's certificate, the code of sites): that lies in a temporary folder.
 */
export function openStateFolder(path: string | undefined): StateFolder {
  if (path !== undefined) {
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
