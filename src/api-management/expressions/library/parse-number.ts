import { Decimal } from "../values/decimal.ts";

const clean = (text: string): string => text.replace(/^[\t-\r ]+|[\t-\r \0]+$/g, "");

/** Reads an integer as `int.Parse` does: a sign and digits with white space around; null when the text is none. */
export function parseInteger(text: string): bigint | null {
  const match = /^([+-]?)(\d+)$/.exec(clean(text));
  if (match === null) return null;
  const value = BigInt(match[2] ?? "0");
  return match[1] === "-" ? -value : value;
}

/** Digits with thousands separators, a point and an exponent, as the invariant culture reads them. */
const real = /^[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a double; null when the text is none. */
export function parseReal(text: string): number | null {
  const trimmed = clean(text);
  const names: Readonly<Record<string, number>> = {
    nan: Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
    "+infinity": Number.POSITIVE_INFINITY,
    "-infinity": Number.NEGATIVE_INFINITY,
    "∞": Number.POSITIVE_INFINITY,
    "-∞": Number.NEGATIVE_INFINITY,
  };
  const named = names[trimmed.toLowerCase()];
  if (named !== undefined) return named;
  return real.test(trimmed) ? Number(trimmed.replaceAll(",", "")) : null;
}

/** Reads a decimal; null when the text is none. An exponent is not allowed. */
export function parseDecimal(text: string): Decimal | null {
  const trimmed = clean(text);
  return real.test(trimmed) && !/e/i.test(trimmed) ? Decimal.parse(trimmed.replaceAll(",", "")) : null;
}
