import { isSubtype, typeOf } from "../runtime/type-of.ts";
import type { ExpressionSyntax } from "../syntax/ast.ts";
import { defaultValue } from "../types/default-value.ts";
import { nullType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import { asValue } from "./as-value.ts";
import { checkAssign, checkIncrement } from "./assign.ts";
import type { BoundExpression } from "./bound.ts";
import { checkCall } from "./call.ts";
import type { Checker } from "./checker.ts";
import { checkCoalesce, checkConditional, checkConditionalAccess, checkLogical } from "./choices.ts";
import { constant } from "./construct.ts";
import { convert } from "./convert.ts";
import { checkNew, checkNewAnonymous, checkNewArray } from "./create.ts";
import { checkIndex } from "./index-access.ts";
import { checkInterpolated } from "./interpolated.ts";
import { checkMember } from "./member.ts";
import { checkName } from "./name.ts";
import type { Operand } from "./operand.ts";
import { binaryOperation, unaryOperation } from "./operators.ts";
import { checkAs, checkCast, checkIs } from "./type-tests.ts";

/** Checks an expression that must be a value. */
export const checkValue = (checker: Checker, syntax: ExpressionSyntax): BoundExpression =>
  asValue(checker, checkExpression(checker, syntax));

/** Checks a condition: a bool. */
export const checkCondition = (checker: Checker, syntax: ExpressionSyntax): BoundExpression =>
  convert(checker, checkExpression(checker, syntax), known.bool);

/** Checks an expression in any role: value, type, namespace, methods, lambda. */
export function checkExpression(checker: Checker, syntax: ExpressionSyntax): Operand {
  switch (syntax.kind) {
    case "name":
      return checkName(checker, syntax);
    case "type":
      return { kind: "type", at: syntax.at, type: checker.resolve(syntax.type) };
    case "member":
      return checkMember(checker, syntax);
    case "lambda":
      return { kind: "lambda", at: syntax.at, syntax };
    case "default":
      if (syntax.type === null) return { kind: "default", at: syntax.at };
      break;
    case "throw":
      return { kind: "throw", at: syntax.at, value: checkThrow(checker, syntax.value, syntax.at) };
  }
  return { kind: "value", at: syntax.at, value: checkPlainValue(checker, syntax) };
}

function checkPlainValue(checker: Checker, syntax: ExpressionSyntax): BoundExpression {
  const { at } = syntax;
  switch (syntax.kind) {
    case "literal":
      return constant(syntax.value, syntax.value === null ? nullType : typeOf(syntax.value), at);
    case "interpolated":
      return checkInterpolated(checker, syntax);
    case "call":
      return checkCall(checker, syntax);
    case "index":
      return checkIndex(checker, checkValue(checker, syntax.target), syntax.arguments, at);
    case "conditionalAccess":
      return checkConditionalAccess(checker, syntax);
    case "conditionalReceiver":
      return conditionalReceiver(checker, at);
    case "unary":
      return checkUnary(checker, syntax);
    case "increment":
      return checkIncrement(checker, syntax);
    case "binary":
      return checkBinary(checker, syntax);
    case "assign":
      return checkAssign(checker, syntax);
    case "conditional":
      return checkConditional(checker, syntax);
    case "cast":
      return checkCast(checker, syntax);
    case "is":
      return checkIs(checker, syntax);
    case "as":
      return checkAs(checker, syntax);
    case "new":
      return checkNew(checker, syntax);
    case "newArray":
      return checkNewArray(checker, syntax);
    case "newAnonymous":
      return checkNewAnonymous(checker, syntax);
    case "nameof":
      return constant(syntax.name, known.string, at);
    case "checked":
      return checkOverflowBlock(checker, syntax);
    case "default": {
      const type = syntax.type === null ? known.object : checker.resolve(syntax.type);
      return constant(defaultValue(type), type, at);
    }
    case "typeof":
      throw checker.error(
        "TypeNotAllowed",
        'Policy expressions may not use "typeof": System.Type is not on the list.',
        at,
      );
    default:
      throw checker.error("CS1525", "Values in braces need a type before them: new T[] { … }.", at);
  }
}

function checkUnary(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "unary" }): BoundExpression {
  const { operand, operator, at } = syntax;
  if (operator === "-" && operand.kind === "literal") {
    const negated = smallestInteger(operand.value);
    if (negated !== null) return constant(negated, typeOf(negated), at);
  }
  return unaryOperation(checker, operator, checkValue(checker, operand), at);
}

/** The literals that exist only with a minus: the smallest int and long. */
function smallestInteger(literal: unknown): number | bigint | null {
  const text = String(typeof literal === "object" && literal !== null && "value" in literal ? literal.value : literal);
  if (text === "2147483648") return -2147483648;
  return text === "9223372036854775808" ? -(2n ** 63n) : null;
}

function checkBinary(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "binary" }): BoundExpression {
  if (syntax.operator === "&&" || syntax.operator === "||") return checkLogical(checker, syntax, syntax.operator);
  if (syntax.operator === "??") return checkCoalesce(checker, syntax);
  const left = checkValue(checker, syntax.left);
  return binaryOperation(checker, syntax.operator, left, checkValue(checker, syntax.right), syntax.at);
}

function checkOverflowBlock(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "checked" },
): BoundExpression {
  if (syntax.overflow === "checked") {
    throw checker.error("NotSupported", '"checked" is not available in policy expressions; integers wrap.', syntax.at);
  }
  return checker.inUnchecked(() => checkValue(checker, syntax.operand));
}

function conditionalReceiver(checker: Checker, at: number): BoundExpression {
  const receiver = checker.conditionalReceivers.at(-1);
  if (receiver === undefined) throw checker.error("CS1525", '"?." needs a value before it.', at);
  return receiver;
}

/** Checks `throw value`, as a statement or an expression. */
export function checkThrow(checker: Checker, syntax: ExpressionSyntax, at: number): BoundExpression {
  const value = checkValue(checker, syntax);
  if (value.type !== nullType && !isSubtype(value.type, known.exception)) {
    throw checker.error("CS0155", `A "${value.type.displayName}" is no exception and can't be thrown.`, at);
  }
  return { kind: "throw", value, type: known.object, at };
}

const statementKinds: ReadonlySet<string> = new Set(["call", "assign", "increment", "new", "conditionalAccess"]);

/** Checks an expression that stands alone as a statement, or is the body of a lambda that gives nothing. */
export function checkStatementExpression(checker: Checker, syntax: ExpressionSyntax): BoundExpression {
  if (!statementKinds.has(syntax.kind)) {
    throw checker.error("CS0201", "A statement is a call, an assignment, ++, -- or a new object.", syntax.at);
  }
  return checkValue(checker, syntax);
}
