import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type PinnedProcess, startPinned } from "./pinned-process.ts";
import { type TrustedGroup, trustedGroupSchema } from "./trusted-group.ts";

export interface Gatehouse extends PinnedProcess {
  readonly api: TrustedGroup;
}

export interface GatehouseOptions {
  readonly folder: string;
  readonly core: string;
  readonly backendPort: number;
  /** Good tokens to make. */
  readonly tokens: number;
  /** Arguments for Node itself: `--cpu-prof`. */
  readonly nodeArguments?: readonly string[];
}

const START_TIMEOUT_MS = 30_000;

/** Starts the gateway in a Node process of its own and waits until it serves. */
export async function startGatehouse(options: GatehouseOptions): Promise<Gatehouse> {
  const { folder, core, backendPort, tokens, nodeArguments = [] } = options;
  const file = fileURLToPath(new URL("./gatehouse-process.ts", import.meta.url));
  const started = startPinned({
    core,
    command: process.execPath,
    args: [...nodeArguments, file, String(backendPort), String(tokens), folder],
    stdout: "pipe",
  });
  try {
    return { ...started, api: await readReady(started) };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

function readReady({ child }: PinnedProcess): Promise<TrustedGroup> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error("The gateway's output is not a pipe.");
    const refuse = (reason: string) => (): void => reject(new Error(`The gateway did not start: ${reason}.`));
    const tooSlow = setTimeout(refuse(`nothing within ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    const lines = createInterface(child.stdout);
    lines.once("line", (line) => {
      clearTimeout(tooSlow);
      resolve(trustedGroupSchema.parse(JSON.parse(line)));
    });
    child.once("exit", refuse("it ended"));
  });
}
