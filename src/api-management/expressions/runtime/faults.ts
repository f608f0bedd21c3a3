import { DotNetError } from "../dotnet-error.ts";

/**
 * The .NET exception that stands for a JavaScript fault in a member's implementation; null when it stands for none.
 *
 * .NET runs out of stack or memory where JavaScript throws a RangeError. A null that a member does not take surfaces as a
 * TypeError; .NET reports it as one of two exceptions, and code that catches either catches both.
 */
export function dotNetErrorOf(fault: unknown): DotNetError | null {
  if (fault instanceof DotNetError) return fault;
  if (fault instanceof RangeError) {
    return fault.message.includes("call stack")
      ? new DotNetError(
          "System.InsufficientExecutionStackException",
          "The expression calls itself too often, or nests too deeply.",
          fault,
        )
      : new DotNetError("System.OutOfMemoryException", "A text or collection of the expression grew too large.", fault);
  }
  return fault instanceof TypeError
    ? new DotNetError("System.NullReferenceException", "Object reference not set to an instance of an object.", fault)
    : null;
}
