import { parseArgs } from "node:util";

/** One way to send the load: which tokens, and how long. */
export interface LoadCase {
  readonly name: string;
  /** How many different tokens the callers take turns with. */
  readonly tokens: number;
  /** Before its first round, for each contender. The first case needs most: Node compiles while it runs. */
  readonly warmUpSeconds: number;
  readonly rounds: number;
  /** Of one round of one contender. */
  readonly seconds: number;
}

export interface BenchOptions {
  readonly json: boolean;
  readonly connections: number;
  readonly cases: readonly LoadCase[];
}

/** The arguments can't be read; the message says which are known. */
export class UsageError extends Error {}

/** More tokens than the gateway keeps, in turn: it has seen none of them when it comes. */
export const ALWAYS_NEW = 2000;

const full: readonly LoadCase[] = [
  { name: "one token", tokens: 1, warmUpSeconds: 30, rounds: 5, seconds: 4 },
  { name: "200 tokens", tokens: 200, warmUpSeconds: 2, rounds: 4, seconds: 3 },
  { name: "every token new", tokens: ALWAYS_NEW, warmUpSeconds: 2, rounds: 2, seconds: 2 },
];
const quick: readonly LoadCase[] = [
  { name: "one token", tokens: 1, warmUpSeconds: 6, rounds: 3, seconds: 1 },
  { name: "200 tokens", tokens: 200, warmUpSeconds: 0, rounds: 2, seconds: 1 },
];

/** Reads the command line. Throws `UsageError`. */
export function parseOptions(args: readonly string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
    });
    return { json: values.json, connections: 64, cases: values.quick ? quick : full };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\nUsage: node bench/gateway/run.ts [--quick] [--json]`);
  }
}
