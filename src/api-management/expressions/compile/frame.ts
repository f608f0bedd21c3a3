import type { FunctionScope, Local } from "../check/bound.ts";

/** Values of one running function: the policy context, the value being returned, then locals and captured cells. */
export type Frame = unknown[];

/** A compiled expression. */
export type Evaluate = (frame: Frame) => unknown;

/** A local that a lambda shares with the function around it. */
export interface Cell {
  value: unknown;
}

/** Slot of the policy context in a frame. */
export const contextSlot = 0;
/** Slot of the value being returned; inside of a catch clause, of the exception that `throw;` throws again. */
export const returnSlot = 1;
const firstLocal = 2;

/** Size of the frames of a function. */
export const frameSize = (scope: FunctionScope): number => firstLocal + scope.locals.length + scope.captures.size;

/** Where the frames of `scope` hold a local: its own, or the cell of one that it captured. */
export function slotOf(local: Local, scope: FunctionScope): number {
  if (local.owner === scope) return firstLocal + local.slot;
  const index = [...scope.captures].indexOf(local);
  if (index < 0) throw new RangeError(`the local ${local.name} was not captured`);
  return firstLocal + scope.locals.length + index;
}

/** Reads a local. */
export function compileRead(local: Local, scope: FunctionScope): Evaluate {
  const slot = slotOf(local, scope);
  return local.captured ? (frame) => (frame[slot] as Cell).value : (frame) => frame[slot];
}

/** A function that writes a local. A declaration makes a new cell, so that each turn of a loop has its own. */
export function compileWrite(
  local: Local,
  scope: FunctionScope,
  occasion: "declaration" | "assignment",
): (frame: Frame, value: unknown) => void {
  const slot = slotOf(local, scope);
  if (!local.captured) {
    return (frame, value) => {
      frame[slot] = value;
    };
  }
  return (frame, value) => {
    const cell = frame[slot];
    if (occasion === "declaration" || cell === undefined) frame[slot] = { value };
    else (cell as Cell).value = value;
  };
}
