import type { Clock } from "../../platform/index.ts";

/** One line that a site, or App Service on its behalf, wrote. */
export interface SiteLogLine {
  /** ISO 8601. */
  readonly time: string;
  readonly level: "info" | "warning" | "error";
  readonly text: string;
}

/** The recent lines of one site, kept in memory. */
export interface SiteLog {
  /** Oldest first. */
  lines(): readonly SiteLogLine[];
  write(level: SiteLogLine["level"], text: string): void;
  /** Calls `listener` with each new line until the returned function is called. */
  listen(listener: (line: SiteLogLine) => void): () => void;
}

const CAPACITY = 1000;
const LONGEST_LINE = 16_384;

/** A log that keeps the last thousand lines. */
export function createSiteLog(clock: Clock): SiteLog {
  const kept: SiteLogLine[] = [];
  const listeners = new Set<(line: SiteLogLine) => void>();
  return {
    lines: () => [...kept],
    write(level, text) {
      const line = { time: new Date(clock.now()).toISOString(), level, text: text.slice(0, LONGEST_LINE) };
      kept.push(line);
      if (kept.length > CAPACITY) kept.shift();
      for (const listener of listeners) listener(line);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
