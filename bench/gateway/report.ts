import type { CaseResult, Standing } from "./measure.ts";

/** Below this the contender's core was idle for too long: the load was the limit, and the ratio tells little. */
const BUSY_ENOUGH = 0.9;

const COLUMNS = ["", "requests/s", "p50", "p99", "core busy", "CPU a request"] as const;

/** The results as a table for people. */
export function formatReport(results: readonly CaseResult[]): string {
  return results.map(formatCase).join("\n\n");
}

function formatCase({ name, rounds, standings, ratio }: CaseResult): string {
  const rows = [COLUMNS, ...standings.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  const [first, second] = standings;
  const found = `${first.name} / ${second.name}: ${times(ratio.median)} (rounds ${times(ratio.lowest)} to ${times(ratio.highest)})`;
  return [`${name}, ${rounds} rounds in turn, medians`, ...table, found, ...standings.flatMap(warning)].join("\n");
}

function cells({ name, requestsPerSecond, p50Us, p99Us, busy, cpuUs }: Standing): readonly string[] {
  return [
    name,
    requestsPerSecond.toFixed(0),
    `${(p50Us / 1000).toFixed(2)} ms`,
    `${(p99Us / 1000).toFixed(2)} ms`,
    `${(busy * 100).toFixed(0)} %`,
    `${cpuUs.toFixed(1)} µs`,
  ];
}

function warning({ name, busy }: Standing): readonly string[] {
  if (busy >= BUSY_ENOUGH) return [];
  return [`${name} waited for the load: compare the CPU a request, not the requests a second.`];
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}
