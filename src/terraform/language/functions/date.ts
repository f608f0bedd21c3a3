import { define, type FunctionTable, failure } from "./define.ts";
import { formatDate } from "./format-date.ts";
import { text } from "./parameter.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp.ts";

const DURATION = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const DURATION_PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["μs", 1e-3],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** Functions on points in time, which are texts of RFC 3339. */
export const dateFunctions: FunctionTable = new Map([
  ["formatdate", define([text("format"), text("time")], ([format, time]) => formatDate(format, parseTimestamp(time)))],
  ["plantimestamp", define([], (_, { planTime }) => formatTimestamp(planTime.getTime(), 0))],
  [
    "timeadd",
    define([text("timestamp"), text("duration")], ([timestamp, duration]) => {
      const time = parseTimestamp(timestamp);
      return formatTimestamp(time.milliseconds + parseDuration(duration), time.offsetMinutes);
    }),
  ],
  [
    "timecmp",
    define([text("timestamp_a"), text("timestamp_b")], ([first, second]) =>
      Math.sign(parseTimestamp(first).milliseconds - parseTimestamp(second).milliseconds),
    ),
  ],
  ["timestamp", define([], (_, { now }) => formatTimestamp(now().getTime(), 0))],
]);

function parseDuration(duration: string): number {
  if (duration === "0") return 0;
  if (!DURATION.test(duration))
    throw failure(`invalid duration "${duration}": expected for example "1.5h" or "10m30s"`);
  const sum = [...duration.matchAll(DURATION_PART)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (MILLISECONDS.get(unit ?? "") ?? 0),
    0,
  );
  return duration.startsWith("-") ? -sum : sum;
}
