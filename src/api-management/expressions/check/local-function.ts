import type { StatementSyntax } from "../syntax/ast.ts";
import { NetType } from "../types/net-type.ts";
import { findBySimpleName, voidType } from "../types/registry.ts";
import type { BoundStatement, Local } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { checkLambda } from "./lambda.ts";

type FunctionSyntax = StatementSyntax & { readonly kind: "function" };

/**
 * Declares the names of a block's local functions before anything else in it is checked: they may be called ahead of
 * where they stand, and call each other.
 */
export function declareLocalFunctions(
  checker: Checker,
  statements: readonly StatementSyntax[],
): ReadonlyMap<StatementSyntax, Local> {
  const functions = statements.filter((statement): statement is FunctionSyntax => statement.kind === "function");
  return new Map(
    functions.map((syntax) => [syntax, checker.declare(syntax.name, delegateOf(checker, syntax), syntax.at)]),
  );
}

/** A checked local function: a local that holds a lambda. It can move to the start of its block unless it uses its locals. */
export interface LocalFunction {
  readonly declaration: BoundStatement;
  readonly captures: ReadonlySet<Local>;
}

/** Checks the body of a local function whose name is declared. */
export function checkLocalFunction(checker: Checker, syntax: FunctionSyntax, local: Local): LocalFunction {
  const lambda = {
    kind: "lambda" as const,
    at: syntax.at,
    parameters: syntax.parameters.map((parameter) => ({ at: parameter.at, name: parameter.name, type: null })),
    body: syntax.body,
  };
  const value = checkLambda(checker, lambda, local.type);
  const captures = value.kind === "lambda" ? value.scope.captures : new Set<Local>();
  return { declaration: { kind: "declare", local, value }, captures };
}

function delegateOf(checker: Checker, syntax: FunctionSyntax): NetType {
  const returns = checker.resolve(syntax.returns);
  const parameters = syntax.parameters.map((parameter) => checker.resolve(parameter.type));
  const typeArguments = returns === voidType ? parameters : [...parameters, returns];
  const delegate = findBySimpleName(returns === voidType ? "Action" : "Func", typeArguments.length);
  if (delegate === undefined) {
    throw checker.error("NotSupported", `The local function "${syntax.name}" has too many parameters.`, syntax.at);
  }
  return NetType.of(delegate, typeArguments);
}
