import { DotNetError } from "../../dotnet-error.ts";
import { argumentNull, formatError } from "../../runtime/errors.ts";
import { type DateKind, ticksOf } from "../../values/date-time.ts";
import { monthNames } from "../format/date-time.ts";

/** A date that was read: the clock's ticks, and the offset from UTC when the text has one. */
export interface ParsedDate {
  readonly ticks: bigint;
  readonly offset: bigint | null;
  /** `utc` for `Z` and `GMT`. */
  readonly zone: DateKind;
}

const time = "(?:(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?\\s*(AM|PM)?)?";
const zone = "\\s*(Z|GMT|UTC|[+-]\\d{2}:?\\d{2})?";
const iso = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ]\\s*)?${time}${zone}$`, "i");
const yearFirst = new RegExp(`^(\\d{4})/(\\d{1,2})/(\\d{1,2})\\s*${time}${zone}$`, "i");
const american = new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})\\s*${time}${zone}$`, "i");
const months = monthNames.map((name) => name.slice(0, 3)).join("|");
const dayName = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\\s+)?";
const dayFirst = new RegExp(`^${dayName}(\\d{1,2})[ -](${months})[a-z]*[ -](\\d{4})\\s*${time}${zone}$`, "i");
const monthFirst = new RegExp(`^${dayName}(${months})[a-z]* (\\d{1,2}),? (\\d{4})\\s*${time}${zone}$`, "i");

const monthNumber = (name: string): number =>
  monthNames.findIndex((month) => month.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;

const notADate = (): DotNetError => formatError("String was not recognized as a valid DateTime.");

/** Reads a date in the forms that the invariant culture knows; null when the text is none of them. */
export function readDate(text: string): ParsedDate | null {
  const trimmed = text.trim();
  const first = iso.exec(trimmed) ?? yearFirst.exec(trimmed);
  if (first !== null) return build(Number(first[1]), Number(first[2]), Number(first[3]), first.slice(4));
  const numeric = american.exec(trimmed);
  if (numeric !== null) return build(Number(numeric[3]), Number(numeric[1]), Number(numeric[2]), numeric.slice(4));
  const named = dayFirst.exec(trimmed);
  if (named !== null) return build(Number(named[3]), monthNumber(named[2] ?? ""), Number(named[1]), named.slice(4));
  const monthly = monthFirst.exec(trimmed);
  if (monthly === null) return null;
  return build(Number(monthly[3]), monthNumber(monthly[1] ?? ""), Number(monthly[2]), monthly.slice(4));
}

function build(year: number, month: number, day: number, rest: readonly (string | undefined)[]): ParsedDate | null {
  const [hourText, minute, second, fraction, half, zoneText] = rest;
  let hour = Number(hourText ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (/pm/i.test(half) ? 12 : 0);
  }
  try {
    const ticks = ticksOf(year, month, day, hour, Number(minute ?? 0), Number(second ?? 0));
    const part = BigInt((fraction ?? "").padEnd(7, "0").slice(0, 7) || "0");
    return { ticks: ticks + part, ...readZone(zoneText) };
  } catch (error) {
    if (error instanceof DotNetError) return null;
    throw error;
  }
}

function readZone(text: string | undefined): { readonly offset: bigint | null; readonly zone: DateKind } {
  if (text === undefined) return { offset: null, zone: "unspecified" };
  if (/^[a-z]/i.test(text)) return { offset: 0n, zone: "utc" };
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return { offset: BigInt(text.startsWith("-") ? -minutes : minutes) * 600_000_000n, zone: "local" };
}

/** @throws DotNetError System.FormatException, System.ArgumentNullException */
export function parseDate(text: string | null): ParsedDate {
  if (text === null) throw argumentNull("s");
  const parsed = readDate(text);
  if (parsed === null) throw notADate();
  return parsed;
}
