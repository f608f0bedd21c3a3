import type { BoundExpression, FunctionScope, Run } from "../check/bound.ts";
import { nullReference } from "../runtime/type-of.ts";
import { compile } from "./expression.ts";
import { contextSlot, type Evaluate, type Frame } from "./frame.ts";
import { compileTarget } from "./store.ts";

/** Where a member leaves the value of an `out` parameter. */
export interface OutCell {
  value: unknown;
}

const required =
  (input: Evaluate): Evaluate =>
  (frame) => {
    const value = input(frame);
    if (value === null || value === undefined) throw nullReference();
    return value;
  };

/** Compiles a call. The implementation gets the context and the type arguments first, when it asks for them. */
export function compileCall(node: BoundExpression & { readonly kind: "call" }, scope: FunctionScope): Evaluate {
  const inputs = node.inputs.map((input) => compile(input, scope));
  const [receiver] = inputs;
  if (node.receiver === "required" && receiver !== undefined) inputs[0] = required(receiver);
  if (node.outs.length > 0) return compileOutCall(node, inputs, scope);
  return applyRun(node.run, withLeading(node, inputs));
}

function withLeading(
  node: BoundExpression & { readonly kind: "call" },
  inputs: readonly Evaluate[],
): readonly Evaluate[] {
  const leading: Evaluate[] = [];
  if (node.readsContext) leading.push((frame) => frame[contextSlot]);
  const { typeArguments } = node;
  if (typeArguments !== null) leading.push(() => typeArguments);
  return [...leading, ...inputs];
}

function applyRun(run: Run, inputs: readonly Evaluate[]): Evaluate {
  const [first, second, third] = inputs;
  if (first === undefined) return () => run();
  if (second === undefined) return (frame) => run(first(frame));
  if (third === undefined) return (frame) => run(first(frame), second(frame));
  if (inputs.length === 3) return (frame) => run(first(frame), second(frame), third(frame));
  return (frame) => run(...inputs.map((input) => input(frame)));
}

function compileOutCall(
  node: BoundExpression & { readonly kind: "call" },
  inputs: readonly Evaluate[],
  scope: FunctionScope,
): Evaluate {
  const all = withLeading(node, inputs);
  const shift = all.length - inputs.length;
  const targets = node.outs.map(({ target }) => compileTarget(target, scope));
  const positions = node.outs.map((out) => out.input + shift);
  return (frame: Frame) => {
    const cells = positions.map((): OutCell => ({ value: null }));
    const values = all.map((input, index) => {
      const out = positions.indexOf(index);
      return out < 0 ? input(frame) : cells[out];
    });
    const result = node.run(...values);
    for (const [index, store] of targets.entries()) store(frame, cells[index]?.value);
    return result;
  };
}

/** Compiles the call of a delegate. */
export function compileInvoke(node: BoundExpression & { readonly kind: "invoke" }, scope: FunctionScope): Evaluate {
  const delegate = required(compile(node.delegate, scope));
  const inputs = node.inputs.map((input) => compile(input, scope));
  return (frame) => (delegate(frame) as Run)(...inputs.map((input) => input(frame)));
}
