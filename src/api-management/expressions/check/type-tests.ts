import { netEquals } from "../runtime/equality.ts";
import { isInstance, isSubtype } from "../runtime/type-of.ts";
import type { ExpressionSyntax, PatternSyntax } from "../syntax/ast.ts";
import { explicitConversion } from "../types/conversions.ts";
import type { NetType } from "../types/net-type.ts";
import { integerRange, rawNumber } from "../types/numeric-conversions.ts";
import { nullType, voidType } from "../types/registry.ts";
import { findTypeDefinition } from "../types/resolve-type.ts";
import { known, numericKind } from "../types/well-known.ts";
import { Decimal } from "../values/decimal.ts";
import { asValue } from "./as-value.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { callOf, convertWith } from "./construct.ts";
import { convertValue, tryConvert } from "./convert.ts";
import { checkExpression, checkValue } from "./expression.ts";

/** Checks `(T)value`. */
export function checkCast(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "cast" }): BoundExpression {
  const type = checker.resolve(syntax.type);
  const operand = checkExpression(checker, syntax.operand);
  if (operand.kind !== "value") {
    const converted = tryConvert(checker, operand, type);
    if (converted === null) asValue(checker, operand);
    else return converted;
  }
  const value = asValue(checker, operand);
  const conversion = explicitConversion(value.type, type);
  if (conversion === null) {
    if (value.type === nullType) throw checker.error("CS0037", `null is no "${type.displayName}".`, syntax.at);
    const message = `A "${value.type.displayName}" can't be cast to a "${type.displayName}".`;
    throw checker.error("CS0030", message, syntax.at);
  }
  refuseLostConstant(checker, value, type, syntax.at);
  return { ...convertWith(value, type, conversion.apply), at: syntax.at };
}

/** @throws ExpressionCompileError CS0221 when a constant does not fit into the integer type it is cast to */
function refuseLostConstant(checker: Checker, value: BoundExpression, type: NetType, at: number): void {
  const kind = numericKind(type);
  const range = kind === undefined ? undefined : integerRange(kind);
  if (value.kind !== "constant" || range === undefined || checker.overflow === "unchecked") return;
  if (numericKind(value.type) === undefined) return;
  const raw = rawNumber(value.value);
  const whole = raw instanceof Decimal ? raw.truncate() : Number.isFinite(Number(raw)) ? BigInt(truncated(raw)) : null;
  if (whole === null || whole < range[0] || whole > range[1]) {
    throw checker.error("CS0221", `The constant does not fit into a "${type.displayName}"; write unchecked(…).`, at);
  }
}

const truncated = (value: number | bigint): number | bigint => (typeof value === "bigint" ? value : Math.trunc(value));

/** Checks `value as T`. */
export function checkAs(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "as" }): BoundExpression {
  const type = checker.resolve(syntax.type);
  const operand = checkValue(checker, syntax.operand);
  if (type.isValueType && !type.isNullable) {
    throw checker.error("CS0077", `"as" needs a type that can be null: "${type.displayName}?".`, syntax.at);
  }
  if (operand.type !== nullType && !isPossible(operand.type, type)) {
    const message = `A "${operand.type.displayName}" is never a "${type.displayName}".`;
    throw checker.error("CS0039", message, syntax.at);
  }
  return callOf((value) => (isInstance(value, type) ? value : null), [operand], type, syntax.at);
}

function isPossible(from: NetType, to: NetType): boolean {
  const target = to.isNullable ? (to.arguments[0] ?? to) : to;
  return isSubtype(from, target) || explicitConversion(from, to)?.kind === "checked" || from === known.object;
}

/** Checks `value is T`, `value is T name` and `value is constant`. */
export function checkIs(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "is" }): BoundExpression {
  const operand = checkValue(checker, syntax.operand);
  if (operand.type === voidType) throw checker.error("CS0019", 'The call before "is" gives no value.', syntax.at);
  return checkPattern(checker, operand, syntax.pattern, syntax.at);
}

/** Checks whether a value fits a pattern of `is` or `case`. */
export function checkPattern(
  checker: Checker,
  operand: BoundExpression,
  pattern: PatternSyntax,
  at: number,
): BoundExpression {
  if (pattern.kind === "type" && !namesConstant(checker, pattern)) {
    if (pattern.type.parts[0]?.name === "var" && pattern.name !== null) {
      const local = pattern.name === "_" ? null : checker.declare(pattern.name, operand.type, pattern.at);
      return { kind: "test", operand, tested: voidType, local, type: known.bool, at };
    }
    const tested = checker.resolve(pattern.type);
    if (pattern.name !== null && tested.isNullable) {
      throw checker.error(
        "CS8116",
        `A pattern can't test for "${tested.displayName}"; test for the type without "?".`,
        at,
      );
    }
    if (pattern.name !== null && operand.type !== nullType && explicitConversion(operand.type, tested) === null) {
      throw checker.error("CS8121", `A "${operand.type.displayName}" is never a "${tested.displayName}".`, at);
    }
    const local =
      pattern.name === null || pattern.name === "_" ? null : checker.declare(pattern.name, tested, pattern.at);
    return { kind: "test", operand, tested, local, type: known.bool, at };
  }
  const syntax = pattern.kind === "constant" ? pattern.value : nameAsExpression(pattern);
  return checkConstantPattern(checker, operand, checkValue(checker, syntax), at);
}

/** A bare name is parsed as a type; when it is a local or an enum's member, it is a constant. */
function namesConstant(checker: Checker, pattern: PatternSyntax & { readonly kind: "type" }): boolean {
  const { parts, nullable, ranks } = pattern.type;
  if (pattern.name !== null || nullable || ranks.length > 0) return false;
  const [first] = parts;
  if (first === undefined || parts.some((part) => part.arguments.length > 0)) return false;
  if (parts.length === 1) return checker.find(first.name) !== undefined;
  const names = parts.map((part) => part.name);
  return findTypeDefinition(names, 0) === undefined && findTypeDefinition(names.slice(0, -1), 0) !== undefined;
}

function nameAsExpression(pattern: PatternSyntax & { readonly kind: "type" }): ExpressionSyntax {
  const { at } = pattern;
  return pattern.type.parts.reduce<ExpressionSyntax | null>(
    (target, part) =>
      target === null
        ? { kind: "name", at, name: part.name, typeArguments: [] }
        : { kind: "member", at, target, name: part.name, typeArguments: [] },
    null,
  ) as ExpressionSyntax;
}

function checkConstantPattern(
  checker: Checker,
  operand: BoundExpression,
  value: BoundExpression,
  at: number,
): BoundExpression {
  if (value.kind !== "constant") throw checker.error("CS0150", "A constant is expected here.", value.at);
  let wanted: unknown = value.value;
  if (operand.type !== known.object && value.type !== nullType) {
    const converted = convertValue(value, operand.type);
    if (converted === null || converted.kind !== "constant") {
      const message = `A "${value.type.displayName}" can't be compared with a "${operand.type.displayName}".`;
      throw checker.error("CS0029", message, value.at);
    }
    wanted = converted.value;
  }
  return callOf((tested) => (tested === null ? wanted === null : netEquals(tested, wanted)), [operand], known.bool, at);
}
