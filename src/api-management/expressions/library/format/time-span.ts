import { formatError } from "../../runtime/errors.ts";

const pad = (value: bigint, width = 2): string => value.toString().padStart(width, "0");

/** Formats a span with `c`, `g`, `G` or a custom format. */
export function formatTimeSpan(ticks: bigint, format: string): string {
  const size = ticks < 0n ? -ticks : ticks;
  const sign = ticks < 0n ? "-" : "";
  const days = size / 864_000_000_000n;
  const hours = (size / 36_000_000_000n) % 24n;
  const minutes = (size / 600_000_000n) % 60n;
  const seconds = (size / 10_000_000n) % 60n;
  const fraction = size % 10_000_000n;
  const time = `${pad(minutes)}:${pad(seconds)}`;
  switch (format) {
    case "":
    case "c":
    case "t":
    case "T": {
      const rest = fraction === 0n ? "" : `.${pad(fraction, 7)}`;
      return `${sign}${days === 0n ? "" : `${days}.`}${pad(hours)}:${time}${rest}`;
    }
    case "g": {
      const rest = fraction === 0n ? "" : `.${pad(fraction, 7).replace(/0+$/, "")}`;
      return `${sign}${days === 0n ? "" : `${days}:`}${hours}:${time}${rest}`;
    }
    case "G":
      return `${sign}${days}:${pad(hours)}:${time}.${pad(fraction, 7)}`;
    default:
      return custom(format, { d: days, h: hours, m: minutes, s: seconds }, fraction);
  }
}

function custom(format: string, parts: Readonly<Record<string, bigint>>, fraction: bigint): string {
  const pieces = /\\(.)|'([^']*)'|"([^"]*)"|%?(d{1,8}|hh?|mm?|ss?|f{1,7}|F{1,7})|([\s\S])/gy;
  let result = "";
  for (const [, escaped, single, double, field, other] of format.matchAll(pieces)) {
    const literal = escaped ?? single ?? double;
    if (literal !== undefined) result += literal;
    else if (field !== undefined) result += customField(field, parts, fraction);
    else if (other !== undefined) throw formatError("Input string was not in a correct format.");
  }
  return result;
}

function customField(field: string, parts: Readonly<Record<string, bigint>>, fraction: bigint): string {
  const digits = pad(fraction, 7).slice(0, field.length);
  if (field.startsWith("f")) return digits;
  if (field.startsWith("F")) return digits.replace(/0+$/, "");
  return pad(parts[field[0] ?? "d"] ?? 0n, field.length);
}
