import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

const WAIT_MS = 10_000;
const POLL_MS = 50;
const SQLITE_BUSY = 5;

/** The folder is in use by another process. */
export class FolderInUse extends Error {
  readonly code = "FOLDER_IN_USE";
}

/**
 * Makes the folder and takes it for this process; gives what frees it. Waits for the process that has it, because an
 * Azurite whose parent was killed is still saving for a moment. The lock is SQLite's, which the operating system frees
 * however the process ends. Throws `FolderInUse` after ten seconds.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, "lock.sqlite"));
  const deadline = performance.now() + WAIT_MS;
  while (!tryLock(database)) {
    if (performance.now() > deadline) {
      database.close();
      throw new FolderInUse(`${folder} is in use by another Gatehouse. Stop it, or choose another folder.`);
    }
    await delay(POLL_MS);
  }
  return () => database.close();
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
