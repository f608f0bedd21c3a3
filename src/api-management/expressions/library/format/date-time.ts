import { formatError } from "../../runtime/errors.ts";
import type { DateFields, DateKind } from "../../values/date-time.ts";

/** Months of the invariant culture, January first. */
export const monthNames: readonly string[] =
  "January February March April May June July August September October November December".split(" ");
/** Days of the invariant culture, Sunday first. */
const dayNames: readonly string[] = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** What a date format works on. `offset` is in ticks; null for a DateTime, whose `kind` stands for it. */
export interface FormattedDate {
  readonly fields: DateFields;
  readonly offset: bigint | null;
  readonly kind: DateKind;
}

const standardFormats: Readonly<Record<string, string>> = {
  d: "MM/dd/yyyy",
  D: "dddd, dd MMMM yyyy",
  f: "dddd, dd MMMM yyyy HH:mm",
  F: "dddd, dd MMMM yyyy HH:mm:ss",
  g: "MM/dd/yyyy HH:mm",
  G: "MM/dd/yyyy HH:mm:ss",
  m: "MMMM dd",
  M: "MMMM dd",
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: "HH:mm",
  T: "HH:mm:ss",
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: "dddd, dd MMMM yyyy HH:mm:ss",
  y: "yyyy MMMM",
  Y: "yyyy MMMM",
};

const inUtc: ReadonlySet<string> = new Set(["r", "R", "u", "U"]);
const pieces =
  /\\(.)|'([^']*)'|"([^"]*)"|%?(d{1,4}|M{1,4}|y{1,5}|HH?|hh?|mm?|ss?|f{1,7}|\.?F{1,7}|tt?|K|z{1,3}|g+)|([\s\S])/gy;

/** Formats a date with a standard or custom format of the invariant culture. `utc` has the fields that `r` and `u` show. */
export function formatDate(date: FormattedDate, format: string, utc: DateFields = date.fields): string {
  if (format.length === 1) {
    const standard = standardFormats[format];
    if (standard === undefined) throw formatError();
    return formatCustom(inUtc.has(format) ? { ...date, fields: utc } : date, standard);
  }
  return formatCustom(date, format);
}

function formatCustom(date: FormattedDate, format: string): string {
  let result = "";
  for (const [, escaped, single, double, field, other] of format.matchAll(pieces)) {
    const literal = escaped ?? single ?? double;
    result += literal ?? (field === undefined ? (other ?? "") : formatField(date, field));
  }
  return result;
}

const pad = (value: number, width: number): string => value.toString().padStart(width, "0");

function formatField(date: FormattedDate, field: string): string {
  const { fields } = date;
  const width = field.length;
  const hour12 = fields.hour % 12 === 0 ? 12 : fields.hour % 12;
  const fraction = pad(fields.fraction, 7);
  switch (field[0]) {
    case "d":
      if (width <= 2) return pad(fields.day, width);
      return (dayNames[fields.dayOfWeek] ?? "").slice(0, width === 3 ? 3 : undefined);
    case "M":
      if (width <= 2) return pad(fields.month, width);
      return (monthNames[fields.month - 1] ?? "").slice(0, width === 3 ? 3 : undefined);
    case "y":
      return width <= 2 ? pad(fields.year % 100, width) : pad(fields.year, width);
    case "H":
      return pad(fields.hour, width);
    case "h":
      return pad(hour12, width);
    case "m":
      return pad(fields.minute, width);
    case "s":
      return pad(fields.second, width);
    case "f":
      return fraction.slice(0, width);
    case "F":
      return fraction.slice(0, width).replace(/0+$/, "");
    case ".": {
      const digits = fraction.slice(0, width - 1).replace(/0+$/, "");
      return digits === "" ? "" : `.${digits}`;
    }
    case "t":
      return (fields.hour < 12 ? "AM" : "PM").slice(0, width);
    case "g":
      return "A.D.";
    case "K":
      return kindSuffix(date);
    default:
      return formatOffset(date.offset ?? 0n, width);
  }
}

function kindSuffix({ offset, kind }: FormattedDate): string {
  if (offset !== null) return formatOffset(offset, 3);
  return kind === "utc" ? "Z" : kind === "local" ? "+00:00" : "";
}

/** `z`, `zz` or `zzz`: hours, or hours and minutes, with a sign. */
function formatOffset(offset: bigint, width: number): string {
  const minutes = Number(offset / 600_000_000n);
  const size = Math.abs(minutes);
  const hours = pad(Math.floor(size / 60), width === 1 ? 1 : 2);
  return `${minutes < 0 ? "-" : "+"}${hours}${width === 3 ? `:${pad(size % 60, 2)}` : ""}`;
}
