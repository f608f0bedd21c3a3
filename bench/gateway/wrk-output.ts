import { z } from "zod";

const reportSchema = z.object({
  requests: z.int().positive(),
  durationUs: z.int().positive(),
  p50Us: z.int().nonnegative(),
  p99Us: z.int().nonnegative(),
  /** Answers with a status of 400 and more. */
  refused: z.int().nonnegative(),
  /** Connections that broke, and answers that never came. */
  failed: z.int().nonnegative(),
});

/** What wrk measured. */
export interface WrkResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

/** wrk gave no measurement that counts; the message says why. */
export class WrkError extends Error {}

/**
 * Finds the line of JSON that `load.lua` writes below wrk's own report. A run in which one request failed or was refused is
 * no measurement: throws `WrkError`.
 */
export function parseWrkOutput(output: string): WrkResult {
  const line = output.split("\n").find((candidate) => candidate.startsWith("{"));
  if (line === undefined) throw new WrkError(`wrk wrote no result. Its output:\n${output.slice(0, 2000)}`);
  const parsed = reportSchema.safeParse(readJson(line));
  if (!parsed.success) throw new WrkError(`wrk's result can't be read: ${line}\n${z.prettifyError(parsed.error)}`);
  const { requests, durationUs, p50Us, p99Us, refused, failed } = parsed.data;
  if (refused + failed > 0) {
    throw new WrkError(`${refused} of ${requests} requests were refused and ${failed} failed; expected none.`);
  }
  return { requests, requestsPerSecond: requests / (durationUs / 1e6), p50Us, p99Us };
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
