import { Decimal } from "../values/decimal.ts";
import { double, float, uint, ulong } from "../values/numbers.ts";
import { literalError } from "./skip.ts";

const integer = /(?:0[xX]([0-9a-fA-F_]+)|0[bB]([01_]+)|(\d[\d_]*))([uUlL]{0,2})/y;
const real = /(?:\d[\d_]*)?(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?([fFdDmM]?)/y;

/** Reads the number at `at`. The value has the type that C# gives the literal: int, uint, long, ulong, float, double, decimal. */
export function readNumber(source: string, at: number): { readonly value: unknown; readonly end: number } {
  integer.lastIndex = at;
  const whole = integer.exec(source);
  real.lastIndex = at;
  const fractional = real.exec(source);
  const wholeEnd = at + (whole?.[0].length ?? 0);
  const realEnd = at + (fractional?.[0].length ?? 0);
  const end = Math.max(wholeEnd, realEnd);
  if (end === at || /[\p{L}\p{Nd}_]/u.test(source[end] ?? "")) {
    throw literalError("CS1013", `"${source.slice(at, end + 1)}" is not a number of C#.`, source, at, 0);
  }
  const text = source.slice(at, end).replaceAll("_", "");
  if (realEnd > wholeEnd) return { value: realValue(text, fractional?.[1] ?? "", source, at), end };
  return { value: integerValue(whole, source, at), end };
}

function realValue(text: string, suffix: string, source: string, at: number): unknown {
  const digits = suffix === "" ? text : text.slice(0, -1);
  switch (suffix.toLowerCase()) {
    case "m": {
      const value = Decimal.parse(digits);
      if (value === null) throw literalError("CS1013", `"${text}" is not a decimal.`, source, at, 0);
      return value;
    }
    case "f":
      return float(Number(digits));
    default:
      return double(Number(digits));
  }
}

function integerValue(match: RegExpExecArray | null, source: string, at: number): unknown {
  const [, hexadecimal, binary, decimal, suffix = ""] = match ?? [];
  const clean = (text: string): string => text.replaceAll("_", "");
  const value =
    hexadecimal !== undefined
      ? BigInt(`0x${clean(hexadecimal)}`)
      : BigInt(binary !== undefined ? `0b${clean(binary)}` : clean(decimal ?? "0"));
  const unsigned = /u/i.test(suffix);
  const long = /l/i.test(suffix);
  if (!long && !unsigned && value < 1n << 31n) return Number(value);
  if (!long && value < 1n << 32n) return uint(Number(value));
  if (!unsigned && value < 1n << 63n) return value;
  if (value < 1n << 64n) return ulong(value);
  throw literalError("CS1021", "The integer is too large for any integer type.", source, at, 0);
}
