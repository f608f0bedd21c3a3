import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** All documents of a cloud's state, by table and key. The file is locked while the cloud is up, so a copy of it is read. */
export function dumpState(stateFolder: string): Readonly<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-state-"));
  try {
    for (const name of ["state.db", "state.db-wal"]) {
      if (existsSync(join(stateFolder, name))) copyFileSync(join(stateFolder, name), join(folder, name));
    }
    const database = new DatabaseSync(join(folder, "state.db"));
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
    const rows = tables.map(({ name }) => [
      String(name),
      database.prepare(`SELECT * FROM ${String(name)} ORDER BY key`).all(),
    ]);
    database.close();
    return Object.fromEntries(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
