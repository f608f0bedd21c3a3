import type { StatementSyntax } from "../syntax/ast.ts";
import { findBySimpleName, voidType } from "../types/registry.ts";
import { NetType } from "../types/net-type.ts";
import type { BoundStatement } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { checkLambda } from "./lambda.ts";

/** Checks a local function as a local that holds a lambda; it may call itself. */
export function checkLocalFunction(
  checker: Checker,
  statement: StatementSyntax & { readonly kind: "function" },
): BoundStatement {
  const { at, name, body } = statement;
  const returns = checker.resolve(statement.returns);
  const parameters = statement.parameters.map((parameter) => checker.resolve(parameter.type));
  const typeArguments = returns === voidType ? parameters : [...parameters, returns];
  const delegate = findBySimpleName(returns === voidType ? "Action" : "Func", typeArguments.length);
  if (delegate === undefined) {
    throw checker.error("NotSupported", `The local function "${name}" has too many parameters.`, at);
  }
  const type = NetType.of(delegate, typeArguments);
  const local = checker.declare(name, type, at);
  const syntax = {
    kind: "lambda" as const,
    at,
    parameters: statement.parameters.map((parameter) => ({ at: parameter.at, name: parameter.name, type: null })),
    body,
  };
  return { kind: "declare", local, value: checkLambda(checker, syntax, type) };
}
