import { DotNetError } from "../dotnet-error.ts";
import { Char } from "../values/char.ts";
import { Decimal } from "../values/decimal.ts";
import { NetObject } from "../values/net-object.ts";
import { NetNumber } from "../values/numbers.ts";
import { typeOf } from "./type-of.ts";

/** .NET's ToString() with the invariant culture; null for null. */
export function toText(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
      return value.toString();
    case "boolean":
      return value ? "True" : "False";
  }
  if (value === null || value === undefined) return null;
  if (value instanceof NetNumber) return numberText(value);
  if (value instanceof Char) return value.text;
  if (value instanceof Decimal || value instanceof NetObject) return value.toString();
  if (value instanceof DotNetError) return `${value.typeName}: ${value.message}`;
  return typeOf(value).fullName;
}

function numberText({ kind, value }: NetNumber): string {
  if (typeof value === "bigint" || (kind !== "double" && kind !== "float")) return value.toString();
  return realText(value, kind);
}

/** The shortest text that reads back as the same number, as .NET (since Core 3.0) writes it: `0.1`, `1E+20`, `NaN`. */
export function realText(value: number, kind: "double" | "float"): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const { digits, exponent } = shortestDigits(Math.abs(value), kind);
  const sign = value < 0 ? "-" : "";
  if (exponent >= (kind === "double" ? 15 : 7) || exponent < -4) {
    const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
    const size = Math.abs(exponent).toString().padStart(2, "0");
    return `${sign}${mantissa}E${exponent < 0 ? "-" : "+"}${size}`;
  }
  return sign + plainText(digits, exponent);
}

function plainText(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, "0");
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Significant digits of a positive number and the power of ten of the first one. */
export function shortestDigits(
  value: number,
  kind: "double" | "float",
): { readonly digits: string; readonly exponent: number } {
  let text = value.toExponential();
  if (kind === "float") {
    for (let precision = 0; precision < 9; precision++) {
      text = value.toExponential(precision);
      if (Math.fround(Number(text)) === value) break;
    }
  }
  const [mantissa = "0", exponent = "0"] = text.split("e");
  return { digits: mantissa.replace(".", "").replace(/0+$/, "") || "0", exponent: Number(exponent) };
}
