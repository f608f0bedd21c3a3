import { TerraformError } from "../terraform-error.ts";

/** A result with more digits than this is taken to have no end, such as a third. */
const SENSIBLE_DIGITS = 12;

/**
 * Takes the result of a computation on to the language. Terraform computes with 512 bits, so 0.1 + 0.2 is 0.3 there,
 * and 0.30000000000000004 with our 64: a result that is a short decimal number but for the last bits becomes that
 * number. Whole numbers beyond 2^53 and infinities (which Terraform has) can't be kept and are refused.
 */
export function exactResult(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  if (Number.isFinite(value) && !Number.isInteger(value)) {
    const rounded = Number(value.toPrecision(15));
    return Number(value.toPrecision(SENSIBLE_DIGITS)) === rounded ? rounded : value;
  }
  throw new TerraformError(
    "UNSUPPORTED",
    `The result ${value} is not supported: whole numbers go up to ${Number.MAX_SAFE_INTEGER} here`,
  );
}

/** The remainder with the sign of the dividend; of fractions too. */
export function remainder(left: number, right: number): number {
  return left % right;
}
