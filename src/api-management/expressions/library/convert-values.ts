import { DotNetError } from "../dotnet-error.ts";
import { formatError, overflowError } from "../runtime/errors.ts";
import { typeOf } from "../runtime/type-of.ts";
import { fromInteger, integerRange, numericConverter, rawNumber } from "../types/numeric-conversions.ts";
import type { NumericKind } from "../types/well-known.ts";
import { numericKind } from "../types/well-known.ts";
import { Char } from "../values/char.ts";
import { Decimal } from "../values/decimal.ts";
import { EnumValue } from "../values/enum-value.ts";
import { parseNumber } from "./numbers.ts";
import { parseBoolean } from "./object.ts";

const cannotConvert = (value: unknown, to: string): DotNetError =>
  new DotNetError("System.InvalidCastException", `Invalid cast from '${typeOf(value).fullName}' to '${to}'.`);

/** Convert.ToBoolean: texts by name, numbers by not being 0, null as false. */
export function toBooleanValue(value: unknown): boolean {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return parseBoolean(value);
  if (value instanceof Char || numericKind(typeOf(value)) === undefined) throw cannotConvert(value, "System.Boolean");
  const raw = rawNumber(value);
  return raw instanceof Decimal ? raw.digits !== 0n : Number(raw) !== 0;
}

/** Half-way values go to the even neighbour. */
export function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const difference = value - floor;
  if (difference !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Convert.ToInt32 and its relatives: rounds to even, and overflows with an exception instead of wrapping. */
export function convertNumber(value: unknown, kind: NumericKind): unknown {
  if (value === null) return numericConverter("int", kind)(0);
  if (typeof value === "string") return parseNumber(value, kind, kind);
  if (typeof value === "boolean") return numericConverter("int", kind)(value ? 1 : 0);
  const number = value instanceof EnumValue ? value.value : value;
  const from = numericKind(typeOf(number));
  if (from === undefined) throw cannotConvert(value, kind);
  if (from === "char" && (kind === "double" || kind === "float" || kind === "decimal"))
    throw cannotConvert(value, kind);
  const range = integerRange(kind);
  if (range === undefined) return numericConverter(from, kind)(number);
  const raw = rawNumber(number);
  const whole = raw instanceof Decimal ? raw.round(0).truncate() : wholeOf(raw);
  if (whole === null || whole < range[0] || whole > range[1]) throw overflowError(`a ${kind}`);
  return fromInteger(whole, kind);
}

function wholeOf(value: number | bigint): bigint | null {
  if (typeof value === "bigint") return value;
  return Number.isFinite(value) ? BigInt(roundToEven(value)) : null;
}

/** Convert.ToChar of a text: exactly one character. */
export function charOf(text: string): Char {
  if (text.length !== 1) throw formatError("String must be exactly one character long.");
  return Char.of(text.charCodeAt(0));
}
