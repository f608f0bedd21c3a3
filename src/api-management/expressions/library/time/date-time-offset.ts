import type { OutCell } from "../../compile/call.ts";
import type { PolicyContext } from "../../policy-context.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { addMonths, DateTime, epochTicks, ticksOf } from "../../values/date-time.ts";
import { DateTimeOffset } from "../../values/date-time-offset.ts";
import { numberOf } from "../../values/numbers.ts";
import {
  TimeSpan,
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
} from "../../values/time-span.ts";
import { enumValue } from "../enums.ts";
import { now } from "./date-time.ts";
import { type ParsedDate, parseDate, readDate } from "./parse-date.ts";

const fromParsed = ({ ticks, offset }: ParsedDate): DateTimeOffset => new DateTimeOffset(ticks, offset ?? 0n);
const fromDate = (date: DateTime): DateTimeOffset => new DateTimeOffset(date.ticks, 0n);
const addTicks = (date: DateTimeOffset, ticks: bigint): DateTimeOffset =>
  new DateTimeOffset(date.ticks + ticks, date.offset);
const addUnits =
  (ticksPerUnit: bigint) =>
  (date: DateTimeOffset, value: unknown): DateTimeOffset =>
    addTicks(date, TimeSpan.from(numberOf(value), ticksPerUnit).ticks);

const floorDivide = (value: bigint, divisor: bigint): bigint => {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
};

const unixTime =
  (ticksPerUnit: bigint) =>
  (date: DateTimeOffset): bigint =>
    floorDivide(date.utcTicks - epochTicks, ticksPerUnit);

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

/** System.DateTimeOffset. */
export const dateTimeOffsetType: TypeTable = {
  name: "System.DateTimeOffset",
  kind: "struct",
  defaultValue: () => new DateTimeOffset(0n, 0n),
  interfaces: ["IComparable"],
  members: {
    "new(DateTime dateTime)": fromDate,
    "new(DateTime dateTime, TimeSpan offset)": (date: DateTime, offset: TimeSpan) =>
      new DateTimeOffset(date.ticks, offset.ticks),
    "new(long ticks, TimeSpan offset)": (ticks: bigint, offset: TimeSpan) => new DateTimeOffset(ticks, offset.ticks),
    "new(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)": (
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
      offset: TimeSpan,
    ) => new DateTimeOffset(ticksOf(year, month, day, hour, minute, second), offset.ticks),
    "static DateTimeOffset Now": { withContext: (context: PolicyContext) => fromDate(now(context)) },
    "static DateTimeOffset UtcNow": { withContext: (context: PolicyContext) => fromDate(now(context)) },
    "static DateTimeOffset MinValue": () => new DateTimeOffset(0n, 0n),
    "static DateTimeOffset MaxValue": () => new DateTimeOffset(3_155_378_975_999_999_999n, 0n),
    "static DateTimeOffset Parse(string input)": (text: string | null) => fromParsed(parseDate(text)),
    "static bool TryParse(string input, out DateTimeOffset result)": (text: string | null, result: OutCell) => {
      const parsed = text === null ? null : readDate(text);
      result.value = parsed === null ? new DateTimeOffset(0n, 0n) : fromParsed(parsed);
      return parsed !== null;
    },
    "static DateTimeOffset FromUnixTimeSeconds(long seconds)": (seconds: bigint) =>
      new DateTimeOffset(epochTicks + seconds * ticksPerSecond, 0n),
    "static DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)": (milliseconds: bigint) =>
      new DateTimeOffset(epochTicks + milliseconds * ticksPerMillisecond, 0n),
    "long ToUnixTimeSeconds()": unixTime(ticksPerSecond),
    "long ToUnixTimeMilliseconds()": unixTime(ticksPerMillisecond),
    "int Year": (date: DateTimeOffset) => date.fields.year,
    "int Month": (date: DateTimeOffset) => date.fields.month,
    "int Day": (date: DateTimeOffset) => date.fields.day,
    "int Hour": (date: DateTimeOffset) => date.fields.hour,
    "int Minute": (date: DateTimeOffset) => date.fields.minute,
    "int Second": (date: DateTimeOffset) => date.fields.second,
    "int Millisecond": (date: DateTimeOffset) => Math.trunc(date.fields.fraction / 10_000),
    "int DayOfYear": (date: DateTimeOffset) => Number((date.ticks - ticksOf(date.fields.year, 1, 1)) / ticksPerDay) + 1,
    "DayOfWeek DayOfWeek": (date: DateTimeOffset) => enumValue("System.DayOfWeek", date.format("dddd")),
    "long Ticks": (date: DateTimeOffset) => date.ticks,
    "long UtcTicks": (date: DateTimeOffset) => date.utcTicks,
    "TimeSpan Offset": (date: DateTimeOffset) => new TimeSpan(date.offset),
    "TimeSpan TimeOfDay": (date: DateTimeOffset) => new TimeSpan(date.ticks % ticksPerDay),
    "DateTime DateTime": (date: DateTimeOffset) => new DateTime(date.ticks),
    "DateTime UtcDateTime": (date: DateTimeOffset) => date.utc,
    "DateTime LocalDateTime": (date: DateTimeOffset) => new DateTime(date.utcTicks, "local"),
    "DateTime Date": (date: DateTimeOffset) => new DateTime(date.ticks).date,
    "DateTimeOffset ToUniversalTime()": (date: DateTimeOffset) => new DateTimeOffset(date.utcTicks, 0n),
    "DateTimeOffset ToLocalTime()": (date: DateTimeOffset) => new DateTimeOffset(date.utcTicks, 0n),
    "DateTimeOffset ToOffset(TimeSpan offset)": (date: DateTimeOffset, offset: TimeSpan) =>
      new DateTimeOffset(date.utcTicks + offset.ticks, offset.ticks),
    "DateTimeOffset Add(TimeSpan timeSpan)": (date: DateTimeOffset, span: TimeSpan) => addTicks(date, span.ticks),
    "DateTimeOffset AddDays(double days)": addUnits(ticksPerDay),
    "DateTimeOffset AddHours(double hours)": addUnits(ticksPerHour),
    "DateTimeOffset AddMinutes(double minutes)": addUnits(ticksPerMinute),
    "DateTimeOffset AddSeconds(double seconds)": addUnits(ticksPerSecond),
    "DateTimeOffset AddMilliseconds(double milliseconds)": addUnits(ticksPerMillisecond),
    "DateTimeOffset AddMonths(int months)": (date: DateTimeOffset, months: number) =>
      new DateTimeOffset(addMonths(date.ticks, months), date.offset),
    "DateTimeOffset AddYears(int years)": (date: DateTimeOffset, years: number) =>
      new DateTimeOffset(addMonths(date.ticks, years * 12), date.offset),
    "TimeSpan Subtract(DateTimeOffset value)": (date: DateTimeOffset, other: DateTimeOffset) =>
      new TimeSpan(date.utcTicks - other.utcTicks),
    "DateTimeOffset Subtract(TimeSpan value)": (date: DateTimeOffset, span: TimeSpan) => addTicks(date, -span.ticks),
    "int CompareTo(DateTimeOffset other)": (date: DateTimeOffset, other: DateTimeOffset) => date.compareTo(other),
    "string ToString()": (date: DateTimeOffset) => date.toString(),
    "string ToString(string format)": (date: DateTimeOffset, format: string | null) =>
      format === null || format === "" ? date.toString() : date.format(format),
    "implicit DateTimeOffset(DateTime dateTime)": fromDate,
    "DateTimeOffset operator +(DateTimeOffset d, TimeSpan t)": (date: DateTimeOffset, span: TimeSpan) =>
      addTicks(date, span.ticks),
    "DateTimeOffset operator -(DateTimeOffset d, TimeSpan t)": (date: DateTimeOffset, span: TimeSpan) =>
      addTicks(date, -span.ticks),
    "TimeSpan operator -(DateTimeOffset a, DateTimeOffset b)": (one: DateTimeOffset, other: DateTimeOffset) =>
      new TimeSpan(one.utcTicks - other.utcTicks),
    ...Object.fromEntries(
      Object.entries(comparisons).map(([operator, test]) => [
        `bool operator ${operator}(DateTimeOffset a, DateTimeOffset b)`,
        (one: DateTimeOffset, other: DateTimeOffset) => test(one.compareTo(other)),
      ]),
    ),
  },
};
