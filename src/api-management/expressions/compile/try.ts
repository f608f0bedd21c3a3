import type { BoundStatement, FunctionScope } from "../check/bound.ts";
import type { DotNetError } from "../dotnet-error.ts";
import { dotNetErrorOf } from "../runtime/faults.ts";
import { isInstance } from "../runtime/type-of.ts";
import { compile } from "./expression.ts";
import { compileWrite, type Frame, returnSlot } from "./frame.ts";
import { type Completion, compileStatement, type Execute } from "./statement.ts";

interface Catch {
  readonly matches: (error: DotNetError, frame: Frame) => boolean;
  readonly body: Execute;
}

/** Compiles try, catch and finally. What the gateway itself throws passes through. */
export function compileTry(node: BoundStatement & { readonly kind: "try" }, scope: FunctionScope): Execute {
  const body = compileStatement(node.body, scope);
  const catches = node.catches.map((clause): Catch => {
    const write = clause.local === null ? null : compileWrite(clause.local, scope, "declaration");
    const when = clause.when === null ? null : compile(clause.when, scope);
    const matches = (error: DotNetError, frame: Frame): boolean => {
      if (!isInstance(error, clause.type)) return false;
      write?.(frame, error);
      return when === null || when(frame) === true;
    };
    return { matches, body: compileStatement(clause.body, scope) };
  });
  const guarded = catches.length === 0 ? body : guard(body, catches);
  if (node.cleanup === null) return guarded;
  const cleanup = compileStatement(node.cleanup, scope);
  return (frame) => finish(frame, guarded, cleanup);
}

function guard(body: Execute, catches: readonly Catch[]): Execute {
  return (frame) => {
    try {
      return body(frame);
    } catch (fault) {
      const error = dotNetErrorOf(fault);
      if (error === null) throw fault;
      const clause = catches.find((each) => each.matches(error, frame));
      if (clause === undefined) throw error;
      frame[returnSlot] = error;
      const completion = clause.body(frame);
      return completion;
    }
  };
}

function finish(frame: Frame, body: Execute, cleanup: Execute): Completion {
  let completion: Completion;
  try {
    completion = body(frame);
  } catch (error) {
    cleanup(frame);
    throw error;
  }
  const returned = frame[returnSlot];
  cleanup(frame);
  frame[returnSlot] = returned;
  return completion;
}

/** Compiles `using`: nothing that expressions can reach holds a resource, so leaving it has no effect. */
export function compileUsing(node: BoundStatement & { readonly kind: "using" }, scope: FunctionScope): Execute {
  const resource = compileStatement(node.resource, scope);
  const body = compileStatement(node.body, scope);
  return (frame) => {
    resource(frame);
    return body(frame);
  };
}
