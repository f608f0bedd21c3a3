import type { ExpectedResult } from "../compile.ts";
import type { NetType } from "../types/net-type.ts";
import { known, numericKind } from "../types/well-known.ts";
import type { Checker } from "./checker.ts";
import { commonType } from "./common-type.ts";

/**
 * The static type of an expression's result: that of the value, or what all its returns have in common.
 *
 * @throws ExpressionCompileError `ResultType` when it can't be what the place of the expression asks for. A text can be
 * "true" or "5", and an object anything, so those are left to run time.
 */
export function resultType(checker: Checker, at: number, expected: ExpectedResult): NetType {
  const type = commonType(checker.resultTypes) ?? known.object;
  const fits =
    expected === "any" ||
    expected === "string" ||
    type === known.object ||
    type === known.string ||
    (expected === "boolean" ? type === known.bool : numericKind(type) !== undefined);
  if (fits) return type;
  throw checker.error("ResultType", `The result is a "${type.displayName}" where a ${expected} is expected.`, at);
}
