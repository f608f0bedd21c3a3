import { DotNetError } from "../dotnet-error.ts";
import { integerRange, rawNumber } from "../types/numeric-conversions.ts";
import type { NumericKind } from "../types/well-known.ts";
import { Decimal } from "../values/decimal.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { constant } from "./construct.ts";

const exact: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
};

/**
 * Computes an operation on constants at once, as C#'s compiler does.
 *
 * @throws ExpressionCompileError CS0020 for a division by constant zero, CS0220 when an integer overflows
 */
export function foldConstants(
  checker: Checker,
  operator: string,
  kind: NumericKind,
  operation: BoundExpression,
  left: BoundExpression,
  right: BoundExpression,
): BoundExpression {
  if (right.kind !== "constant" || operation.kind !== "call") return operation;
  const divides = operator === "/" || operator === "%";
  const divisor = rawNumber(right.value);
  const range = integerRange(kind);
  const isZero = divisor instanceof Decimal ? divisor.digits === 0n : Number(divisor) === 0;
  if (divides && isZero && kind !== "double" && kind !== "float") {
    throw checker.error("CS0020", "The divisor is the constant 0.", operation.at);
  }
  if (left.kind !== "constant") return operation;
  const compute = exact[operator];
  const dividend = rawNumber(left.value);
  if (compute !== undefined && range !== undefined && !(dividend instanceof Decimal) && !(divisor instanceof Decimal)) {
    const result = compute(BigInt(dividend), BigInt(divisor));
    if ((result < range[0] || result > range[1]) && checker.overflow === "checked") {
      throw checker.error(
        "CS0220",
        `The constant result overflows a "${kind}"; write unchecked(…) to let it wrap.`,
        operation.at,
      );
    }
  }
  try {
    return constant(operation.run(left.value, right.value), operation.type, operation.at);
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    throw checker.error("CS0220", `The constant result does not fit into a "${kind}".`, operation.at);
  }
}
