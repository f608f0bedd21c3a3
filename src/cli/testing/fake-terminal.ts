import { run } from "../program.ts";
import type { Terminal } from "../terminal.ts";

/** What a command has printed, and its exit code. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. Nobody looks: no colours, no progress. */
export async function cli(...parameters: readonly string[]): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    isInteractive: false,
    print: (line = "") => void out.push(line),
    progress: () => undefined,
    warn: (line) => void err.push(line),
    style: (_format, text) => text,
  };
  const code = await run(["node", "gatehouse", ...parameters], terminal);
  return { code, out: out.join("\n"), err: err.join("\n") };
}
