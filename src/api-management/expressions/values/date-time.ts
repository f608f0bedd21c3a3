import { formatDate } from "../library/format/date-time.ts";
import { argumentOutOfRange } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { NetObject } from "./net-object.ts";
import { ticksPerDay, ticksPerMillisecond } from "./time-span.ts";

/** Ticks from 0001-01-01 to 1970-01-01. */
export const epochTicks = 621_355_968_000_000_000n;
const lastTick = 3_155_378_975_999_999_999n;

/** Whether a DateTime is UTC, in the gateway's time zone (which is UTC too), or neither. */
export type DateKind = "unspecified" | "utc" | "local";

/** Calendar fields of a point in time. Months count from 1. */
export interface DateFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly dayOfWeek: number;
  /** Ticks within the second. */
  readonly fraction: number;
}

/** Ticks of a calendar date. @throws DotNetError System.ArgumentOutOfRangeException when there is no such date */
export function ticksOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  milliseconds = 0,
): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, milliseconds);
  const valid =
    year >= 1 &&
    year <= 9999 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60;
  if (!valid || hour < 0 || minute < 0 || second < 0 || second > 59 || milliseconds < 0 || milliseconds > 999) {
    throw argumentOutOfRange("Year, Month, and Day parameters describe an un-representable DateTime");
  }
  return BigInt(date.getTime()) * ticksPerMillisecond + epochTicks;
}

/** The calendar fields of ticks. */
export function fieldsOf(ticks: bigint): DateFields {
  const sinceEpoch = ticks - epochTicks;
  const within = ((sinceEpoch % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const date = new Date(Number((sinceEpoch - within) / ticksPerMillisecond));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    dayOfWeek: date.getUTCDay(),
    fraction: Number(within),
  };
}

/** @throws DotNetError System.ArgumentOutOfRangeException outside of the years 1 to 9999 */
export function checkedTicks(ticks: bigint): bigint {
  if (ticks < 0n || ticks > lastTick) throw argumentOutOfRange("ticks");
  return ticks;
}

/** A System.DateTime. */
export class DateTime extends NetObject {
  readonly ticks: bigint;
  readonly kind: DateKind;

  constructor(ticks: bigint, kind: DateKind = "unspecified") {
    super();
    this.ticks = checkedTicks(ticks);
    this.kind = kind;
  }

  /** A UTC time from milliseconds since 1970. */
  static fromEpoch(milliseconds: number): DateTime {
    const whole = Math.floor(milliseconds);
    const rest = BigInt(Math.round((milliseconds - whole) * 10_000));
    return new DateTime(BigInt(whole) * ticksPerMillisecond + rest + epochTicks, "utc");
  }

  override get netType(): NetType {
    return typeNamed("System.DateTime");
  }

  get fields(): DateFields {
    return fieldsOf(this.ticks);
  }

  add(ticks: bigint): DateTime {
    return new DateTime(this.ticks + ticks, this.kind);
  }

  addMonths(months: number): DateTime {
    return new DateTime(addMonths(this.ticks, months), this.kind);
  }

  get date(): DateTime {
    return new DateTime(this.ticks - (this.ticks % ticksPerDay), this.kind);
  }

  override toString(): string {
    return this.format("G");
  }

  format(format: string): string {
    return formatDate({ fields: this.fields, offset: null, kind: this.kind }, format);
  }

  override equals(other: unknown): boolean {
    return other instanceof DateTime && other.ticks === this.ticks;
  }

  override hashKey(): unknown {
    return `date:${this.ticks}`;
  }

  compareTo(other: unknown): number {
    const ticks = other instanceof DateTime ? other.ticks : 0n;
    return this.ticks < ticks ? -1 : this.ticks > ticks ? 1 : 0;
  }
}

/** The same day and time some months later; the last day of a shorter month when it has no such day. */
export function addMonths(ticks: bigint, months: number): bigint {
  const { year, month, day } = fieldsOf(ticks);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = (index % 12) + 1;
  if (newYear < 1 || newYear > 9999) throw argumentOutOfRange("months");
  return ticksOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth))) + (ticks % ticksPerDay);
}

/** Whether a year has a 29 February. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Number of days of a month. @throws DotNetError System.ArgumentOutOfRangeException */
export function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) throw argumentOutOfRange("month");
  if (year < 1 || year > 9999) throw argumentOutOfRange("year");
  return month === 2 && isLeapYear(year) ? 29 : ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31);
}
