import type { ControlLogLine } from "../cloud/index.ts";
import type { Terminal } from "./terminal.ts";

/** One line of a site's log as people read it. */
export function formatLogLine({ time, level, text }: ControlLogLine, terminal: Pick<Terminal, "style">): string {
  const shown = level === "info" ? text : terminal.style(level === "error" ? "red" : "yellow", text);
  return `${terminal.style("dim", time)} ${level.padEnd(7)} ${shown}`;
}
