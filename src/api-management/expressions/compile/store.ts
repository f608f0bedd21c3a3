import type { FunctionScope, StoreTarget } from "../check/bound.ts";
import { nullReference } from "../runtime/type-of.ts";
import { compile } from "./expression.ts";
import { compileWrite, type Evaluate, type Frame } from "./frame.ts";

/** Compiles an assignment; its value is what was assigned. The place is evaluated before the value. */
export function compileStore(target: StoreTarget, value: Evaluate, scope: FunctionScope): Evaluate {
  if (target.kind === "local") {
    const write = compileWrite(target.local, scope, "assignment");
    return (frame) => {
      const assigned = value(frame);
      write(frame, assigned);
      return assigned;
    };
  }
  const { run } = target;
  const inputs = target.inputs.map((input) => compile(input, scope));
  return (frame) => {
    const places = inputs.map((input) => input(frame));
    const assigned = value(frame);
    if (places[0] === null) throw nullReference();
    run(...places, assigned);
    return assigned;
  };
}

/** Compiles a place alone, for a value that is at hand: what an `out` argument receives. */
export function compileTarget(target: StoreTarget, scope: FunctionScope): (frame: Frame, value: unknown) => void {
  if (target.kind === "local") return compileWrite(target.local, scope, "assignment");
  const { run } = target;
  const inputs = target.inputs.map((input) => compile(input, scope));
  return (frame, value) => {
    run(...inputs.map((input) => input(frame)), value);
  };
}
