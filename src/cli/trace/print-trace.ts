import type { Terminal } from "../terminal.ts";
import { fieldLines } from "./field-lines.ts";
import { SECTIONS, type Trace, type TraceEntry } from "./trace-document.ts";

const INDENT = " ".repeat(14);

/** Prints a trace section by section in the order of time, and at the end why the request was refused, if it was. */
export function printTrace(terminal: Terminal, { traceEntries }: Trace): void {
  const sections = SECTIONS.map((name) => ({ name, entries: traceEntries[name] ?? [] })).filter(
    ({ entries }) => entries.length > 0,
  );
  for (const { name, entries } of sections.toSorted((a, b) => startOf(a.entries) - startOf(b.entries))) {
    terminal.print();
    terminal.print(terminal.style("bold", name));
    for (const entry of entries) printEntry(terminal, entry);
  }
  const [refusal] = traceEntries["on-error"] ?? [];
  if (refusal === undefined) return;
  const { message, reason } = fieldsOf(refusal.data);
  terminal.print();
  const why = typeof reason === "string" ? ` (${reason})` : "";
  terminal.print(terminal.style("red", `Refused by ${refusal.source}: ${String(message)}${why}`));
}

function printEntry(terminal: Terminal, { source, elapsed, data }: TraceEntry): void {
  const { message, ...rest } = fieldsOf(data);
  const time = terminal.style("dim", `${milliseconds(elapsed).toFixed(2)} ms`.padStart(12));
  terminal.print(`${time}  ${terminal.style("cyan", source)}${message === undefined ? "" : `  ${String(message)}`}`);
  for (const line of fieldLines(rest)) terminal.print(INDENT + line);
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null ? { ...data } : { message: data };
}

function startOf([first]: readonly TraceEntry[]): number {
  return first === undefined ? 0 : milliseconds(first.elapsed);
}

/** Of a .NET TimeSpan `hh:mm:ss.fffffff`. */
function milliseconds(elapsed: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = elapsed.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
