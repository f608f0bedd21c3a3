import type { BoundExpression, FunctionScope } from "../check/bound.ts";
import { compile } from "./expression.ts";
import { contextSlot, type Evaluate, type Frame, frameSize, returnSlot, slotOf } from "./frame.ts";
import { compileStatement } from "./statement.ts";

/** Compiles a lambda to a JavaScript function. It takes along the cells of the locals it shares. */
export function compileLambda(node: BoundExpression & { readonly kind: "lambda" }, outer: FunctionScope): Evaluate {
  const { scope, parameters } = node;
  const body = compileBody(node.body, scope);
  const size = frameSize(scope);
  const shared = [...scope.captures].map((local) => ({ from: slotOf(local, outer), to: slotOf(local, scope) }));
  const slots = parameters.map((parameter) => ({ slot: slotOf(parameter, scope), captured: parameter.captured }));
  return (frame) => {
    const context = frame[contextSlot];
    const cells = shared.map(({ from }) => {
      frame[from] ??= { value: null };
      return frame[from];
    });
    return (...inputs: unknown[]) => {
      const own: Frame = new Array<unknown>(size);
      own[contextSlot] = context;
      for (let index = 0; index < shared.length; index++) own[shared[index]?.to ?? 0] = cells[index];
      for (const [index, { slot, captured }] of slots.entries()) {
        own[slot] = captured ? { value: inputs[index] } : inputs[index];
      }
      return body(own);
    };
  };
}

/** The body of a lambda or of an `@{ … }` expression: gives what is returned. */
export function compileBody(
  body: (BoundExpression & { readonly kind: "lambda" })["body"],
  scope: FunctionScope,
): Evaluate {
  if ("type" in body) return compile(body, scope);
  const run = compileStatement(body, scope);
  return (frame) => {
    run(frame);
    return frame[returnSlot] ?? null;
  };
}
