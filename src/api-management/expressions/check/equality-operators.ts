import { netEquals, sameReference } from "../runtime/equality.ts";
import { isSubtype } from "../runtime/type-of.ts";
import type { NetType } from "../types/net-type.ts";
import { nullType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import type { BoundExpression, Run } from "./bound.ts";
import { callOf } from "./construct.ts";

const identical: Run = (left, right) => left === right;

/**
 * `==` of a text and an `object` compares references. A text that was read at run time is another object than a literal, so
 * this is false even for equal texts, as it is in C#.
 */
const textReference: Run = (left, right) => left === null && right === null;

/** `==` and `!=` that every type has: texts by value, objects by reference, nullable values with null. */
export function equalityOperation(
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression | null {
  if (operator !== "==" && operator !== "!=") return null;
  const equal = comparison(left.type, right.type);
  if (equal === null) return null;
  const run: Run = operator === "==" ? equal : (one, other) => equal(one, other) !== true;
  return callOf(run, [left, right], known.bool, at);
}

function comparison(left: NetType, right: NetType): Run | null {
  if (left === known.string && right === known.string) return identical;
  if (left === nullType || right === nullType) {
    const other = left === nullType ? right : left;
    return other.isValueType && !other.isNullable ? null : identical;
  }
  if (left.isValueType || right.isValueType) {
    const same = left === right || (left.isNullable && left.arguments[0] === right);
    const comparable = same || (right.isNullable && right.arguments[0] === left);
    const enums = [left, right].some(
      (type) => type.definition.kind === "enum" || type.arguments[0]?.definition.kind === "enum",
    );
    return comparable && enums ? netEquals : null;
  }
  const related =
    isSubtype(left, right) ||
    isSubtype(right, left) ||
    (left.definition.kind === "interface" && right.definition.kind !== "delegate") ||
    (right.definition.kind === "interface" && left.definition.kind !== "delegate");
  if (!related) return null;
  return left === known.string || right === known.string ? textReference : sameReference;
}
