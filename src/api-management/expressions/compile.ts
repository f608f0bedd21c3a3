import type { BoundExpression, BoundStatement, FunctionScope } from "./check/bound.ts";
import { Checker } from "./check/checker.ts";
import { convert } from "./check/convert.ts";
import { checkExpression } from "./check/expression.ts";
import { checkFlow } from "./check/flow.ts";
import { resultType } from "./check/result-type.ts";
import { checkBlock } from "./check/statement.ts";
import { type Evaluate, type Frame, frameSize } from "./compile/frame.ts";
import { compileBody } from "./compile/lambda.ts";
import type { PolicyContext } from "./policy-context.ts";
import "./register-library.ts";
import { dotNetErrorOf } from "./runtime/faults.ts";
import { parse } from "./syntax/parse.ts";
import { known } from "./types/well-known.ts";

/** What the place where an expression stands asks of its result; `any` takes every type. */
export type ExpectedResult = "any" | "string" | "boolean" | "number";

/** An expression that was parsed, checked and turned into closures; it holds no state and may be shared. */
export interface CompiledExpression {
  readonly source: string;
  /** Static .NET type of the result, e.g. `System.String`. */
  readonly type: string;
  /** Which bodies must be buffered before `evaluate`. */
  readonly reads: { readonly requestBody: boolean; readonly responseBody: boolean };
  /** Runs the expression. @throws DotNetError what .NET would have thrown */
  evaluate(context: PolicyContext): unknown;
}

/**
 * Compiles a policy expression, `@(expression)` or `@{ statements }`, as API Management does when a policy is saved.
 *
 * @param source the expression as it stands in the policy, XML entities decoded
 * @throws ExpressionCompileError what the C# compiler would refuse, and .NET types and members off Azure's list
 */
export function compileExpression(
  source: string,
  options: { readonly expect?: ExpectedResult } = {},
): CompiledExpression {
  const syntax = parse(source);
  const checker = new Checker(source, { kind: "type", type: known.object });
  const { scope } = checker;
  let body: BoundExpression | BoundStatement;
  if (syntax.kind === "block") {
    body = checkBlock(checker, syntax);
    checkFlow(checker, body, syntax.end);
  } else {
    const operand = checkExpression(checker, syntax);
    body = convert(checker, operand, known.object);
    if (operand.kind === "value") checker.resultTypes.push(operand.value.type);
    checkFlow(checker, body, syntax.at);
  }
  const type = resultType(checker, syntax.at, options.expect ?? "any");
  const run = compileBody(body, scope);
  const { requestBody, responseBody } = checker.bodies;
  return {
    source,
    type: type.fullName,
    reads: { requestBody, responseBody },
    evaluate: (context) => evaluate(run, scope, context),
  };
}

function evaluate(run: Evaluate, scope: FunctionScope, context: PolicyContext): unknown {
  const frame: Frame = new Array<unknown>(frameSize(scope));
  frame[0] = context;
  try {
    return run(frame);
  } catch (error) {
    throw dotNetErrorOf(error) ?? error;
  }
}
