import { accessSync, constants } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";

/** What the bench needs of the machine isn't there; the message says how to get it. */
export class MissingToolError extends Error {}

const TOOLS = ["wrk", "nginx", "haproxy", "taskset"] as const;

/** Checks that the programs are on the path, and that contender and load can have a core each. Throws `MissingToolError`. */
export function checkSystem(): void {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  const missing = TOOLS.filter((tool) => !folders.some((folder) => isExecutable(join(folder, tool))));
  if (missing.length > 0) {
    throw new MissingToolError(
      `Not found: ${missing.join(", ")}. The bench runs on Linux; on Debian and Ubuntu: apt-get install -y wrk nginx haproxy util-linux`,
    );
  }
  if (availableParallelism() < 2)
    throw new MissingToolError(
      "This machine has one core. The bench needs two: one for the contender, one for the load.",
    );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Who runs on which core, as `taskset -c` takes it: the contender on one of its own, the load and the backend on the rest. */
export function assignCores(count: number): {
  readonly contender: string;
  readonly backend: string;
  readonly load: string;
} {
  return { contender: String(count - 1), backend: "0", load: count > 2 ? `1-${count - 2}` : "0" };
}
