import { DotNetError } from "../dotnet-error.ts";
import { Char } from "../values/char.ts";
import { Decimal } from "../values/decimal.ts";
import { EnumValue } from "../values/enum-value.ts";
import { NetNumber } from "../values/numbers.ts";
import { compareNumbers } from "./arithmetic.ts";
import { compareTexts } from "./compare-texts.ts";
import { typeOf } from "./type-of.ts";

/** A .NET object that has an order among its kind. */
export interface Comparable {
  compareTo(other: unknown): number;
}

const isComparable = (value: unknown): value is Comparable =>
  typeof value === "object" && value !== null && "compareTo" in value;

/** Comparer.Default: null first, numbers by value, texts as the invariant culture sorts them. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right, "culture");
  if (typeof left === "boolean" && typeof right === "boolean") return left ? 1 : -1;
  if (left instanceof Char && right instanceof Char) return left.code - right.code;
  if (left instanceof EnumValue && right instanceof EnumValue) return left.value - right.value;
  const isNumber =
    typeof left === "number" || typeof left === "bigint" || left instanceof NetNumber || left instanceof Decimal;
  if (isNumber && typeOf(left) === typeOf(right)) return compareNumbers(left, right);
  if (isComparable(left) && typeOf(left) === typeOf(right)) return left.compareTo(right);
  const message =
    isNumber || isComparable(left)
      ? "The objects are not of one type."
      : "At least one object must implement IComparable.";
  throw new DotNetError(
    isNumber || isComparable(left) ? "System.ArgumentException" : "System.InvalidOperationException",
    message,
  );
}
