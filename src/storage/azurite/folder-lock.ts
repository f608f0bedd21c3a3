import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const WAIT_MS = 10_000;
const POLL_MS = 50;

/** The folder is in use by another process that is alive. */
export class FolderInUse extends Error {
  readonly code = "FOLDER_IN_USE";
}

/**
 * Makes the folder and takes it for this process; gives what frees it. Waits for the process that has it, because an
 * Azurite whose parent was killed is still saving for a moment. Throws `FolderInUse` after ten seconds.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "azurite.lock");
  const deadline = performance.now() + WAIT_MS;
  while (!tryLock(path)) {
    if (performance.now() > deadline) {
      throw new FolderInUse(`${folder} is in use by process ${ownerOf(path)}. Stop it, or choose another folder.`);
    }
    await delay(POLL_MS);
  }
  return () => rmSync(path, { force: true });
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    if (!isAlive(ownerOf(path))) rmSync(path, { force: true });
    return false;
  }
}

function ownerOf(path: string): number {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
