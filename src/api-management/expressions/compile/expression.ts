import type { BoundExpression, FunctionScope } from "../check/bound.ts";
import { DotNetError } from "../dotnet-error.ts";
import { isInstance, nullReference } from "../runtime/type-of.ts";
import { voidType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import { NetArray } from "../values/net-array.ts";
import { numberOf } from "../values/numbers.ts";
import { compileCall, compileInvoke } from "./call.ts";
import { compileConcat } from "./concat.ts";
import { compileRead, compileWrite, contextSlot, type Evaluate } from "./frame.ts";
import { compileLambda } from "./lambda.ts";
import { compileStore } from "./store.ts";

/** Turns a checked expression into a closure over the frame of its function. */
export function compile(node: BoundExpression, scope: FunctionScope): Evaluate {
  switch (node.kind) {
    case "constant": {
      const { value } = node;
      return () => value;
    }
    case "local":
      return compileRead(node.local, scope);
    case "context":
      return (frame) => frame[contextSlot];
    case "call":
      return compileCall(node, scope);
    case "convert": {
      const operand = compile(node.operand, scope);
      const { apply } = node;
      return (frame) => apply(operand(frame));
    }
    case "invoke":
      return compileInvoke(node, scope);
    case "conditional": {
      const condition = compile(node.condition, scope);
      const whenTrue = compile(node.whenTrue, scope);
      const whenFalse = compile(node.whenFalse, scope);
      return (frame) => (condition(frame) === true ? whenTrue(frame) : whenFalse(frame));
    }
    case "logical": {
      const left = compile(node.left, scope);
      const right = compile(node.right, scope);
      return node.operator === "&&"
        ? (frame) => left(frame) === true && right(frame) === true
        : (frame) => left(frame) === true || right(frame) === true;
    }
    case "not": {
      const operand = compile(node.operand, scope);
      return (frame) => operand(frame) !== true;
    }
    case "coalesce": {
      const left = compile(node.left, scope);
      const right = compile(node.right, scope);
      return (frame) => left(frame) ?? right(frame);
    }
    case "concat":
      return compileConcat(node.operands.map((operand) => ({ type: operand.type, evaluate: compile(operand, scope) })));
    case "store":
      return compileStore(node.target, compile(node.value, scope), scope);
    case "sequence":
      return compileSequence(node, scope);
    case "conditionalAccess":
      return compileConditionalAccess(node, scope);
    case "lambda":
      return compileLambda(node, scope);
    case "array":
      return compileArray(node, scope);
    case "test":
      return compileTest(node, scope);
    case "throw": {
      const value = compile(node.value, scope);
      return (frame) => {
        throw thrown(value(frame));
      };
    }
  }
}

/** What is thrown for the value after `throw`: null is a NullReferenceException. */
export const thrown = (value: unknown): Error => (value instanceof DotNetError ? value : nullReference());

function compileSequence(node: BoundExpression & { readonly kind: "sequence" }, scope: FunctionScope): Evaluate {
  const effects = node.effects.map((effect) => compile(effect, scope));
  const result = compile(node.result, scope);
  return (frame) => {
    for (const effect of effects) effect(frame);
    return result(frame);
  };
}

function compileConditionalAccess(
  node: BoundExpression & { readonly kind: "conditionalAccess" },
  scope: FunctionScope,
): Evaluate {
  const receiver = compile(node.receiver, scope);
  const write = compileWrite(node.local, scope, "declaration");
  const access = compile(node.access, scope);
  return (frame) => {
    const value = receiver(frame);
    if (value === null) return null;
    write(frame, value);
    return access(frame);
  };
}

function compileArray(node: BoundExpression & { readonly kind: "array" }, scope: FunctionScope): Evaluate {
  const values = node.values.map((value) => compile(value, scope));
  const { element } = node;
  if (element === known.byte) return (frame) => Uint8Array.from(values, (value) => numberOf(value(frame)));
  return (frame) =>
    new NetArray(
      element,
      values.map((value) => value(frame)),
    );
}

function compileTest(node: BoundExpression & { readonly kind: "test" }, scope: FunctionScope): Evaluate {
  const operand = compile(node.operand, scope);
  const { tested } = node;
  const write = node.local === null ? null : compileWrite(node.local, scope, "declaration");
  return (frame) => {
    const value = operand(frame);
    if (tested !== voidType && !isInstance(value, tested)) return false;
    write?.(frame, value);
    return true;
  };
}
