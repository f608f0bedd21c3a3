import { isSensitive, sensitive, unmark } from "../sensitivity.ts";
import type { BinaryOperator } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert } from "../types/convert.ts";
import { equalValues } from "../types/equal.ts";
import { BOOL, NUMBER } from "../types/type-constraint.ts";
import type { MarkedValue, Value } from "../value.ts";
import { exactResult, remainder } from "./arithmetic.ts";

const ARITHMETIC: { readonly [operator: string]: (left: number, right: number) => number } = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": remainder,
};

const COMPARISON: { readonly [operator: string]: (left: number, right: number) => boolean } = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** Applies `&&`, `==`, `+` and so on; the result is sensitive when an operand is. Throws TerraformError. */
export function applyBinary(operator: BinaryOperator, left: MarkedValue, right: MarkedValue): MarkedValue {
  const result = compute(operator, unmark(left), unmark(right));
  return isSensitive(left) || isSensitive(right) ? sensitive(result) : result;
}

/** Applies `-` or `!` to one operand. */
export function applyUnary(operator: "-" | "!", operand: MarkedValue): MarkedValue {
  const plain = unmark(operand);
  const result = operator === "-" ? exactResult(-toNumber(plain, "")) : !toBoolean(plain, "");
  return isSensitive(operand) ? sensitive(result) : result;
}

function compute(operator: BinaryOperator, left: Value, right: Value): boolean | number {
  if (operator === "==") return equalValues(left, right);
  if (operator === "!=") return !equalValues(left, right);
  if (operator === "&&" || operator === "||") {
    const [first, second] = [toBoolean(left, "left "), toBoolean(right, "right ")];
    return operator === "&&" ? first && second : first || second;
  }
  const [first, second] = [toNumber(left, "left "), toNumber(right, "right ")];
  const compare = COMPARISON[operator];
  if (compare !== undefined) return compare(first, second);
  return exactResult(ARITHMETIC[operator]?.(first, second) ?? Number.NaN);
}

function toNumber(value: Value, side: string): number {
  return Number(operand(value, () => convert(value, NUMBER), side));
}

function toBoolean(value: Value, side: string): boolean {
  return operand(value, () => convert(value, BOOL), side) === true;
}

function operand(value: Value, converted: () => Value, side: string): Value {
  if (value === null)
    throw new TerraformError("INVALID_VALUE", "Operation failed: error during operation: argument must not be null.");
  try {
    return converted();
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError("INVALID_VALUE", `Invalid operand: unsuitable value for ${side}operand: ${error.detail}.`);
  }
}
