import { hasOperator, numericOperation, promote } from "../runtime/arithmetic.ts";
import { implicitConversion } from "../types/conversions.ts";
import { ancestry, declaredMembers, type FoundMember } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { nullableOf, nullType, voidType } from "../types/registry.ts";
import { known, numericKind, numericType } from "../types/well-known.ts";
import { valueArgument } from "./arguments.ts";
import type { BoundExpression, Run } from "./bound.ts";
import { callMember, chooseMemberIfAny } from "./call.ts";
import type { Checker } from "./checker.ts";
import { callOf, constant } from "./construct.ts";
import { convert, convertValue } from "./convert.ts";
import { enumOperation } from "./enum-operators.ts";
import { equalityOperation } from "./equality-operators.ts";
import { foldConstants } from "./fold.ts";

const underlying = (type: NetType): NetType => (type.isNullable ? (type.arguments[0] ?? type) : type);

/** Checks `left operator right` for every operator but `&&`, `||` and `??`. */
export function binaryOperation(
  checker: Checker,
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression {
  if (left.type === voidType || right.type === voidType) throw notApplicable(checker, operator, left, right, at);
  const result =
    namespaceName(checker, operator, left, right, at) ??
    concatenation(operator, left, right, at) ??
    shift(operator, left, right, at) ??
    numeric(checker, operator, left, right, at) ??
    booleans(operator, left, right, at) ??
    enumOperation(operator, left, right, at) ??
    userDefined(checker, operator, left, right, at) ??
    equalityOperation(operator, left, right, at);
  if (result === null) throw notApplicable(checker, operator, left, right, at);
  return result;
}

/** A type's own `+` with a text, as XNamespace has, comes before the joining of texts. */
function namespaceName(
  checker: Checker,
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression | null {
  const applies =
    operator === "+" && right.type === known.string && left.type !== known.string && left.type !== nullType;
  return applies && !left.type.isValueType ? userDefined(checker, operator, left, right, at) : null;
}

function notApplicable(
  checker: Checker,
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): Error {
  const types = `a "${left.type.displayName}" and a "${right.type.displayName}"`;
  return checker.error("CS0019", `"${operator}" can't be applied to ${types}.`, at);
}

function concatenation(
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression | null {
  if (operator !== "+" || (left.type !== known.string && right.type !== known.string)) return null;
  if (left.kind === "constant" && right.kind === "constant" && isText(left.value) && isText(right.value)) {
    return constant(`${left.value ?? ""}${right.value ?? ""}`, known.string, at);
  }
  const operands = left.kind === "concat" ? [...left.operands, right] : [left, right];
  return { kind: "concat", operands, type: known.string, at };
}

const isText = (value: unknown): boolean => typeof value === "string" || value === null;

function shift(operator: string, left: BoundExpression, right: BoundExpression, at: number): BoundExpression | null {
  if (operator !== "<<" && operator !== ">>") return null;
  const kind = promote(numericKind(left.type), "int", operator);
  const amount = convertValue(right, known.int);
  const value = kind === null ? null : convertValue(left, numericType(kind));
  if (kind === null || !hasOperator(operator, kind) || amount === null || value === null) return null;
  return callOf(numericOperation(operator, kind) as Run, [value, amount], numericType(kind), at);
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">="]);

function numeric(
  checker: Checker,
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression | null {
  const nullable = left.type.isNullable || right.type.isNullable || left.type === nullType || right.type === nullType;
  const leftKind = constantKind(left, right);
  const rightKind = constantKind(right, left);
  const kind = promote(leftKind ?? (left.type === nullType ? rightKind : undefined), rightKind ?? leftKind, operator);
  if (kind === null || !hasOperator(operator, kind)) return null;
  if (left.type === nullType && right.type === nullType) return null;
  if ((left.type === nullType || right.type === nullType) && (operator === "==" || operator === "!=")) return null;
  const type = numericType(kind);
  const target = nullable ? nullableOf(type) : type;
  const one = convertValue(left, target);
  const other = convertValue(right, target);
  if (one === null || other === null) return null;
  const run = numericOperation(operator, kind) as Run;
  if (comparisons.has(operator)) {
    return callOf(nullable ? liftComparison(run, operator) : run, [one, other], known.bool, at);
  }
  if (!nullable) return foldConstants(checker, operator, kind, callOf(run, [one, other], type, at), one, other);
  const lifted: Run = (a, b) => (a === null || b === null ? null : run(a, b));
  return callOf(lifted, [one, other], target, at);
}

/** A constant that fits the other operand's unsigned type counts as of that type: `1u + 2` is a uint. */
function constantKind(operand: BoundExpression, other: BoundExpression): ReturnType<typeof numericKind> {
  const type = underlying(operand.type);
  const otherType = underlying(other.type);
  const otherKind = numericKind(otherType);
  if (operand.kind === "constant" && type === known.int && (otherKind === "uint" || otherKind === "ulong")) {
    if (convertValue(operand, otherType) !== null) return otherKind;
  }
  return numericKind(type);
}

const liftComparison =
  (run: Run, operator: string): Run =>
  (a, b) => {
    if (a === null || b === null) return operator === "==" ? a === b : operator === "!=" && a !== b;
    return run(a, b);
  };

const booleanRuns: Readonly<Record<string, Run>> = {
  "&": (a, b) => a === true && b === true,
  "|": (a, b) => a === true || b === true,
  "^": (a, b) => a !== b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** The three-valued forms of `&` and `|` on `bool?`. */
const nullableRuns: Readonly<Record<string, Run>> = {
  "&": (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true),
  "|": (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false),
  "^": (a, b) => (a === null || b === null ? null : a !== b),
};

function booleans(operator: string, left: BoundExpression, right: BoundExpression, at: number): BoundExpression | null {
  const fits = (type: NetType): boolean => underlying(type) === known.bool || type === nullType;
  const anyBool = underlying(left.type) === known.bool || underlying(right.type) === known.bool;
  const run = booleanRuns[operator];
  if (run === undefined || !anyBool || !fits(left.type) || !fits(right.type)) return null;
  const nullable = left.type !== known.bool || right.type !== known.bool;
  if (!nullable || operator === "==" || operator === "!=") return callOf(run, [left, right], known.bool, at);
  return callOf(nullableRuns[operator] ?? run, [left, right], nullableOf(known.bool), at);
}

/** Operators that a library type declares; on nullable operands they are lifted. */
function userDefined(
  checker: Checker,
  operator: string,
  left: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression | null {
  const owners = [underlying(left.type), underlying(right.type)].filter((type) => type !== nullType);
  const candidates = [...new Set(owners.flatMap((type) => ancestry(type)))].flatMap((owner): FoundMember[] =>
    (declaredMembers(owner.definition).get(operator) ?? [])
      .filter((member) => member.kind === "operator" && member.parameters.length === 2)
      .map((member) => ({ member, owner })),
  );
  if (candidates.length === 0) return null;
  const direct = chooseMemberIfAny(checker, candidates, [left, right].map(valueArgument), operator, at);
  if (direct !== null) return callMember(checker, direct, null, [left, right].map(valueArgument), at);
  if (!left.type.isNullable && !right.type.isNullable) return null;
  const bare = [left, right].map((operand) => valueArgument({ ...operand, type: underlying(operand.type) }));
  const lifted = chooseMemberIfAny(checker, candidates, bare, operator, at);
  if (lifted === null) return null;
  const run = lifted.found.member.run as Run;
  if (comparisons.has(operator)) return callOf(liftComparison(run, operator), [left, right], known.bool, at);
  const type = nullableOf(lifted.found.member.returns);
  return callOf((a, b) => (a === null || b === null ? null : run(a, b)), [left, right], type, at);
}

/** Checks `-x`, `+x`, `~x` and `!x`. */
export function unaryOperation(
  checker: Checker,
  operator: string,
  operand: BoundExpression,
  at: number,
): BoundExpression {
  const type = underlying(operand.type);
  if (operator === "!" && operand.type === known.bool) return { kind: "not", operand, type: known.bool, at };
  const kind = operator === "!" ? null : promote(numericKind(type), "int", operator);
  const unsigned = kind === "uint" || kind === "ulong";
  const resultKind = operator === "-" && kind === "uint" ? "long" : kind;
  if (resultKind !== null && !(operator === "-" && kind === "ulong")) {
    if (operator === "~" && !hasOperator("&", resultKind)) throw unaryError(checker, operator, operand, at);
    const target = operand.type.isNullable ? nullableOf(numericType(resultKind)) : numericType(resultKind);
    const value = convert(checker, { kind: "value", at, value: operand }, target);
    if (operator === "+") return value;
    const run = numericOperation(operator === "~" ? "~" : "negate", resultKind) as Run;
    if (value.kind === "constant" && !unsigned) return constant(run(value.value), target, at);
    return callOf(operand.type.isNullable ? (a) => (a === null ? null : run(a)) : run, [value], target, at);
  }
  for (const owner of ancestry(type)) {
    const member = declaredMembers(owner.definition)
      .get(operator)
      ?.find((each) => each.kind === "operator" && each.parameters.length === 1);
    const parameter = member?.parameters[0];
    if (member !== undefined && parameter !== undefined && implicitConversion(operand.type, parameter.type) !== null) {
      return callOf(member.run as Run, [operand], member.returns, at);
    }
  }
  throw unaryError(checker, operator, operand, at);
}

function unaryError(checker: Checker, operator: string, operand: BoundExpression, at: number): Error {
  return checker.error("CS0023", `"${operator}" can't be applied to a "${operand.type.displayName}".`, at);
}
