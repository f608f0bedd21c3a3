import type { Terminal } from "../terminal.ts";
import { SECTIONS, type Trace, type TraceEntry } from "./trace-document.ts";

const LONGEST_VALUE = 300;

/** Prints a trace section by section, and at the end why the request was refused, if it was. */
export function printTrace(terminal: Terminal, { traceEntries }: Trace): void {
  for (const section of SECTIONS) {
    const entries = traceEntries[section] ?? [];
    if (entries.length === 0) continue;
    terminal.print();
    terminal.print(terminal.style("bold", section));
    for (const entry of entries) printEntry(terminal, entry);
  }
  const [refusal] = traceEntries["on-error"] ?? [];
  if (refusal === undefined) return;
  const { message, reason } = fieldsOf(refusal.data);
  terminal.print();
  const why = typeof reason === "string" ? ` (${reason})` : "";
  terminal.print(terminal.style("red", `Refused by ${refusal.source}: ${show(message)}${why}`));
}

function printEntry(terminal: Terminal, { source, elapsed, data }: TraceEntry): void {
  const { message, ...rest } = fieldsOf(data);
  const time = terminal.style("dim", `${milliseconds(elapsed)} ms`.padStart(12));
  terminal.print(`${time}  ${terminal.style("cyan", source)}${message === undefined ? "" : `  ${show(message)}`}`);
  for (const [name, value] of Object.entries(rest)) {
    if (value !== null && value !== "")
      terminal.print(`${" ".repeat(14)}${terminal.style("dim", `${name}:`)} ${show(value)}`);
  }
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null ? { ...data } : { message: data };
}

function show(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}… (all of it with --json)`;
}

/** Of a .NET TimeSpan `hh:mm:ss.fffffff`. */
function milliseconds(elapsed: string): string {
  const [hours = 0, minutes = 0, seconds = 0] = elapsed.split(":").map(Number);
  const total = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return Number.isNaN(total) ? elapsed : total.toFixed(2);
}
