/** A frame that is there longer than this is seen as a stutter: what the browser calls a long task. */
export const LONG_FRAME_MS = 50;

/** How a list scrolled. */
export interface Frames {
  readonly count: number;
  /** Frames that took more than `LONG_FRAME_MS`. */
  readonly long: number;
  readonly longestMs: number;
}

/** Reads the times of `requestAnimationFrame`, in milliseconds and in order: a frame lasts until the next one begins. */
export function readFrames(times: readonly number[]): Frames {
  const lengths = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return {
    count: lengths.length,
    long: lengths.filter((length) => length > LONG_FRAME_MS).length,
    longestMs: Math.max(0, ...lengths),
  };
}
