import { ExpressionCompileError } from "../compile-error.ts";
import { implicitConversion } from "../types/conversions.ts";
import { ancestry } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { nullType, voidType } from "../types/registry.ts";
import { isOpen, substitute } from "../types/substitute.ts";
import type { Argument } from "./arguments.ts";
import type { Checker } from "./checker.ts";
import { delegateSignature } from "./delegates.ts";
import { inferReturnType } from "./lambda.ts";
import { methodGroupReturn } from "./method-group.ts";

/** An argument next to the type of its parameter, which may hold type parameters. */
export interface ArgumentPair {
  readonly argument: Argument;
  readonly parameter: NetType;
}

/** Type arguments that make the parameters fit the arguments, or why there are none. */
export type Inference =
  | { readonly kind: "found"; readonly bindings: Map<NetType, NetType> }
  | { readonly kind: "failed"; readonly lambdaError: ExpressionCompileError | null };

/** Infers the type arguments of a generic method: first from values, then from what lambdas give. */
export function inferTypes(
  checker: Checker,
  typeParameters: readonly NetType[],
  pairs: readonly ArgumentPair[],
): Inference {
  const bounds = new Map<NetType, NetType[]>(typeParameters.map((parameter) => [parameter, []]));
  const bindings = new Map<NetType, NetType>();
  const waiting: ArgumentPair[] = [];
  for (const pair of pairs) {
    const type = argumentType(pair.argument);
    if (type !== null) collectBounds(pair.parameter, type, bounds);
    else if (isOpen(pair.parameter)) waiting.push(pair);
  }
  let lambdaError: ExpressionCompileError | null = null;
  fixAll(bounds, bindings);
  while (waiting.length > 0) {
    const ready = waiting.findIndex((pair) => inputsKnown(pair.parameter, bindings));
    const [pair] = ready < 0 ? [] : waiting.splice(ready, 1);
    if (pair === undefined) break;
    try {
      inferFromFunction(checker, pair, bounds, bindings);
    } catch (error) {
      if (!(error instanceof ExpressionCompileError) || error.code === "ExpressionTooDeep") throw error;
      lambdaError = error;
    }
    fixAll(bounds, bindings);
  }
  const complete = typeParameters.every((parameter) => bindings.has(parameter));
  return complete ? { kind: "found", bindings } : { kind: "failed", lambdaError };
}

function argumentType(argument: Argument): NetType | null {
  if (argument.kind === "out") return argument.target.kind === "existing" ? argument.target.type : null;
  return argument.operand.kind === "value" ? argument.operand.value.type : null;
}

function inputsKnown(parameter: NetType, bindings: ReadonlyMap<NetType, NetType>): boolean {
  const signature = delegateSignature(parameter);
  return signature?.parameters.every((type) => !isOpen(substitute(type, bindings))) ?? false;
}

function inferFromFunction(
  checker: Checker,
  { argument, parameter }: ArgumentPair,
  bounds: Map<NetType, NetType[]>,
  bindings: ReadonlyMap<NetType, NetType>,
): void {
  const signature = delegateSignature(parameter);
  if (signature === null || argument.kind === "out") return;
  const inputs = signature.parameters.map((type) => substitute(type, bindings));
  const { operand } = argument;
  let returned: NetType | null = null;
  if (operand.kind === "lambda") returned = inferReturnType(checker, operand.syntax, inputs);
  else if (operand.kind === "methods") returned = methodGroupReturn(checker, operand, inputs);
  if (returned !== null) collectBounds(signature.returns, returned, bounds);
}

/** Notes what each type parameter in `parameter` must be able to hold when an argument has the type `type`. */
function collectBounds(parameter: NetType, type: NetType, bounds: Map<NetType, NetType[]>): void {
  if (type === nullType || type === voidType) return;
  const own = bounds.get(parameter);
  if (own !== undefined) {
    own.push(type);
    return;
  }
  if (!isOpen(parameter)) return;
  if (parameter.isNullable && !type.isNullable) {
    const [inner] = parameter.arguments;
    if (inner !== undefined) collectBounds(inner, type, bounds);
    return;
  }
  const match = ancestry(type).find((each) => each.definition === parameter.definition);
  match?.arguments.forEach((argument, index) => {
    const inner = parameter.arguments[index];
    if (inner !== undefined) collectBounds(inner, argument, bounds);
  });
}

function fixAll(bounds: ReadonlyMap<NetType, readonly NetType[]>, bindings: Map<NetType, NetType>): void {
  for (const [parameter, types] of bounds) {
    if (bindings.has(parameter) || types.length === 0) continue;
    const fixed = types.find((candidate) => types.every((type) => implicitConversion(type, candidate) !== null));
    if (fixed !== undefined) bindings.set(parameter, fixed);
  }
}
