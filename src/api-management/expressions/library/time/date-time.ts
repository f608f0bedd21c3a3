import type { OutCell } from "../../compile/call.ts";
import type { PolicyContext } from "../../policy-context.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { addMonths, type DateKind, DateTime, daysInMonth, isLeapYear, ticksOf } from "../../values/date-time.ts";
import type { EnumValue } from "../../values/enum-value.ts";
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
import { type ParsedDate, parseDate, readDate } from "./parse-date.ts";

const kinds: readonly DateKind[] = ["unspecified", "utc", "local"];
const kindOf = (value: EnumValue): DateKind => kinds[value.value] ?? "unspecified";

/** The gateway's clock: when the request came in, and what has passed since. */
export const now = (context: PolicyContext): DateTime => DateTime.fromEpoch(context.timestamp + context.elapsedMs());

const asLocal = (date: DateTime): DateTime => new DateTime(date.ticks, "local");

/** A text with an offset becomes local time; the gateway's time zone is UTC. */
const fromParsed = ({ ticks, offset }: ParsedDate): DateTime =>
  offset === null ? new DateTime(ticks) : new DateTime(ticks - offset, "local");

function addUnits(date: DateTime, value: unknown, ticksPerUnit: bigint): DateTime {
  return date.add(TimeSpan.from(numberOf(value), ticksPerUnit).ticks);
}

const compare = (one: DateTime, other: DateTime): number => one.compareTo(other);

/** Members of Azure's list, and the operators. */
export const dateTimeType: TypeTable = {
  name: "System.DateTime",
  kind: "struct",
  defaultValue: () => new DateTime(0n),
  interfaces: ["IComparable"],
  members: {
    "new(long ticks)": (ticks: bigint) => new DateTime(ticks),
    "new(long ticks, DateTimeKind kind)": (ticks: bigint, kind: EnumValue) => new DateTime(ticks, kindOf(kind)),
    "new(int year, int month, int day)": (year: number, month: number, day: number) =>
      new DateTime(ticksOf(year, month, day)),
    "new(int year, int month, int day, int hour, int minute, int second)": (...fields: Parameters<typeof ticksOf>) =>
      new DateTime(ticksOf(...fields)),
    "new(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)": (
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
      kind: EnumValue,
    ) => new DateTime(ticksOf(year, month, day, hour, minute, second), kindOf(kind)),
    "new(int year, int month, int day, int hour, int minute, int second, int millisecond)": (
      ...fields: Parameters<typeof ticksOf>
    ) => new DateTime(ticksOf(...fields)),
    "new(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)": (
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
      millisecond: number,
      kind: EnumValue,
    ) => new DateTime(ticksOf(year, month, day, hour, minute, second, millisecond), kindOf(kind)),
    "static DateTime Now": { withContext: (context: PolicyContext) => asLocal(now(context)) },
    "static DateTime UtcNow": { withContext: now },
    "static DateTime Today": { withContext: (context: PolicyContext) => asLocal(now(context).date) },
    "static DateTime MinValue": () => new DateTime(0n),
    "static DateTime MaxValue": () => new DateTime(3_155_378_975_999_999_999n),
    "static DateTime Parse(string s)": (text: string | null) => fromParsed(parseDate(text)),
    "static bool TryParse(string s, out DateTime result)": (text: string | null, result: OutCell) => {
      const parsed = text === null ? null : readDate(text);
      result.value = parsed === null ? new DateTime(0n) : fromParsed(parsed);
      return parsed !== null;
    },
    "static int DaysInMonth(int year, int month)": daysInMonth,
    "static bool IsLeapYear(int year)": isLeapYear,
    "int Year": (date: DateTime) => date.fields.year,
    "int Month": (date: DateTime) => date.fields.month,
    "int Day": (date: DateTime) => date.fields.day,
    "int Hour": (date: DateTime) => date.fields.hour,
    "int Minute": (date: DateTime) => date.fields.minute,
    "int Second": (date: DateTime) => date.fields.second,
    "int Millisecond": (date: DateTime) => Math.trunc(date.fields.fraction / 10_000),
    "int DayOfYear": (date: DateTime) => Number((date.ticks - ticksOf(date.fields.year, 1, 1)) / ticksPerDay) + 1,
    "DayOfWeek DayOfWeek": (date: DateTime) => enumValue("System.DayOfWeek", dayName(date)),
    "long Ticks": (date: DateTime) => date.ticks,
    "DateTime Date": (date: DateTime) => date.date,
    "TimeSpan TimeOfDay": (date: DateTime) => new TimeSpan(date.ticks % ticksPerDay),
    "bool IsDaylightSavingTime()": () => false,
    "DateTime Add(TimeSpan value)": (date: DateTime, span: TimeSpan) => date.add(span.ticks),
    "DateTime AddDays(double value)": (date: DateTime, value: unknown) => addUnits(date, value, ticksPerDay),
    "DateTime AddHours(double value)": (date: DateTime, value: unknown) => addUnits(date, value, ticksPerHour),
    "DateTime AddMinutes(double value)": (date: DateTime, value: unknown) => addUnits(date, value, ticksPerMinute),
    "DateTime AddSeconds(double value)": (date: DateTime, value: unknown) => addUnits(date, value, ticksPerSecond),
    "DateTime AddMilliseconds(double value)": (date: DateTime, value: unknown) =>
      addUnits(date, value, ticksPerMillisecond),
    "DateTime AddTicks(long value)": (date: DateTime, ticks: bigint) => date.add(ticks),
    "DateTime AddMonths(int months)": (date: DateTime, months: number) => date.addMonths(months),
    "DateTime AddYears(int value)": (date: DateTime, years: number) =>
      new DateTime(addMonths(date.ticks, years * 12), date.kind),
    "TimeSpan Subtract(DateTime value)": (date: DateTime, other: DateTime) => new TimeSpan(date.ticks - other.ticks),
    "DateTime Subtract(TimeSpan value)": (date: DateTime, span: TimeSpan) => date.add(-span.ticks),
    "string ToString()": (date: DateTime) => date.toString(),
    "string ToString(string format)": (date: DateTime, format: string | null) => date.format(format || "G"),
    "DateTime operator +(DateTime d, TimeSpan t)": (date: DateTime, span: TimeSpan) => date.add(span.ticks),
    "DateTime operator -(DateTime d, TimeSpan t)": (date: DateTime, span: TimeSpan) => date.add(-span.ticks),
    "TimeSpan operator -(DateTime a, DateTime b)": (one: DateTime, other: DateTime) =>
      new TimeSpan(one.ticks - other.ticks),
    "bool operator ==(DateTime a, DateTime b)": (one: DateTime, other: DateTime) => compare(one, other) === 0,
    "bool operator !=(DateTime a, DateTime b)": (one: DateTime, other: DateTime) => compare(one, other) !== 0,
    "bool operator <(DateTime a, DateTime b)": (one: DateTime, other: DateTime) => compare(one, other) < 0,
    "bool operator >(DateTime a, DateTime b)": (one: DateTime, other: DateTime) => compare(one, other) > 0,
    "bool operator <=(DateTime a, DateTime b)": (one: DateTime, other: DateTime) => compare(one, other) <= 0,
    "bool operator >=(DateTime a, DateTime b)": (one: DateTime, other: DateTime) => compare(one, other) >= 0,
  },
};

const dayName = (date: DateTime): string => date.format("dddd");
