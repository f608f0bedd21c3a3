import { DotNetError } from "../dotnet-error.ts";
import { Char } from "../values/char.ts";
import { Decimal } from "../values/decimal.ts";
import { byte, double, float, NetNumber, sbyte, short, uint, ulong, ushort } from "../values/numbers.ts";
import type { NumericKind } from "./well-known.ts";

const implicitTargets: Readonly<Record<NumericKind, string>> = {
  sbyte: "short int long float double decimal",
  byte: "short ushort int uint long ulong float double decimal",
  short: "int long float double decimal",
  ushort: "int uint long ulong float double decimal",
  int: "long float double decimal",
  uint: "long ulong float double decimal",
  long: "float double decimal",
  ulong: "float double decimal",
  char: "ushort int uint long ulong float double decimal",
  float: "double",
  double: "",
  decimal: "",
};

/** Whether C# converts between the two number types without a cast. */
export const convertsImplicitly = (from: NumericKind, to: NumericKind): boolean =>
  from === to || implicitTargets[from].split(" ").includes(to);

/** A number of any .NET type as JavaScript has it: bigint for the 64-bit integers, Decimal as it is, number for the rest. */
export function rawNumber(value: unknown): number | bigint | Decimal {
  if (value instanceof NetNumber) return value.value;
  if (value instanceof Char) return value.code;
  if (value instanceof Decimal || typeof value === "bigint") return value;
  return Number(value);
}

const smallRanges: Readonly<Partial<Record<NumericKind, readonly [bigint, bigint]>>> = {
  sbyte: [-128n, 127n],
  byte: [0n, 255n],
  short: [-32768n, 32767n],
  ushort: [0n, 65535n],
  char: [0n, 65535n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  uint: [0n, 2n ** 32n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  ulong: [0n, 2n ** 64n - 1n],
};

/** The smallest and largest value of an integer type. */
export const integerRange = (kind: NumericKind): readonly [bigint, bigint] | undefined => smallRanges[kind];

/** A value of the kind from an integer, wrapped to the kind's width. */
export function fromInteger(value: bigint, kind: NumericKind): unknown {
  switch (kind) {
    case "int":
      return Number(BigInt.asIntN(32, value));
    case "long":
      return BigInt.asIntN(64, value);
    case "ulong":
      return ulong(value);
    case "decimal":
      return Decimal.of(value);
    case "double":
      return double(Number(value));
    case "float":
      return float(Number(value));
    default:
      return fromSmall(Number(BigInt.asIntN(53, BigInt.asIntN(32, value))), kind);
  }
}

function fromSmall(value: number, kind: NumericKind): unknown {
  switch (kind) {
    case "sbyte":
      return sbyte(value);
    case "byte":
      return byte(value);
    case "short":
      return short(value);
    case "ushort":
      return ushort(value);
    case "uint":
      return uint(value);
    case "char":
      return Char.of(value);
    default:
      return value | 0;
  }
}

const isReal = (kind: NumericKind): boolean => kind === "float" || kind === "double";

/** Converts as an unchecked cast does: integers wrap, reals are cut toward zero, decimals overflow with an exception. */
export function numericConverter(from: NumericKind, to: NumericKind): (value: unknown) => unknown {
  if (from === to) return (value) => value;
  if (to === "double") return (value) => double(toReal(value));
  if (to === "float") return (value) => float(toReal(value));
  if (to === "decimal") {
    const significant = from === "float" ? 7 : 15;
    return (value) => {
      const raw = rawNumber(value);
      if (raw instanceof Decimal) return raw;
      return isReal(from) ? Decimal.fromDouble(Number(raw), significant) : Decimal.of(BigInt(raw));
    };
  }
  if (from === "decimal") return (value) => fromDecimal(rawNumber(value), to);
  if (isReal(from)) return (value) => fromReal(Number(rawNumber(value)), to);
  if (from === "int" && to === "long") return (value) => BigInt(Number(value));
  return (value) => {
    const raw = rawNumber(value);
    return typeof raw === "number" && to !== "long" && to !== "ulong"
      ? fromSmall(raw | 0, to)
      : fromInteger(BigInt(raw instanceof Decimal ? raw.truncate() : raw), to);
  };
}

function toReal(value: unknown): number {
  const raw = rawNumber(value);
  return raw instanceof Decimal ? raw.toNumber() : Number(raw);
}

function fromDecimal(value: number | bigint | Decimal, kind: NumericKind): unknown {
  const whole = value instanceof Decimal ? value.truncate() : BigInt(value);
  const [smallest, greatest] = smallRanges[kind] ?? [whole, whole];
  if (whole < smallest || whole > greatest) {
    throw new DotNetError("System.OverflowException", `Value was either too large or too small for a ${kind}.`);
  }
  return fromInteger(whole, kind);
}

/** What the processor leaves for reals beyond the range of the integer type. */
function fromReal(value: number, kind: NumericKind): unknown {
  const [smallest, greatest] = smallRanges[kind === "ulong" ? "ulong" : "long"] ?? [0n, 0n];
  if (!Number.isFinite(value)) return fromInteger(kind === "long" || kind === "int" ? outOfRange(kind) : 0n, kind);
  const whole = BigInt(Math.trunc(value));
  if (kind === "int" && (whole < -(2n ** 31n) || whole >= 2n ** 31n)) return fromInteger(outOfRange(kind), kind);
  if (whole < smallest || whole > greatest) return fromInteger(outOfRange("long"), kind);
  return fromInteger(whole, kind);
}

const outOfRange = (kind: "int" | "long"): bigint => -(2n ** (kind === "int" ? 31n : 63n));
