import { formatNumber } from "../types/format-number.ts";
import { failure } from "./define.ts";

const BASES: ReadonlyMap<string, number> = new Map([
  ["b", 2],
  ["o", 8],
  ["d", 10],
  ["x", 16],
  ["X", 16],
]);

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["b", "0b"],
  ["o", "0"],
  ["x", "0x"],
  ["X", "0X"],
]);

/** `%d`, `%b`, `%o`, `%x`, `%X` of a whole number. Throws TerraformError for a fraction. */
export function formatInteger(value: number, letter: string, flags: string): string {
  if (!Number.isInteger(value)) throw failure(`unsupported value for "%${letter}": an integer is required`);
  const prefix = flags.includes("#") ? (PREFIXES.get(letter) ?? "") : "";
  const digits = Math.abs(value).toString(BASES.get(letter) ?? 10);
  return sign(value, flags) + prefix + (letter === "X" ? digits.toUpperCase() : digits);
}

/** `%e`, `%f`, `%g` and their capitals, as Go writes them: an exponent has at least two digits. */
export function formatFloat(value: number, letter: string, flags: string, precision: number | undefined): string {
  const digits = unsigned(Math.abs(value), letter.toLowerCase(), precision);
  return sign(value, flags) + (letter === letter.toUpperCase() ? digits.toUpperCase() : digits);
}

function unsigned(value: number, letter: string, precision: number | undefined): string {
  if (letter === "f") return value.toFixed(Math.min(precision ?? 6, 100));
  if (letter === "e") return exponential(value.toExponential(Math.min(precision ?? 6, 100)));
  const shortest = precision === undefined ? value : Number(value.toPrecision(Math.min(Math.max(precision, 1), 100)));
  const exponent = shortest === 0 ? 0 : Math.floor(Math.log10(shortest));
  const limit = precision === undefined ? 6 : Math.max(precision, 1);
  return exponent < -4 || exponent >= limit ? exponential(shortest.toExponential()) : formatNumber(shortest);
}

function exponential(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function sign(value: number, flags: string): string {
  if (value < 0) return "-";
  if (flags.includes("+")) return "+";
  return flags.includes(" ") ? " " : "";
}
