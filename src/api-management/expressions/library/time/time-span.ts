import type { OutCell } from "../../compile/call.ts";
import { argumentNull, formatError, overflowError } from "../../runtime/errors.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { double, numberOf } from "../../values/numbers.ts";
import {
  TimeSpan,
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
} from "../../values/time-span.ts";

function build(days: number, hours: number, minutes: number, seconds: number, milliseconds = 0): TimeSpan {
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return new TimeSpan(BigInt(total) * ticksPerSecond + BigInt(milliseconds) * ticksPerMillisecond);
}

/** Reads `[-][d.]hh:mm[:ss[.fffffff]]` or a number of days; null when the text is neither. */
export function readTimeSpan(text: string): TimeSpan | null {
  const match = /^(-)?(?:(\d{1,8})|(?:(\d{1,8})[.:])??(\d{1,8}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?)$/.exec(
    text.trim(),
  );
  if (match === null) return null;
  const [, sign, wholeDays, days, hours, minutes, seconds, fraction] = match;
  const h = Number(hours ?? 0);
  const m = Number(minutes ?? 0);
  const s = Number(seconds ?? 0);
  if (h > 23 || m > 59 || s > 59) throw overflowError("a TimeSpan");
  const { ticks } = build(Number(wholeDays ?? days ?? 0), h, m, s);
  const total = ticks + BigInt((fraction ?? "").padEnd(7, "0") || "0");
  return new TimeSpan(sign === undefined ? total : -total);
}

function tryRead(text: string | null, result: OutCell): boolean {
  let span: TimeSpan | null = null;
  try {
    span = text === null ? null : readTimeSpan(text);
  } catch {
    span = null;
  }
  result.value = span ?? new TimeSpan(0n);
  return span !== null;
}

const units: Readonly<Record<string, bigint>> = {
  Days: ticksPerDay,
  Hours: ticksPerHour,
  Minutes: ticksPerMinute,
  Seconds: ticksPerSecond,
  Milliseconds: ticksPerMillisecond,
};

const wraps: Readonly<Record<string, bigint>> = {
  Days: 1n << 62n,
  Hours: 24n,
  Minutes: 60n,
  Seconds: 60n,
  Milliseconds: 1000n,
};

const unitMembers = Object.fromEntries(
  Object.entries(units).flatMap(([unit, ticks]) => [
    [`static TimeSpan From${unit}(double value)`, (value: unknown) => TimeSpan.from(numberOf(value), ticks)],
    [`double Total${unit}`, (span: TimeSpan) => double(Number(span.ticks) / Number(ticks))],
    [`int ${unit}`, (span: TimeSpan) => Number((span.ticks / ticks) % (wraps[unit] ?? 60n))],
  ]),
);

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

/** System.TimeSpan. */
export const timeSpanType: TypeTable = {
  name: "System.TimeSpan",
  kind: "struct",
  defaultValue: () => new TimeSpan(0n),
  interfaces: ["IComparable"],
  members: {
    ...unitMembers,
    "new(long ticks)": (ticks: bigint) => new TimeSpan(ticks),
    "new(int hours, int minutes, int seconds)": (hours: number, minutes: number, seconds: number) =>
      build(0, hours, minutes, seconds),
    "new(int days, int hours, int minutes, int seconds)": build,
    "new(int days, int hours, int minutes, int seconds, int milliseconds)": build,
    "static TimeSpan Zero": () => new TimeSpan(0n),
    "static TimeSpan MaxValue": () => new TimeSpan((1n << 63n) - 1n),
    "static TimeSpan MinValue": () => new TimeSpan(-(1n << 63n)),
    "static long TicksPerDay": () => ticksPerDay,
    "static long TicksPerHour": () => ticksPerHour,
    "static long TicksPerMinute": () => ticksPerMinute,
    "static long TicksPerSecond": () => ticksPerSecond,
    "static long TicksPerMillisecond": () => ticksPerMillisecond,
    "static TimeSpan FromTicks(long value)": (ticks: bigint) => new TimeSpan(ticks),
    "static TimeSpan Parse(string s)": (text: string | null) => {
      if (text === null) throw argumentNull("s");
      const span = readTimeSpan(text);
      if (span === null) throw formatError("String was not recognized as a valid TimeSpan.");
      return span;
    },
    "static bool TryParse(string s, out TimeSpan result)": tryRead,
    "static int Compare(TimeSpan t1, TimeSpan t2)": (one: TimeSpan, other: TimeSpan) => one.compareTo(other),
    "long Ticks": (span: TimeSpan) => span.ticks,
    "TimeSpan Add(TimeSpan ts)": (span: TimeSpan, other: TimeSpan) => new TimeSpan(span.ticks + other.ticks),
    "TimeSpan Subtract(TimeSpan ts)": (span: TimeSpan, other: TimeSpan) => new TimeSpan(span.ticks - other.ticks),
    "TimeSpan Negate()": (span: TimeSpan) => new TimeSpan(-span.ticks),
    "TimeSpan Duration()": (span: TimeSpan) => new TimeSpan(span.ticks < 0n ? -span.ticks : span.ticks),
    "int CompareTo(TimeSpan value)": (span: TimeSpan, other: TimeSpan) => span.compareTo(other),
    "bool Equals(TimeSpan obj)": (span: TimeSpan, other: TimeSpan) => span.equals(other),
    "string ToString()": (span: TimeSpan) => span.toString(),
    "string ToString(string format)": (span: TimeSpan, format: string | null) => span.format(format ?? ""),
    "TimeSpan operator +(TimeSpan a, TimeSpan b)": (one: TimeSpan, other: TimeSpan) =>
      new TimeSpan(one.ticks + other.ticks),
    "TimeSpan operator -(TimeSpan a, TimeSpan b)": (one: TimeSpan, other: TimeSpan) =>
      new TimeSpan(one.ticks - other.ticks),
    "TimeSpan operator -(TimeSpan a)": (span: TimeSpan) => new TimeSpan(-span.ticks),
    ...Object.fromEntries(
      Object.entries(comparisons).map(([operator, test]) => [
        `bool operator ${operator}(TimeSpan a, TimeSpan b)`,
        (one: TimeSpan, other: TimeSpan) => test(one.compareTo(other)),
      ]),
    ),
  },
};
