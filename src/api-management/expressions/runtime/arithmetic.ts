import { DotNetError } from "../dotnet-error.ts";
import { rawNumber } from "../types/numeric-conversions.ts";
import type { NumericKind } from "../types/well-known.ts";
import { Decimal } from "../values/decimal.ts";
import { bigintOf, double, float, numberOf, uint, ulong } from "../values/numbers.ts";

/** The types that C# computes in: smaller ones are promoted to these. */
export type ArithmeticKind = "int" | "uint" | "long" | "ulong" | "float" | "double" | "decimal";

type Operation = (left: never, right: never) => unknown;

const divideByZero = (): DotNetError => new DotNetError("System.DivideByZeroException", "Attempted to divide by zero.");

const nonZero = <Value extends number | bigint>(value: Value): Value => {
  if (value === 0 || value === 0n) throw divideByZero();
  return value;
};

const intOperations: Readonly<Record<string, Operation>> = {
  "+": (a: number, b: number) => (a + b) | 0,
  "-": (a: number, b: number) => (a - b) | 0,
  "*": (a: number, b: number) => Math.imul(a, b),
  "/": (a: number, b: number) => divideInt(a, b),
  "%": (a: number, b: number) => (a % nonZero(b)) | 0,
  "&": (a: number, b: number) => a & b,
  "|": (a: number, b: number) => a | b,
  "^": (a: number, b: number) => a ^ b,
  "<<": (a: number, b: number) => a << b,
  ">>": (a: number, b: number) => a >> b,
  "==": (a: number, b: number) => a === b,
  "!=": (a: number, b: number) => a !== b,
  "<": (a: number, b: number) => a < b,
  ">": (a: number, b: number) => a > b,
  "<=": (a: number, b: number) => a <= b,
  ">=": (a: number, b: number) => a >= b,
  "~": (a: number) => ~a,
  negate: (a: number) => -a | 0,
};

function divideInt(dividend: number, divisor: number): number {
  if (dividend === -2147483648 && divisor === -1) {
    throw new DotNetError("System.OverflowException", "Arithmetic operation resulted in an overflow.");
  }
  return Math.trunc(dividend / nonZero(divisor)) | 0;
}

type BigintRule = (value: bigint) => unknown;

/** Integer operations of the kinds that are computed as bigint; `wrap` cuts the result to the kind's width. */
function bigintOperations(wrap: BigintRule, width: bigint): Readonly<Record<string, Operation>> {
  const binary =
    (compute: (a: bigint, b: bigint) => bigint) =>
    (a: unknown, b: unknown): unknown =>
      wrap(compute(bigintOf(a), bigintOf(b)));
  const compare =
    (test: (a: bigint, b: bigint) => boolean) =>
    (a: unknown, b: unknown): boolean =>
      test(bigintOf(a), bigintOf(b));
  return {
    "+": binary((a, b) => a + b),
    "-": binary((a, b) => a - b),
    "*": binary((a, b) => a * b),
    "/": binary((a, b) => a / nonZero(b)),
    "%": binary((a, b) => a % nonZero(b)),
    "&": binary((a, b) => a & b),
    "|": binary((a, b) => a | b),
    "^": binary((a, b) => a ^ b),
    "<<": (a: unknown, b: unknown) => wrap(bigintOf(a) << (bigintOf(b) & (width - 1n))),
    ">>": (a: unknown, b: unknown) => wrap(bigintOf(a) >> (bigintOf(b) & (width - 1n))),
    "==": compare((a, b) => a === b),
    "!=": compare((a, b) => a !== b),
    "<": compare((a, b) => a < b),
    ">": compare((a, b) => a > b),
    "<=": compare((a, b) => a <= b),
    ">=": compare((a, b) => a >= b),
    "~": (a: unknown) => wrap(~bigintOf(a)),
    negate: (a: unknown) => wrap(-bigintOf(a)),
  };
}

function realOperations(make: (value: number) => unknown): Readonly<Record<string, Operation>> {
  const binary =
    (compute: (a: number, b: number) => number) =>
    (a: unknown, b: unknown): unknown =>
      make(compute(numberOf(a), numberOf(b)));
  const compare =
    (test: (a: number, b: number) => boolean) =>
    (a: unknown, b: unknown): boolean =>
      test(numberOf(a), numberOf(b));
  return {
    "+": binary((a, b) => a + b),
    "-": binary((a, b) => a - b),
    "*": binary((a, b) => a * b),
    "/": binary((a, b) => a / b),
    "%": binary((a, b) => a % b),
    "==": compare((a, b) => a === b),
    "!=": compare((a, b) => a !== b),
    "<": compare((a, b) => a < b),
    ">": compare((a, b) => a > b),
    "<=": compare((a, b) => a <= b),
    ">=": compare((a, b) => a >= b),
    negate: (a: unknown) => make(-numberOf(a)),
  };
}

const decimalOperations: Readonly<Record<string, Operation>> = {
  "+": (a: Decimal, b: Decimal) => a.add(b),
  "-": (a: Decimal, b: Decimal) => a.subtract(b),
  "*": (a: Decimal, b: Decimal) => a.multiply(b),
  "/": (a: Decimal, b: Decimal) => a.divide(b),
  "%": (a: Decimal, b: Decimal) => a.remainder(b),
  "==": (a: Decimal, b: Decimal) => a.compare(b) === 0,
  "!=": (a: Decimal, b: Decimal) => a.compare(b) !== 0,
  "<": (a: Decimal, b: Decimal) => a.compare(b) < 0,
  ">": (a: Decimal, b: Decimal) => a.compare(b) > 0,
  "<=": (a: Decimal, b: Decimal) => a.compare(b) <= 0,
  ">=": (a: Decimal, b: Decimal) => a.compare(b) >= 0,
  negate: (a: Decimal) => a.negate(),
};

const operations: Readonly<Record<ArithmeticKind, Readonly<Record<string, Operation>>>> = {
  int: intOperations,
  uint: bigintOperations((value) => uint(Number(BigInt.asUintN(32, value))), 32n),
  long: bigintOperations((value) => BigInt.asIntN(64, value), 64n),
  ulong: bigintOperations(ulong, 64n),
  float: realOperations(float),
  double: realOperations(double),
  decimal: decimalOperations,
};

/** Whether C# defines the operator for the type. */
export const hasOperator = (operator: string, kind: ArithmeticKind): boolean => operator in operations[kind];

/** The function of an operator on two operands of one type. Integers wrap; only division can throw. */
export function numericOperation(operator: string, kind: ArithmeticKind): Operation {
  const operation = operations[kind][operator];
  if (operation === undefined) throw new RangeError(`${kind} has no operator ${operator}`);
  return operation;
}

/** The type in which C# computes an operation on two number types; null when they do not mix. */
export function promote(
  left: NumericKind | undefined,
  right: NumericKind | undefined,
  operator: string,
): ArithmeticKind | null {
  if (left === undefined || right === undefined) return null;
  const either = (kind: NumericKind): boolean => left === kind || right === kind;
  const shift = operator === "<<" || operator === ">>";
  if (either("decimal")) return either("float") || either("double") ? null : "decimal";
  if (either("double")) return "double";
  if (either("float")) return "float";
  if (either("ulong")) {
    const other = left === "ulong" ? right : left;
    const signed = other === "int" || other === "long" || other === "short" || other === "sbyte";
    return signed && !shift && operator !== "~" ? null : "ulong";
  }
  if (either("long")) return "long";
  if (either("uint")) {
    const other = left === "uint" ? right : left;
    const signed = other === "int" || other === "short" || other === "sbyte";
    return signed && !shift && operator !== "~" ? "long" : "uint";
  }
  return "int";
}

/** Numbers of one type in order: negative, 0 or positive. NaN comes before everything, as .NET sorts it. */
export function compareNumbers(left: unknown, right: unknown): number {
  const one = rawNumber(left);
  const other = rawNumber(right);
  if (one instanceof Decimal || other instanceof Decimal) {
    return one instanceof Decimal && other instanceof Decimal ? one.compare(other) : 0;
  }
  if (Number.isNaN(one)) return Number.isNaN(other) ? 0 : -1;
  if (Number.isNaN(other)) return 1;
  return one < other ? -1 : one > other ? 1 : 0;
}
