import { standardImplicit } from "../types/conversions.ts";
import type { NetType } from "../types/net-type.ts";
import { voidType } from "../types/registry.ts";
import { numericKind } from "../types/well-known.ts";
import type { Argument } from "./arguments.ts";
import type { Checker } from "./checker.ts";
import { convertValue } from "./convert.ts";
import { delegateSignature } from "./delegates.ts";
import { inferReturnType } from "./lambda.ts";
import type { Applicable } from "./overload.ts";

const signed: ReadonlySet<string> = new Set(["sbyte", "short", "int", "long"]);
const unsigned: ReadonlySet<string> = new Set(["byte", "ushort", "uint", "ulong"]);

/** The applicable members that no other beats, by C#'s rules for the better function member. */
export function bestOf(
  checker: Checker,
  list: readonly Argument[],
  applicable: readonly Applicable[],
): readonly Applicable[] {
  if (applicable.length < 2) return applicable;
  return applicable.filter((one) =>
    applicable.every((other) => one === other || compareMembers(checker, list, one, other) < 0),
  );
}

/** Negative when `one` is better, positive when `other` is, 0 when neither. */
function compareMembers(checker: Checker, list: readonly Argument[], one: Applicable, other: Applicable): number {
  let ahead = 0;
  let behind = 0;
  for (const [index, argument] of list.entries()) {
    const left = one.argumentTypes[index];
    const right = other.argumentTypes[index];
    if (left === undefined || right === undefined || left === right) continue;
    const order = compareTargets(checker, argument, left, right);
    if (order < 0) ahead++;
    if (order > 0) behind++;
  }
  if (ahead > 0 !== behind > 0) return ahead > 0 ? -1 : 1;
  if (ahead > 0) return 0;
  return breakTie(one, other);
}

function breakTie(one: Applicable, other: Applicable): number {
  const orders = [
    one.typeArguments.length === 0 ? 0 : 1,
    other.typeArguments.length === 0 ? 0 : 1,
    one.form === "normal" ? 0 : 1,
    other.form === "normal" ? 0 : 1,
    one.slots.filter((slot) => slot.kind === "default").length,
    other.slots.filter((slot) => slot.kind === "default").length,
    -one.slots.length,
    -other.slots.length,
  ];
  for (let index = 0; index < orders.length; index += 2) {
    const difference = (orders[index] ?? 0) - (orders[index + 1] ?? 0);
    if (difference !== 0) return difference;
  }
  return specificity(other) - specificity(one);
}

/** How much the parameters say about their types before type arguments are put in. */
function specificity(member: Applicable): number {
  const depth = (type: NetType): number =>
    type.definition.kind === "parameter" ? 0 : 1 + type.arguments.reduce((sum, argument) => sum + depth(argument), 0);
  return member.openArgumentTypes.reduce((sum, type) => sum + depth(type), 0);
}

function compareTargets(checker: Checker, argument: Argument, left: NetType, right: NetType): number {
  if (argument.kind === "out") return 0;
  const { operand } = argument;
  if (operand.kind === "lambda") return compareDelegates(checker, operand.syntax, left, right);
  if (operand.kind === "value") {
    const { type } = operand.value;
    if (type === left) return -1;
    if (type === right) return 1;
    if (operand.value.kind === "constant") {
      const fitsLeft = convertValue(operand.value, left) !== null;
      if (fitsLeft !== (convertValue(operand.value, right) !== null)) return fitsLeft ? -1 : 1;
    }
  }
  return compareTypes(left, right);
}

function compareTypes(left: NetType, right: NetType): number {
  const toRight = standardImplicit(left, right) !== null;
  const toLeft = standardImplicit(right, left) !== null;
  if (toRight !== toLeft) return toRight ? -1 : 1;
  const leftKind = numericKind(left) ?? "";
  const rightKind = numericKind(right) ?? "";
  if (signed.has(leftKind) && unsigned.has(rightKind)) return -1;
  return unsigned.has(leftKind) && signed.has(rightKind) ? 1 : 0;
}

/** Of two delegates with the same parameters, the better one returns what the lambda gives. */
function compareDelegates(
  checker: Checker,
  syntax: Parameters<typeof inferReturnType>[1],
  left: NetType,
  right: NetType,
): number {
  const one = delegateSignature(left);
  const other = delegateSignature(right);
  if (one === null || other === null) return 0;
  if (one.returns === other.returns) return 0;
  if (one.returns === voidType || other.returns === voidType) return one.returns === voidType ? 1 : -1;
  const returned = inferReturnType(checker, syntax, one.parameters);
  if (returned === one.returns) return -1;
  return returned === other.returns ? 1 : compareTypes(one.returns, other.returns);
}
