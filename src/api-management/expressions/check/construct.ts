import { DotNetError } from "../dotnet-error.ts";
import type { NetType } from "../types/net-type.ts";
import { nullType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import type { BoundExpression, Local, Run } from "./bound.ts";

/** A constant of a type. */
export const constant = (value: unknown, type: NetType, at: number): BoundExpression => ({
  kind: "constant",
  value,
  type,
  at,
});

/** A call of a function that the engine itself supplies: an operator, a test. */
export const callOf = (run: Run, inputs: readonly BoundExpression[], type: NetType, at: number): BoundExpression => ({
  kind: "call",
  run,
  inputs,
  receiver: "none",
  typeArguments: null,
  readsContext: false,
  outs: [],
  type,
  at,
});

/** Reads a local. */
export const readLocal = (local: Local, at: number): BoundExpression => ({
  kind: "local",
  local,
  type: local.type,
  at,
});

/** Assigns a local. */
export const storeLocal = (local: Local, value: BoundExpression): BoundExpression => ({
  kind: "store",
  target: { kind: "local", local },
  value,
  type: local.type,
  at: value.at,
});

/** A conversion of a constant; null when it throws, which it must do at run time. */
function foldConversion(value: unknown, apply: (value: unknown) => unknown): { readonly value: unknown } | null {
  try {
    return { value: apply(value) };
  } catch (error) {
    if (error instanceof DotNetError) return null;
    throw error;
  }
}

/** A conversion that may cost nothing: constants are converted at once. */
export function convertWith(
  operand: BoundExpression,
  type: NetType,
  apply: ((value: unknown) => unknown) | null,
): BoundExpression {
  if (operand.type === type && apply === null) return operand;
  if (apply === null) return { ...operand, type };
  if (operand.kind === "constant" && operand.type !== nullType && operand.type !== known.object) {
    const folded = foldConversion(operand.value, apply);
    if (folded !== null) return constant(folded.value, type, operand.at);
  }
  return { kind: "convert", operand, apply, type, at: operand.at };
}
