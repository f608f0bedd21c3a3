import type { ExpressionSyntax } from "../syntax/ast.ts";
import { nullableOf, nullType, voidType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { readLocal } from "./construct.ts";
import { tryConvert } from "./convert.ts";
import { checkCondition, checkExpression, checkValue } from "./expression.ts";
import type { Operand } from "./operand.ts";

/** Checks `&&` and `||`. */
export function checkLogical(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "binary" },
  operator: "&&" | "||",
): BoundExpression {
  const left = checkValue(checker, syntax.left);
  const right = checkValue(checker, syntax.right);
  if (left.type !== known.bool || right.type !== known.bool) {
    const types = `a "${left.type.displayName}" and a "${right.type.displayName}"`;
    throw checker.error("CS0019", `"${operator}" can't be applied to ${types}.`, syntax.at);
  }
  return { kind: "logical", operator, left, right, type: known.bool, at: syntax.at };
}

/** Checks `condition ? a : b`. */
export function checkConditional(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "conditional" },
): BoundExpression {
  const condition = checkCondition(checker, syntax.condition);
  const one = checkExpression(checker, syntax.whenTrue);
  const other = checkExpression(checker, syntax.whenFalse);
  const [whenTrue, whenFalse] = unify(checker, one, other, syntax.at);
  return { kind: "conditional", condition, whenTrue, whenFalse, type: whenTrue.type, at: syntax.at };
}

function unify(
  checker: Checker,
  one: Operand,
  other: Operand,
  at: number,
): readonly [BoundExpression, BoundExpression] {
  if (one.kind === "value" && one.value.type !== nullType) {
    const converted = tryConvert(checker, other, one.value.type);
    if (converted !== null && !prefersOther(checker, one, other)) return [one.value, converted];
  }
  if (other.kind === "value" && other.value.type !== nullType) {
    const converted = tryConvert(checker, one, other.value.type);
    if (converted !== null) return [converted, other.value];
  }
  const name = (operand: Operand): string => (operand.kind === "value" ? operand.value.type.displayName : operand.kind);
  const message = `The two results, a "${name(one)}" and a "${name(other)}", have no type in common; cast one of them.`;
  throw checker.error("CS0173", message, at);
}

/** When each side converts to the other, as constants may, the wider type wins. */
function prefersOther(checker: Checker, one: Operand, other: Operand): boolean {
  if (one.kind !== "value" || other.kind !== "value" || one.value.type === other.value.type) return false;
  if (other.value.type === nullType || other.value.kind !== "constant") return false;
  return (
    one.value.kind === "constant" && one.value.type !== known.int && tryConvert(checker, one, other.value.type) !== null
  );
}

/** Checks `left ?? right`. */
export function checkCoalesce(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "binary" },
): BoundExpression {
  const { at } = syntax;
  const left = checkValue(checker, syntax.left);
  if (left.type.isValueType && !left.type.isNullable) {
    throw checker.error(
      "CS0019",
      `"??" needs a value that can be null before it, not a "${left.type.displayName}".`,
      at,
    );
  }
  const right = checkExpression(checker, syntax.right);
  const [inner] = left.type.isNullable ? left.type.arguments : [];
  for (const type of inner === undefined ? [left.type] : [inner, left.type]) {
    const converted = left.type === nullType ? null : tryConvert(checker, right, type);
    if (converted !== null) return { kind: "coalesce", left: { ...left, type }, right: converted, type, at };
  }
  if (right.kind === "value" && right.value.type !== voidType) {
    const converted = tryConvert(checker, { kind: "value", at, value: left }, right.value.type);
    if (converted !== null) {
      return { kind: "coalesce", left: converted, right: right.value, type: right.value.type, at };
    }
  }
  const name = right.kind === "value" ? right.value.type.displayName : right.kind;
  throw checker.error("CS0019", `"??" can't be applied to a "${left.type.displayName}" and a "${name}".`, at);
}

/** Checks `target?.access` and `target?[access]`. */
export function checkConditionalAccess(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "conditionalAccess" },
): BoundExpression {
  const { at } = syntax;
  const receiver = checkValue(checker, syntax.target);
  if (
    receiver.type === nullType ||
    receiver.type === voidType ||
    (receiver.type.isValueType && !receiver.type.isNullable)
  ) {
    throw checker.error("CS0023", `"?" can't be applied to a "${receiver.type.displayName}", which is never null.`, at);
  }
  const [inner] = receiver.type.isNullable ? receiver.type.arguments : [];
  const local = checker.temporary(inner ?? receiver.type);
  const known = readLocal(local, at);
  checker.conditionalReceivers.push(known);
  try {
    const access = checkValue(checker, syntax.access);
    const nullable = access.type.isValueType && !access.type.isNullable && access.type !== voidType;
    const type = nullable ? nullableOf(access.type) : access.type;
    return { kind: "conditionalAccess", receiver, local, access, type, at };
  } finally {
    checker.conditionalReceivers.pop();
  }
}
