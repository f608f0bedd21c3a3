import { isSubtype } from "../runtime/type-of.ts";
import type { BlockSyntax, CatchSyntax, DeclarationSyntax, StatementSyntax } from "../syntax/ast.ts";
import { explicitConversion } from "../types/conversions.ts";
import { enumerationOf } from "../types/enumeration.ts";
import { findMembers } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { nullType, voidType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import type { BoundCatch, BoundExpression, BoundStatement } from "./bound.ts";
import { callMember, chooseMember } from "./call.ts";
import type { Checker } from "./checker.ts";
import { convert } from "./convert.ts";
import { checkArrayValues } from "./create.ts";
import { checkCondition, checkExpression, checkStatementExpression, checkThrow, checkValue } from "./expression.ts";
import { checkLocalFunction, declareLocalFunctions } from "./local-function.ts";
import { checkSwitch } from "./switch.ts";

/** Checks a block in a scope of its own. Local functions that use none of its other locals are put first. */
export const checkBlock = (checker: Checker, block: BlockSyntax): BoundStatement =>
  checker.inBlock(() => {
    const functions = declareLocalFunctions(checker, block.statements);
    const names = new Set(functions.values());
    const firstSlot = checker.scope.locals.length;
    const hoisted: BoundStatement[] = [];
    const statements = block.statements.flatMap((statement): BoundStatement[] => {
      const local = functions.get(statement);
      if (statement.kind !== "function" || local === undefined) return [checkStatement(checker, statement)];
      const { declaration, captures } = checkLocalFunction(checker, statement, local);
      const usesBlock = [...captures].some(
        (each) => each.owner === checker.scope && each.slot >= firstSlot && !names.has(each),
      );
      if (usesBlock) return [declaration];
      hoisted.push(declaration);
      return [];
    });
    return { kind: "block", statements: [...hoisted, ...statements] };
  });

/** Checks a statement that may not declare names for what follows: the body of an `if` or a loop. */
const checkEmbedded = (checker: Checker, statement: StatementSyntax): BoundStatement =>
  checker.inBlock(() => checkStatement(checker, statement));

/** Checks one statement. */
export function checkStatement(checker: Checker, statement: StatementSyntax): BoundStatement {
  switch (statement.kind) {
    case "block":
      return checkBlock(checker, statement);
    case "unchecked":
      return checker.inUnchecked(() => checkBlock(checker, statement.body));
    case "empty":
      return { kind: "block", statements: [] };
    case "declaration":
      return checkDeclaration(checker, statement);
    case "expression":
      return { kind: "expression", value: checkStatementExpression(checker, statement.value) };
    case "function":
      throw checker.error("NotSupported", "A local function stands directly in a block.", statement.at);
    case "if": {
      const condition = checkCondition(checker, statement.condition);
      const whenTrue = checkEmbedded(checker, statement.whenTrue);
      const whenFalse = statement.whenFalse === null ? null : checkEmbedded(checker, statement.whenFalse);
      return { kind: "if", condition, whenTrue, whenFalse };
    }
    case "while":
    case "do": {
      const condition = checkCondition(checker, statement.condition);
      const body = checker.inBreakable("loop", () => checkEmbedded(checker, statement.body));
      return { kind: "loop", test: statement.kind === "do" ? "after" : "before", condition, step: [], body };
    }
    case "for":
      return checkFor(checker, statement);
    case "foreach":
      return checkForeach(checker, statement);
    case "switch":
      return checkSwitch(checker, statement);
    case "return":
      return { kind: "return", value: checkReturn(checker, statement.value, statement.at) };
    case "break":
    case "continue":
      if (checker.canBreak(statement.kind)) return { kind: statement.kind };
      throw checker.error("CS0139", `"${statement.kind}" stands outside of a loop.`, statement.at);
    case "throw":
      return checkThrowStatement(checker, statement);
    case "try":
      return checkTry(checker, statement);
    case "using":
      return checkUsing(checker, statement);
  }
}

function checkDeclaration(checker: Checker, declaration: DeclarationSyntax): BoundStatement {
  const isVar = declaration.type.parts.length === 1 && declaration.type.parts[0]?.name === "var";
  const implicit = isVar && declaration.type.ranks.length === 0;
  if (implicit && declaration.variables.length > 1) {
    throw checker.error("CS0819", '"var" declares one variable at a time.', declaration.at);
  }
  const type = implicit ? null : checker.resolve(declaration.type);
  if (type === voidType) throw checker.error("CS1547", 'A variable can\'t be of type "void".', declaration.at);
  const statements = declaration.variables.map((variable): BoundStatement => {
    const value = initialValue(checker, variable, type);
    if (declaration.constant) return declareConstant(checker, variable, value, type);
    const local = checker.declare(variable.name, type ?? value?.type ?? known.object, variable.at);
    return { kind: "declare", local, value };
  });
  const [only] = statements;
  return statements.length === 1 && only !== undefined ? only : { kind: "block", statements };
}

function initialValue(
  checker: Checker,
  { value: syntax, at }: DeclarationSyntax["variables"][number],
  type: NetType | null,
): BoundExpression | null {
  if (syntax === null) {
    if (type === null) throw checker.error("CS0818", '"var" needs a value to take its type from.', at);
    return null;
  }
  if (syntax.kind === "arrayInitializer") {
    const [element] = type?.isArray ? type.arguments : [];
    if (element === undefined) throw checker.error("CS0820", "Values in braces need a type: new T[] { … }.", at);
    return checkArrayValues(checker, element, syntax.values, syntax.at);
  }
  if (type !== null) return convert(checker, checkExpression(checker, syntax), type);
  const operand = checkExpression(checker, syntax);
  if (operand.kind !== "value") throw checker.error("CS0815", `"var" can't take its type from a ${operand.kind}.`, at);
  if (operand.value.type === nullType || operand.value.type === voidType) {
    throw checker.error("CS0815", `"var" can't take its type from ${operand.value.type.displayName}.`, at);
  }
  return operand.value;
}

function declareConstant(
  checker: Checker,
  variable: DeclarationSyntax["variables"][number],
  value: BoundExpression | null,
  type: NetType | null,
): BoundStatement {
  if (value === null || value.kind !== "constant" || type === null) {
    throw checker.error("CS0133", `The constant "${variable.name}" needs a type and a constant value.`, variable.at);
  }
  checker.declare(variable.name, type, variable.at, "constant", { value: value.value });
  return { kind: "block", statements: [] };
}

function checkFor(checker: Checker, statement: StatementSyntax & { readonly kind: "for" }): BoundStatement {
  return checker.inBlock(() => {
    const start = statement.start.map((each) => checkStatement(checker, each));
    const condition = statement.condition === null ? null : checkCondition(checker, statement.condition);
    const step = statement.step.map((each) => checkStatementExpression(checker, each));
    const body = checker.inBreakable("loop", () => checkEmbedded(checker, statement.body));
    return { kind: "block", statements: [...start, { kind: "loop", test: "before", condition, step, body }] };
  });
}

function checkForeach(checker: Checker, statement: StatementSyntax & { readonly kind: "foreach" }): BoundStatement {
  const sequence = enumerated(checker, checkValue(checker, statement.sequence));
  const element = enumerationOf(sequence.type);
  if (element === null) {
    const message = `foreach can't go through a "${sequence.type.displayName}": it is no sequence.`;
    throw checker.error("CS1579", message, statement.sequence.at);
  }
  return checker.inBlock(() => {
    const isVar = statement.type.parts.length === 1 && statement.type.parts[0]?.name === "var";
    const type = isVar ? element : checker.resolve(statement.type);
    const conversion = explicitConversion(element, type);
    if (conversion === null) {
      const message = `The elements are of type "${element.displayName}", which can't be cast to "${type.displayName}".`;
      throw checker.error("CS0030", message, statement.at);
    }
    const local = checker.declare(statement.name, type, statement.nameAt, "iteration");
    const body = checker.inBreakable("loop", () => checkEmbedded(checker, statement.body));
    return { kind: "foreach", local, sequence, convert: conversion.apply, body };
  });
}

/** A type's own GetEnumerator comes before what it is a sequence of: a JObject gives pairs, not tokens. */
function enumerated(checker: Checker, value: BoundExpression): BoundExpression {
  const candidates = findMembers(value.type, "GetEnumerator", "instance");
  if (candidates.length === 0) return value;
  const chosen = chooseMember(checker, candidates, [], "GetEnumerator", value.at);
  return callMember(checker, chosen, value, [], value.at);
}

function checkReturn(
  checker: Checker,
  syntax: (StatementSyntax & { readonly kind: "return" })["value"],
  at: number,
): BoundExpression | null {
  const rule = checker.scope.returns;
  const expected = rule.kind === "type" ? rule.type : null;
  if (syntax === null) {
    if (expected !== null && expected !== voidType) throw checker.error("CS0126", "return needs a value here.", at);
    return null;
  }
  const operand = checkExpression(checker, syntax);
  if (expected === voidType) throw checker.error("CS0127", "This lambda gives nothing: return can't have a value.", at);
  if (checker.scope.outer === null && operand.kind === "value") checker.resultTypes.push(operand.value.type);
  if (expected !== null) return convert(checker, operand, expected);
  const value = operand.kind === "value" ? operand.value : checkValue(checker, syntax);
  if (value.type === voidType) throw checker.error("CS0029", "The call after return gives no value.", value.at);
  if (rule.kind === "infer") rule.values.push(value);
  return value;
}

function checkThrowStatement(
  checker: Checker,
  statement: StatementSyntax & { readonly kind: "throw" },
): BoundStatement {
  if (statement.value !== null) {
    const thrown = checkThrow(checker, statement.value, statement.at);
    return { kind: "throw", value: thrown.kind === "throw" ? thrown.value : thrown };
  }
  if (checker.isCatching) return { kind: "throw", value: null };
  throw checker.error("CS0156", '"throw;" without a value stands only in a catch clause.', statement.at);
}

function checkTry(checker: Checker, statement: StatementSyntax & { readonly kind: "try" }): BoundStatement {
  const body = checkBlock(checker, statement.body);
  const earlier: NetType[] = [];
  const catches = statement.catches.map((clause) => {
    const checked = checkCatch(checker, clause);
    const covered = earlier.some((type) => isSubtype(checked.type, type));
    if (covered) throw checker.error("CS0160", "An earlier catch clause already catches these exceptions.", clause.at);
    if (clause.when === null) earlier.push(checked.type);
    return checked;
  });
  const cleanup = statement.cleanup === null ? null : checkBlock(checker, statement.cleanup);
  return { kind: "try", body, catches, cleanup };
}

function checkCatch(checker: Checker, clause: CatchSyntax): BoundCatch {
  return checker.inBlock(() => {
    const type = clause.type === null ? known.exception : checker.resolve(clause.type);
    if (!isSubtype(type, known.exception)) {
      throw checker.error("CS0155", `A "${type.displayName}" is no exception and can't be caught.`, clause.at);
    }
    const local = clause.name === null ? null : checker.declare(clause.name, type, clause.at);
    const when = clause.when === null ? null : checkCondition(checker, clause.when);
    return { type, local, when, body: checker.inCatch(() => checkBlock(checker, clause.body)) };
  });
}

function checkUsing(checker: Checker, statement: StatementSyntax & { readonly kind: "using" }): BoundStatement {
  return checker.inBlock(() => {
    const { resource } = statement;
    const bound: BoundStatement =
      resource.kind === "declaration"
        ? checkDeclaration(checker, resource)
        : { kind: "expression", value: checkValue(checker, resource) };
    return { kind: "using", resource: bound, body: checkEmbedded(checker, statement.body) };
  });
}
