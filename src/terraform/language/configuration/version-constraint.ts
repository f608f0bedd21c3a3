import { type Range, TerraformError } from "../terraform-error.ts";

/** The version of Terraform whose language is read here. */
export const LANGUAGE_VERSION = "1.11.4";

const TERM = /^(=|!=|>=?|<=?|~>)?\s*(\d+(?:\.\d+){0,2})(?:-[0-9A-Za-z.-]+)?$/;

/** Whether a version meets a constraint such as `>= 1.5, < 2.0` or `~> 1.9`. Throws TerraformError for another text. */
export function meetsConstraint(version: string, constraint: string, range: Range | undefined): boolean {
  const actual = numbers(version);
  return constraint.split(",").every((term) => {
    const match = TERM.exec(term.trim());
    if (match === null)
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `Invalid version constraint: ${JSON.stringify(constraint)}`,
        range,
      );
    const [, operator = "=", written = ""] = match;
    const wanted = numbers(written);
    const order = compare(actual, wanted);
    switch (operator) {
      case "!=":
        return order !== 0;
      case ">":
        return order > 0;
      case ">=":
        return order >= 0;
      case "<":
        return order < 0;
      case "<=":
        return order <= 0;
      case "~>":
        // Only the last number that is written may be larger.
        return order >= 0 && wanted.slice(0, -1).every((part, index) => part === actual[index]);
      default:
        return order === 0;
    }
  });
}

function numbers(version: string): readonly number[] {
  return version.split(".").map(Number);
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const index of [0, 1, 2]) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
