import type { CompileErrorCode } from "../compile-error.ts";
import type { ExpressionSyntax } from "../syntax/ast.ts";
import { explicitConversion } from "../types/conversions.ts";
import { findMembers } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { nullType } from "../types/registry.ts";
import { known, numericKind } from "../types/well-known.ts";
import type { BoundExpression, Local, Run, StoreTarget } from "./bound.ts";
import { callMember } from "./call.ts";
import type { Checker } from "./checker.ts";
import { constant, convertWith, readLocal, storeLocal } from "./construct.ts";
import { convert, convertValue } from "./convert.ts";
import { checkExpression, checkValue } from "./expression.ts";
import { chooseIndexer } from "./index-access.ts";
import { instanceMember } from "./member.ts";
import { binaryOperation } from "./operators.ts";

/** A place that can be written, and how it is read. */
interface Place {
  readonly target: StoreTarget;
  readonly type: NetType;
  /** Runs before reading and writing: what `a[i++] += 1` must do once. */
  readonly effects: readonly BoundExpression[];
  readonly read: BoundExpression;
}

/** Checks `target = value` and `target op= value`. */
export function checkAssign(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "assign" }): BoundExpression {
  const { operator, at } = syntax;
  if (
    operator === "" &&
    syntax.target.kind === "name" &&
    syntax.target.name === "_" &&
    checker.find("_") === undefined
  ) {
    return checkValue(checker, syntax.value);
  }
  const place = checkPlace(checker, syntax.target, "CS0131", operator === "" ? "direct" : "saved");
  if (operator === "") {
    const value = convert(checker, checkExpression(checker, syntax.value), place.type);
    return { kind: "store", target: place.target, value, type: place.type, at };
  }
  const right = checkValue(checker, syntax.value);
  return finish(
    place,
    storeResult(checker, place, binaryOperation(checker, operator, place.read, right, at), right, at),
  );
}

/** The result of `x op y` goes back into x with a cast, when y alone would have fit. */
function storeResult(
  checker: Checker,
  place: Place,
  result: BoundExpression,
  right: BoundExpression,
  at: number,
): BoundExpression {
  let value = convertValue(result, place.type);
  if (value === null) {
    const cast = explicitConversion(result.type, place.type);
    const fits =
      convertValue(right, place.type) !== null || (numericKind(place.type) !== undefined && right.type === known.int);
    if (cast === null || !fits) value = convert(checker, { kind: "value", at, value: result }, place.type);
    else value = convertWith(result, place.type, cast.apply);
  }
  return { kind: "store", target: place.target, value, type: place.type, at };
}

function finish(place: Place, result: BoundExpression): BoundExpression {
  if (place.effects.length === 0) return result;
  return { kind: "sequence", effects: place.effects, result, type: result.type, at: result.at };
}

/** Checks `x++` and its relatives. */
export function checkIncrement(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "increment" },
): BoundExpression {
  const { at } = syntax;
  const place = checkPlace(checker, syntax.operand, "CS0131", "saved");
  const type = place.type.isNullable ? (place.type.arguments[0] ?? place.type) : place.type;
  if (numericKind(type) === undefined) {
    throw checker.error("CS0023", `"${syntax.operator}" can't be applied to a "${place.type.displayName}".`, at);
  }
  const one = constant(1, known.int, at);
  const operator = syntax.operator === "++" ? "+" : "-";
  if (syntax.prefix) {
    return finish(place, storeResult(checker, place, binaryOperation(checker, operator, place.read, one, at), one, at));
  }
  const before = checker.temporary(place.type);
  const old = readLocal(before, at);
  const store = storeResult(checker, place, binaryOperation(checker, operator, old, one, at), one, at);
  const effects = [...place.effects, storeLocal(before, place.read), store];
  return { kind: "sequence", effects, result: old, type: place.type, at };
}

/** Checks a place that `out` writes to. */
export function checkStoreTarget(
  checker: Checker,
  syntax: ExpressionSyntax,
  code: CompileErrorCode,
): { readonly target: StoreTarget; readonly type: NetType } {
  return checkPlace(checker, syntax, code, "direct");
}

function checkPlace(
  checker: Checker,
  syntax: ExpressionSyntax,
  code: CompileErrorCode,
  inputs: "direct" | "saved",
): Place {
  if (syntax.kind === "name") {
    const local = checker.find(syntax.name);
    if (local !== undefined) return localPlace(checker, local, syntax.at, code);
  }
  if (syntax.kind === "member") return propertyPlace(checker, syntax, code, inputs);
  if (syntax.kind === "index") {
    const receiver = checkValue(checker, syntax.target);
    const { chosen, list } = chooseIndexer(checker, receiver, syntax.arguments, syntax.at);
    const read = callMember(checker, chosen, receiver, list, syntax.at);
    return memberPlace(checker, read, chosen.found.member.set, syntax.at, inputs);
  }
  const value = checkValue(checker, syntax);
  throw checker.error(
    code,
    `This ${value.type === nullType ? "null" : "value"} is no variable, property or element.`,
    syntax.at,
  );
}

function localPlace(checker: Checker, local: Local, at: number, code: CompileErrorCode): Place {
  if (local.use === "constant") throw checker.error(code, `"${local.name}" is a constant.`, at);
  if (local.use === "iteration") {
    throw checker.error("CS1604", `"${local.name}" is the variable of a foreach and can't be changed.`, at);
  }
  return { target: { kind: "local", local }, type: local.type, effects: [], read: readLocal(local, at) };
}

function propertyPlace(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "member" },
  code: CompileErrorCode,
  inputs: "direct" | "saved",
): Place {
  const target = checkExpression(checker, syntax.target);
  if (target.kind !== "value") {
    checkValue(checker, syntax);
    throw checker.error("CS0200", `"${syntax.name}" can't be assigned.`, syntax.at);
  }
  const operand = instanceMember(checker, target.value, syntax.name, [], syntax.at);
  if (operand.kind !== "value")
    throw checker.error(code, `"${syntax.name}" is a method and can't be assigned.`, syntax.at);
  const [found] = findMembers(target.value.type, syntax.name, "instance");
  return memberPlace(checker, operand.value, found?.member.set ?? null, syntax.at, inputs);
}

function memberPlace(
  checker: Checker,
  read: BoundExpression,
  set: ((...inputs: never[]) => unknown) | null,
  at: number,
  inputs: "direct" | "saved",
): Place {
  if (read.kind !== "call" || set === null) {
    throw checker.error("CS0200", "This property or element is read-only and can't be assigned.", at);
  }
  const run = set as Run;
  if (inputs === "direct") {
    return { target: { kind: "member", run, inputs: read.inputs }, type: read.type, effects: [], read };
  }
  const effects: BoundExpression[] = [];
  const saved = read.inputs.map((input) => {
    if (input.kind === "constant" || input.kind === "local") return input;
    const local = checker.temporary(input.type);
    effects.push(storeLocal(local, input));
    return readLocal(local, at);
  });
  return { target: { kind: "member", run, inputs: saved }, type: read.type, effects, read: { ...read, inputs: saved } };
}
