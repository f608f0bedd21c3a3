import type { Schedule } from "../schedule.ts";

/** A schedule in which time passes when a test says so. */
export interface ManualSchedule {
  readonly schedule: Schedule;
  /** Runs the oldest action that is due after exactly this delay, as soon as there is one. */
  fire(delayMs: number): Promise<void>;
}

export function manualSchedule(): ManualSchedule {
  const pending = new Set<{ readonly delayMs: number; readonly action: () => void }>();
  const waiting = new Set<() => void>();
  const due = (delayMs: number) => [...pending].find((entry) => entry.delayMs === delayMs);
  return {
    schedule(delayMs, action) {
      const entry = { delayMs, action };
      pending.add(entry);
      for (const look of waiting) look();
      return () => pending.delete(entry);
    },
    async fire(delayMs) {
      await new Promise<void>((resolve) => {
        const look = () => {
          if (due(delayMs) === undefined) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      const entry = due(delayMs);
      if (entry === undefined) throw new Error(`what was due after ${delayMs} ms is gone`);
      pending.delete(entry);
      entry.action();
    },
  };
}
