import { renameSync, writeFileSync } from "node:fs";

/** Writes a file so that a reader sees the old one or the new one, never half of one; `mode` is there before the content is. */
export function writeWholeFile(path: string, content: string, mode: number): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, path);
}
