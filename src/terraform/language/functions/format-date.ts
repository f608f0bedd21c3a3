import { failure } from "./define.ts";
import { formatOffset, type Timestamp } from "./timestamp.ts";

const PART = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g;
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The sequences of letters that mean something, as the reference of `formatdate` lists them. */
const VERBS: ReadonlyMap<string, (local: Date, time: Timestamp) => string> = new Map([
  ["YYYY", (local) => String(local.getUTCFullYear()).padStart(4, "0")],
  ["YY", (local) => twoDigits(local.getUTCFullYear() % 100)],
  ["MMMM", (local) => MONTHS[local.getUTCMonth()] ?? ""],
  ["MMM", (local) => (MONTHS[local.getUTCMonth()] ?? "").slice(0, 3)],
  ["MM", (local) => twoDigits(local.getUTCMonth() + 1)],
  ["M", (local) => String(local.getUTCMonth() + 1)],
  ["DD", (local) => twoDigits(local.getUTCDate())],
  ["D", (local) => String(local.getUTCDate())],
  ["EEEE", (local) => DAYS[local.getUTCDay()] ?? ""],
  ["EEE", (local) => (DAYS[local.getUTCDay()] ?? "").slice(0, 3)],
  ["hh", (local) => twoDigits(local.getUTCHours())],
  ["h", (local) => String(local.getUTCHours())],
  ["HH", (local) => twoDigits(local.getUTCHours() % 12 || 12)],
  ["H", (local) => String(local.getUTCHours() % 12 || 12)],
  ["AA", (local) => (local.getUTCHours() < 12 ? "AM" : "PM")],
  ["aa", (local) => (local.getUTCHours() < 12 ? "am" : "pm")],
  ["mm", (local) => twoDigits(local.getUTCMinutes())],
  ["m", (local) => String(local.getUTCMinutes())],
  ["ss", (local) => twoDigits(local.getUTCSeconds())],
  ["s", (local) => String(local.getUTCSeconds())],
  ["ZZZZZ", (_, time) => formatOffset(time.offsetMinutes, ":")],
  ["ZZZZ", (_, time) => formatOffset(time.offsetMinutes, "")],
  ["ZZZ", (_, time) => (time.offsetMinutes === 0 ? "UTC" : formatOffset(time.offsetMinutes, ""))],
  ["Z", (_, time) => (time.offsetMinutes === 0 ? "Z" : formatOffset(time.offsetMinutes, ":"))],
]);

/** `formatdate`: sequences of letters stand for parts of the time, text in single quotes for itself. */
export function formatDate(format: string, time: Timestamp): string {
  const local = new Date(time.milliseconds + time.offsetMinutes * 60_000);
  return format.replace(PART, (part, quoted: string | undefined, letter: string | undefined) => {
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (part === "'") throw failure("unterminated literal in the date format: a closing ' is missing");
    if (letter === undefined) return part;
    const verb = VERBS.get(part);
    if (verb === undefined) throw failure(`invalid date format verb "${part}"`);
    return verb(local, time);
  });
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
