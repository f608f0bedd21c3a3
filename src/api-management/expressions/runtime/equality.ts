import { Char } from "../values/char.ts";
import { Decimal } from "../values/decimal.ts";
import { NetObject } from "../values/net-object.ts";
import { NetNumber } from "../values/numbers.ts";

/** Object.Equals(a, b): values by type and value, objects by what their class defines. */
export function netEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (left instanceof NetNumber) {
    return (
      right instanceof NetNumber && left.kind === right.kind && Object.is(plusZero(left.value), plusZero(right.value))
    );
  }
  if (left instanceof Decimal) return right instanceof Decimal && left.compare(right) === 0;
  return left instanceof NetObject && left.equals(right);
}

const plusZero = (value: number | bigint): number | bigint => (value === 0 ? 0 : value);

/** A key for a JavaScript Map that is the same exactly for values that {@link netEquals} calls equal. */
export function hashKey(value: unknown): unknown {
  if (value instanceof NetNumber) return `${value.kind}:${plusZero(value.value)}`;
  if (value instanceof Decimal) return `decimal:${value.trimmed()}`;
  if (value instanceof NetObject) return value.hashKey();
  return typeof value === "string" ? `"${value}` : value;
}

/** C#'s `==` on two operands of type object: the same reference. Boxed values are never the same. */
export function sameReference(left: unknown, right: unknown): boolean {
  if (left === null || right === null) return left === right;
  const boxed = typeof left !== "object" && typeof left !== "function" && typeof left !== "string";
  if (boxed || left instanceof NetNumber || left instanceof Decimal || left instanceof Char) return false;
  return left === right;
}
