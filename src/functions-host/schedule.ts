/** Runs an action once after a delay in milliseconds; the returned function cancels it. */
export type Schedule = (delayMs: number, action: () => void) => () => void;

/** The schedule of real time. */
export const realTime: Schedule = (delayMs, action) => {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
};
