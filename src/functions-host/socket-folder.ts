import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionAppStartError } from "./function-app-start-error.ts";

/** Where the sockets of one app are. */
export interface SocketFolder {
  /** Path of the socket of the `n`th process. Each has its own, as the last one of a killed process stays. */
  path(n: number): string;
  remove(): Promise<void>;
}

/** A Unix-domain socket's path has 108 bytes on Linux and 104 on macOS, with a zero at the end. */
const LONGEST_PATH = 103;

/** Makes a folder that only this user can enter; on Windows, a name for pipes. */
export async function createSocketFolder(): Promise<SocketFolder> {
  if (process.platform === "win32") {
    const name = `\\\\.\\pipe\\gatehouse-${randomUUID()}`;
    return { path: (n) => `${name}-${n}`, remove: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-app-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  if (Buffer.byteLength(join(folder, "999999")) > LONGEST_PATH) {
    await remove();
    throw new FunctionAppStartError(
      "LOAD_FAILED",
      `The path ${folder} is too long for a socket. Set TMPDIR to a shorter one.`,
    );
  }
  return { path: (n) => join(folder, String(n)), remove };
}
