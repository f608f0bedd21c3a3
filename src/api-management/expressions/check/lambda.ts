import type { LambdaSyntax } from "../syntax/ast.ts";
import type { NetType } from "../types/net-type.ts";
import { voidType } from "../types/registry.ts";
import type { BoundExpression, BoundStatement, ReturnRule } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { commonType } from "./common-type.ts";
import { convert } from "./convert.ts";
import { delegateSignature } from "./delegates.ts";
import { checkExpression, checkStatementExpression, checkValue } from "./expression.ts";
import { checkBlock } from "./statement.ts";

/** Checks a lambda against a delegate type. @throws ExpressionCompileError when its parameters or body do not fit */
export function checkLambda(checker: Checker, syntax: LambdaSyntax, type: NetType): BoundExpression {
  const signature = delegateSignature(type);
  if (signature === null) {
    throw checker.error(
      "CS1660",
      `A lambda can't become a "${type.displayName}", which is no delegate type.`,
      syntax.at,
    );
  }
  return bindLambda(checker, syntax, signature.parameters, { kind: "type", type: signature.returns }, type);
}

/** The type that a lambda returns when its parameters have these types; void's type when it returns nothing. */
export function inferReturnType(
  checker: Checker,
  syntax: LambdaSyntax,
  parameters: readonly NetType[],
): NetType | null {
  const values: BoundExpression[] = [];
  bindLambda(checker, syntax, parameters, { kind: "infer", values }, voidType);
  if (values.length === 0) return voidType;
  return values.length === 1 ? (values[0]?.type ?? null) : commonType(values.map((value) => value.type));
}

function bindLambda(
  checker: Checker,
  syntax: LambdaSyntax,
  types: readonly NetType[],
  returns: ReturnRule,
  type: NetType,
): BoundExpression {
  if (types.length !== syntax.parameters.length) {
    const message = `The delegate takes ${types.length} arguments, the lambda has ${syntax.parameters.length}.`;
    throw checker.error("CS1593", message, syntax.at);
  }
  return checker.inFunction(returns, (scope) => {
    const parameters = syntax.parameters.map((parameter, index) => {
      const given = types[index] ?? voidType;
      if (parameter.type !== null && checker.resolve(parameter.type) !== given) {
        throw checker.error(
          "CS1661",
          `The parameter "${parameter.name}" must be a "${given.displayName}".`,
          parameter.at,
        );
      }
      return checker.declare(parameter.name, given, parameter.at, "parameter");
    });
    const body = checkBody(checker, syntax.body, returns);
    return { kind: "lambda", scope, parameters, body, type, at: syntax.at };
  });
}

function checkBody(
  checker: Checker,
  body: LambdaSyntax["body"],
  returns: ReturnRule,
): BoundExpression | BoundStatement {
  if (body.kind === "block") return checkBlock(checker, body);
  if (returns.kind === "infer") {
    const operand = checkExpression(checker, body);
    const value = operand.kind === "throw" ? operand.value : checkValue(checker, body);
    if (operand.kind !== "throw" && value.type !== voidType) returns.values.push(value);
    return value;
  }
  if (returns.type === voidType) return checkStatementExpression(checker, body);
  return convert(checker, checkExpression(checker, body), returns.type);
}
