import type { Log, LogFields } from "../platform/index.ts";
import type { Terminal } from "./terminal.ts";

/** The cloud's log on a terminal: one readable line each; information only for a person who looks. */
export function terminalLog(terminal: Terminal): Log {
  const line = (message: string, fields: LogFields = {}): string => {
    const rest = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`);
    return [message, ...rest].join("  ");
  };
  return {
    info: (message, fields) => terminal.progress(terminal.style("dim", line(message, fields))),
    warn: (message, fields) => terminal.warn(terminal.style("yellow", line(message, fields))),
    error: (message, fields) => terminal.warn(terminal.style("red", line(message, fields))),
  };
}
