import { DotNetError } from "../dotnet-error.ts";
import { compilePattern } from "../library/regex/pattern.ts";
import { UnsupportedPattern } from "../library/regex/translate.ts";
import { EnumValue } from "../values/enum-value.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import type { Applicable } from "./overload.ts";

/**
 * Refuses a literal regular expression that this engine can't run, when the policy is saved.
 *
 * @throws ExpressionCompileError `RegexNotSupported`. A malformed pattern is left to fail at run time, as in .NET.
 */
export function checkLiteralPattern(checker: Checker, chosen: Applicable, inputs: readonly BoundExpression[]): void {
  const { member } = chosen.found;
  if (member.declaring.simpleName !== "Regex") return;
  const first = inputs.length - member.parameters.length;
  const pattern = inputs[first + member.parameters.findIndex((parameter) => parameter.name === "pattern")];
  const options = inputs.find((input) => input.kind === "constant" && input.value instanceof EnumValue);
  if (pattern?.kind !== "constant" || typeof pattern.value !== "string" || pattern.type.displayName !== "string")
    return;
  if (!member.parameters.some((parameter) => parameter.name === "pattern")) return;
  try {
    const flags = options?.kind === "constant" && options.value instanceof EnumValue ? options.value.value : 0;
    compilePattern(pattern.value, flags);
  } catch (error) {
    if (error instanceof UnsupportedPattern) throw checker.error("RegexNotSupported", error.message, pattern.at);
    if (!(error instanceof DotNetError)) throw error;
  }
}
