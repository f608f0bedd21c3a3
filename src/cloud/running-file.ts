import { lstatSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeWholeFile } from "../platform/index.ts";

const schema = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  startedAt: z.iso.datetime(),
});

/** Which process is up on a state folder. A killed one leaves its file behind: believe it only when the process says the same. */
export type RunningFile = Readonly<z.infer<typeof schema>>;

/** Says in the folder that a process is up on it; gives what takes that back, unless another process has said so since. */
export function writeRunningFile(folder: string, running: RunningFile): () => void {
  writeWholeFile(fileIn(folder), `${JSON.stringify(running)}\n`, 0o600);
  return () => {
    const found = readRunningFile(folder);
    if (found?.pid === running.pid && found.startedAt === running.startedAt) rmSync(fileIn(folder), { force: true });
  };
}

/** What the folder says; undefined if nothing, nothing readable, or if the word is of another user of this machine. */
export function readRunningFile(folder: string): RunningFile | undefined {
  try {
    const file = lstatSync(fileIn(folder));
    const isOurs = process.getuid === undefined || file.uid === process.getuid();
    return file.isFile() && isOurs ? schema.parse(JSON.parse(readFileSync(fileIn(folder), "utf8"))) : undefined;
  } catch {
    return undefined;
  }
}

function fileIn(folder: string): string {
  return join(folder, "running.json");
}
