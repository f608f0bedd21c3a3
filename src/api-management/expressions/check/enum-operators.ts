import { known } from "../types/well-known.ts";
import { EnumValue } from "../values/enum-value.ts";
import type { BoundExpression, Run } from "./bound.ts";
import { callOf, constant } from "./construct.ts";
import { convertValue } from "./convert.ts";

const bitwise: Readonly<Record<string, (left: number, right: number) => number>> = {
  "|": (left, right) => left | right,
  "&": (left, right) => left & right,
  "^": (left, right) => left ^ right,
};

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};

const numberOf = (value: unknown): number => (value instanceof EnumValue ? value.value : Number(value));

/** Operators on two values of one enum, and on an enum and the literal 0. */
export function enumOperation(
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression | null {
  const type = left.type.definition.kind === "enum" ? left.type : right.type;
  if (type.definition.kind !== "enum") return null;
  const one = convertValue(left, type);
  const other = convertValue(right, type);
  if (one === null || other === null) return null;
  const compare = comparisons[operator];
  if (compare !== undefined) {
    return callOf((a, b) => compare(numberOf(a), numberOf(b)), [one, other], known.bool, at);
  }
  const combine = bitwise[operator];
  if (combine === undefined) return null;
  const run: Run = (a, b) => EnumValue.of(type, combine(numberOf(a), numberOf(b)));
  if (one.kind === "constant" && other.kind === "constant") return constant(run(one.value, other.value), type, at);
  return callOf(run, [one, other], type, at);
}
