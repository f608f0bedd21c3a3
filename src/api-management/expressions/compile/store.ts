import type { FunctionScope, StoreTarget } from "../check/bound.ts";
import { nullReference } from "../runtime/type-of.ts";
import { compile } from "./expression.ts";
import { compileWrite, type Evaluate } from "./frame.ts";

/** Compiles an assignment; its value is what was assigned. */
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
