import { failure } from "./define.ts";

/** A point in time, and the time zone in which it was written. */
export interface Timestamp {
  /** Since 1970 in UTC. */
  readonly milliseconds: number;
  /** East of UTC. */
  readonly offsetMinutes: number;
}

const RFC_3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-\d{2}T[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Reads a timestamp of RFC 3339. Throws TerraformError. */
export function parseTimestamp(text: string): Timestamp {
  const match = RFC_3339.exec(text);
  const milliseconds = match === null ? Number.NaN : Date.parse(text);
  const [, sign, hours = "0", minutes = "0"] = match ?? [];
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  // JavaScript takes the 30th of February for the 1st or 2nd of March.
  const sameDay = new Date(milliseconds + offsetMinutes * 60_000);
  if (Number.isNaN(milliseconds) || sameDay.toISOString().slice(0, 10) !== text.slice(0, 10))
    throw failure(`not a valid RFC3339 timestamp: "${text}"`);
  return { milliseconds, offsetMinutes };
}

/** Writes a timestamp of RFC 3339 in a time zone, to the second. */
export function formatTimestamp(milliseconds: number, offsetMinutes: number): string {
  const local = new Date(milliseconds + offsetMinutes * 60_000);
  if (Number.isNaN(local.getTime())) throw failure("the resulting time is out of range");
  return local.toISOString().slice(0, 19) + (offsetMinutes === 0 ? "Z" : formatOffset(offsetMinutes, ":"));
}

/** `+02:00` with the separator, `+0200` without. */
export function formatOffset(offsetMinutes: number, separator: string): string {
  const total = Math.abs(offsetMinutes);
  const [hours, minutes] = [Math.floor(total / 60), total % 60].map((part) => String(part).padStart(2, "0"));
  return `${offsetMinutes < 0 ? "-" : "+"}${hours}${separator}${minutes}`;
}
