import { DotNetError } from "../../dotnet-error.ts";
import { realText, shortestDigits } from "../../runtime/to-text.ts";
import { rawNumber } from "../../types/numeric-conversions.ts";
import { Decimal } from "../../values/decimal.ts";
import { NetNumber } from "../../values/numbers.ts";
import { formatCustom } from "./custom-number.ts";

/** A number as text digits: `sign digits × 10^-scale`. Formats work on this, so that no precision is lost. */
export interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
}

const badFormat = (): DotNetError => new DotNetError("System.FormatException", "Format specifier was invalid.");

/** Formats a number with a standard (`N2`, `D5`, `X`) or custom (`#,##0.00`) format of the invariant culture. */
export function formatNumber(value: unknown, format: string): string {
  const raw = rawNumber(value);
  if (typeof raw === "number" && !Number.isFinite(raw)) return realText(raw, "double");
  const standard = /^([a-zA-Z])(\d{0,2})$/.exec(format);
  if (standard === null) return formatCustom(digitsOf(value), format);
  const [, letter = "", width = ""] = standard;
  return formatStandard(value, letter, width === "" ? null : Number(width));
}

/** The exact digits of a number; a real contributes those of its shortest text. */
function digitsOf(value: unknown): Digits {
  const raw = rawNumber(value);
  if (raw instanceof Decimal) {
    const negative = raw.digits < 0n;
    return { negative, digits: (negative ? -raw.digits : raw.digits).toString(), scale: raw.scale };
  }
  if (typeof raw === "bigint") return { negative: raw < 0n, digits: (raw < 0n ? -raw : raw).toString(), scale: 0 };
  const kind = value instanceof NetNumber && value.kind === "float" ? "float" : "double";
  const { digits, exponent } = shortestDigits(Math.abs(raw), kind);
  const scale = digits.length - 1 - exponent;
  const whole = scale < 0 ? digits + "0".repeat(-scale) : digits;
  return { negative: raw < 0, digits: whole, scale: Math.max(scale, 0) };
}

/** Rounds half away from zero to `places` digits after the point, and splits there. */
export function roundDigits(
  { digits, scale }: Digits,
  places: number,
): { readonly whole: string; readonly fraction: string } {
  let value = BigInt(digits);
  if (scale > places) {
    const divisor = 10n ** BigInt(scale - places);
    value = (value + divisor / 2n) / divisor;
  } else {
    value *= 10n ** BigInt(places - scale);
  }
  const text = value.toString().padStart(places + 1, "0");
  return { whole: text.slice(0, text.length - places), fraction: places === 0 ? "" : text.slice(-places) };
}

const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");

function isInteger(value: unknown): boolean {
  if (typeof value === "number" || typeof value === "bigint") return true;
  return value instanceof NetNumber && value.kind !== "double" && value.kind !== "float";
}

function formatStandard(value: unknown, letter: string, precision: number | null): string {
  const digits = digitsOf(value);
  const signed = (text: string): string => (digits.negative && /[1-9]/.test(text) ? `-${text}` : text);
  switch (letter.toUpperCase()) {
    case "D":
      if (!isInteger(value)) throw badFormat();
      return (digits.negative ? "-" : "") + digits.digits.padStart(precision ?? 1, "0");
    case "X": {
      const text = hexadecimal(value).padStart(precision ?? 1, "0");
      return letter === "X" ? text.toUpperCase() : text;
    }
    case "F":
      return signed(joined(roundDigits(digits, precision ?? 2)));
    case "N": {
      const { whole, fraction } = roundDigits(digits, precision ?? 2);
      return signed(joined({ whole: group(whole), fraction }));
    }
    case "C": {
      const { whole, fraction } = roundDigits(digits, precision ?? 2);
      const text = `¤${joined({ whole: group(whole), fraction })}`;
      return digits.negative ? `(${text})` : text;
    }
    case "P": {
      const percent = { ...digits, digits: `${digits.digits}00` };
      const { whole, fraction } = roundDigits(percent, precision ?? 2);
      return signed(`${joined({ whole: group(whole), fraction })} %`);
    }
    case "E":
      return scientific(digits, precision ?? 6, letter, 3);
    case "G":
      return general(value, digits, precision, letter);
    case "R":
      return realText(Number(rawNumber(value)), "double");
    default:
      throw badFormat();
  }
}

const joined = ({ whole, fraction }: { readonly whole: string; readonly fraction: string }): string =>
  fraction === "" ? whole : `${whole}.${fraction}`;

function hexadecimal(value: unknown): string {
  if (!isInteger(value)) throw badFormat();
  if (typeof value === "bigint") return BigInt.asUintN(64, value).toString(16);
  if (value instanceof NetNumber) {
    const width = { sbyte: 8, short: 16 }[value.kind as string] ?? 64;
    return BigInt.asUintN(width, BigInt(value.value)).toString(16);
  }
  return (Number(value) >>> 0).toString(16);
}

/** `d.ddde+xxx` with `places` digits after the point. */
function scientific(
  { negative, digits, scale }: Digits,
  places: number,
  letter: string,
  exponentDigits: number,
): string {
  const significant = digits.replace(/^0+/, "");
  const zero = significant === "";
  let exponent = zero ? 0 : significant.length - 1 - scale;
  const { whole, fraction } = roundDigits(
    { negative, digits: significant || "0", scale: zero ? 0 : significant.length - 1 },
    places,
  );
  let mantissa = joined({ whole, fraction });
  if (whole.length > 1) {
    exponent++;
    mantissa = joined({ whole: "1", fraction: "0".repeat(places) });
  }
  const size = Math.abs(exponent).toString().padStart(exponentDigits, "0");
  return `${negative ? "-" : ""}${mantissa}${letter}${exponent < 0 ? "-" : "+"}${size}`;
}

function general(value: unknown, digits: Digits, precision: number | null, letter: string): string {
  const raw = rawNumber(value);
  if (precision === null || precision === 0) {
    if (raw instanceof Decimal || isInteger(value)) return raw.toString();
    return realText(Number(raw), value instanceof NetNumber && value.kind === "float" ? "float" : "double");
  }
  const significant = digits.digits.replace(/^0+/, "");
  if (significant === "") return "0";
  const exponent = significant.length - 1 - digits.scale;
  const marker = letter === "g" ? "e" : "E";
  if (exponent >= precision || exponent < -4) {
    const [mantissa = "", size = ""] = scientific(digits, precision - 1, "E", 2).split("E");
    return `${trimZeros(mantissa)}${marker}${size}`;
  }
  const text = trimZeros(joined(roundDigits(digits, Math.max(0, precision - 1 - exponent))));
  return digits.negative ? `-${text}` : text;
}

const trimZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
