import type { Run } from "../check/bound.ts";
import type { OutCell } from "../compile/call.ts";
import { type ArithmeticKind, compareNumbers, numericOperation } from "../runtime/arithmetic.ts";
import { argumentError, argumentOutOfRange, overflowError } from "../runtime/errors.ts";
import { numericConverter } from "../types/numeric-conversions.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { Decimal } from "../values/decimal.ts";
import type { EnumValue } from "../values/enum-value.ts";
import { double, numberOf } from "../values/numbers.ts";
import { roundToEven } from "./convert-values.ts";

const kinds = ["int", "long", "double", "decimal", "float", "uint", "ulong"] as const;
const small = ["byte", "short", "ushort", "sbyte"] as const;

/** A negative zero counts as less than zero here, as in .NET. */
const pick = (sign: 1 | -1) => (one: unknown, other: unknown) => (compareNumbers(one, other) * sign >= 0 ? one : other);

function absolute(kind: ArithmeticKind): Run {
  const negate = numericOperation("negate", kind) as Run;
  const zero = numericConverter("int", kind)(0);
  return (value) => {
    if (compareNumbers(value, zero) >= 0) return value;
    const result = negate(value);
    if (compareNumbers(result, zero) < 0) throw overflowError(kind);
    return result;
  };
}

const sign = (kind: (typeof kinds)[number]): Run => {
  const zero = numericConverter("int", kind)(0);
  return (value) => Math.sign(compareNumbers(value, zero));
};

const perKind = Object.fromEntries(
  [...kinds, ...small].flatMap((kind) => [
    [`static ${kind} Max(${kind} val1, ${kind} val2)`, pick(1)],
    [`static ${kind} Min(${kind} val1, ${kind} val2)`, pick(-1)],
  ]),
);

const signedMembers = Object.fromEntries(
  (["int", "long", "double", "decimal", "float"] as const).flatMap((kind) => [
    [`static ${kind} Abs(${kind} value)`, absolute(kind)],
    [`static int Sign(${kind} value)`, sign(kind)],
  ]),
);

const functions: Readonly<Record<string, (value: number) => number>> = {
  Ceiling: Math.ceil,
  Floor: Math.floor,
  Truncate: Math.trunc,
  Sqrt: Math.sqrt,
  Cbrt: Math.cbrt,
  Exp: Math.exp,
  Log: Math.log,
  Log10: Math.log10,
  Log2: Math.log2,
  Sin: Math.sin,
  Cos: Math.cos,
  Tan: Math.tan,
  Asin: Math.asin,
  Acos: Math.acos,
  Atan: Math.atan,
  Sinh: Math.sinh,
  Cosh: Math.cosh,
  Tanh: Math.tanh,
};

const functionMembers = Object.fromEntries(
  Object.entries(functions).map(([name, compute]) => [
    `static double ${name}(double d)`,
    (value: unknown) => double(compute(numberOf(value))),
  ]),
);

const isAway = (rule: EnumValue | null): boolean => rule?.value === 1;

function roundDouble(value: number, places: number, rule: EnumValue | null): number {
  if (places < 0 || places > 15) throw argumentOutOfRange("digits");
  if (!Number.isFinite(value) || Math.abs(value) >= 1e16) return value;
  const power = 10 ** places;
  const scaled = value * power;
  const rounded = isAway(rule) ? Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5) : roundToEven(scaled);
  return rounded / power;
}

const roundDecimal = (value: Decimal, places: number, rule: EnumValue | null): Decimal => {
  if (places < 0 || places > 28) throw argumentOutOfRange("decimals");
  return value.round(places, isAway(rule) ? "away" : "even");
};

function clamp(value: unknown, min: unknown, max: unknown): unknown {
  if (compareNumbers(min, max) > 0) throw argumentError("'min' cannot be greater than max.");
  return compareNumbers(value, min) < 0 ? min : compareNumbers(value, max) > 0 ? max : value;
}

function divRem(kind: "int" | "long"): Run {
  const divide = numericOperation("/", kind) as Run;
  const remainder = numericOperation("%", kind) as Run;
  return (dividend, divisor, result) => {
    (result as OutCell).value = remainder(dividend, divisor);
    return divide(dividend, divisor);
  };
}

/** System.Math. */
export const mathType: TypeTable = {
  name: "System.Math",
  kind: "static",
  members: {
    ...perKind,
    ...signedMembers,
    ...functionMembers,
    "static double PI": () => double(Math.PI),
    "static double E": () => double(Math.E),
    "static decimal Ceiling(decimal d)": (value: Decimal) => value.negate().floor().negate(),
    "static decimal Floor(decimal d)": (value: Decimal) => value.floor(),
    "static decimal Truncate(decimal d)": (value: Decimal) => Decimal.of(value.truncate()),
    "static double Pow(double x, double y)": (x: unknown, y: unknown) => double(numberOf(x) ** numberOf(y)),
    "static double Atan2(double y, double x)": (y: unknown, x: unknown) => double(Math.atan2(numberOf(y), numberOf(x))),
    "static double Log(double a, double newBase)": (value: unknown, base: unknown) =>
      double(Math.log(numberOf(value)) / Math.log(numberOf(base))),
    "static double Round(double a)": (value: unknown) => double(roundDouble(numberOf(value), 0, null)),
    "static double Round(double value, int digits)": (value: unknown, places: number) =>
      double(roundDouble(numberOf(value), places, null)),
    "static double Round(double value, MidpointRounding mode)": (value: unknown, rule: EnumValue) =>
      double(roundDouble(numberOf(value), 0, rule)),
    "static double Round(double value, int digits, MidpointRounding mode)": (
      value: unknown,
      places: number,
      rule: EnumValue,
    ) => double(roundDouble(numberOf(value), places, rule)),
    "static decimal Round(decimal d)": (value: Decimal) => roundDecimal(value, 0, null),
    "static decimal Round(decimal d, int decimals)": (value: Decimal, places: number) =>
      roundDecimal(value, places, null),
    "static decimal Round(decimal d, MidpointRounding mode)": (value: Decimal, rule: EnumValue) =>
      roundDecimal(value, 0, rule),
    "static decimal Round(decimal d, int decimals, MidpointRounding mode)": roundDecimal,
    "static int DivRem(int a, int b, out int result)": divRem("int"),
    "static long DivRem(long a, long b, out long result)": divRem("long"),
    "static int Clamp(int value, int min, int max)": clamp,
    "static long Clamp(long value, long min, long max)": clamp,
    "static double Clamp(double value, double min, double max)": clamp,
    "static long BigMul(int a, int b)": (a: number, b: number) => BigInt(a) * BigInt(b),
  },
};
