const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long an app that keeps ending lives before it counts as healthy again, in milliseconds. */
export const HEALTHY_AFTER_MS = 60_000;

/**
 * Delay before an app is started again.
 *
 * @param failures how often it has ended in a row, from 1.
 * @returns milliseconds: one second, doubled for each failure more, a minute at most.
 */
export function restartDelay(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
