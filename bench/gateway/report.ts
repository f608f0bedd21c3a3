import type { CaseResult, Standing } from "./measure.ts";
import type { Ratio } from "./statistics.ts";

/** Below this something else was the limit: the load, or other work on the contender's core. */
const BUSY_ENOUGH = 0.9;

const COLUMNS = ["", "requests/s", "p50", "p99", "core busy", "CPU a request"] as const;

/** The results as a table for people. */
export function formatReport(results: readonly CaseResult[]): string {
  return results.map(formatCase).join("\n\n");
}

function formatCase({ name, rounds, standings, ratio, cpuRatio }: CaseResult): string {
  const rows = [COLUMNS, ...standings.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  const [first, second] = standings;
  return [
    `${name}, ${rounds} rounds in turn, medians`,
    ...table,
    `${first.name} / ${second.name}, requests a second: ${spread(ratio)}`,
    `${first.name} / ${second.name}, requests a second of CPU: ${spread(cpuRatio)}`,
    ...standings.flatMap(warning),
  ].join("\n");
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
  return [`${name} did not have its core to the full: what counts is the second ratio.`];
}

function spread({ median, lowest, highest }: Ratio): string {
  return `${median.toFixed(2)} (rounds ${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
}
