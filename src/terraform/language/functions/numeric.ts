import { exactResult } from "../evaluation/arithmetic.ts";
import { convert } from "../types/convert.ts";
import { NUMBER } from "../types/type-constraint.ts";
import type { Value } from "../value.ts";
import { define, defineVariadic, type FunctionTable, failure } from "./define.ts";
import { integer, number, sequence, text } from "./parameter.ts";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Numeric functions. */
export const numericFunctions: FunctionTable = new Map([
  ["abs", define([number("num")], ([value]) => Math.abs(value))],
  ["ceil", define([number("num")], ([value]) => exactResult(Math.ceil(value)))],
  ["floor", define([number("num")], ([value]) => exactResult(Math.floor(value)))],
  ["log", define([number("num"), number("base")], ([value, base]) => finite(logarithm(value, base)))],
  ["max", defineVariadic([], number("numbers"), (_, values) => extreme(values, Math.max))],
  ["min", defineVariadic([], number("numbers"), (_, values) => extreme(values, Math.min))],
  ["parseint", define([text("number"), integer("base")], ([digits, base]) => parseInteger(digits, base))],
  ["pow", define([number("num"), number("power")], ([value, power]) => finite(value ** power))],
  ["signum", define([integer("num")], ([value]) => Math.sign(value))],
  ["sum", define([sequence("list")], ([values]) => sum(values))],
]);

/** What a computation with 64 bits gives, which is how Terraform computes these too. */
function finite(value: number): number {
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
  throw failure(`the result ${value} is not supported here`);
}

function logarithm(value: number, base: number): number {
  return Math.log(value) / Math.log(base);
}

function extreme(values: readonly number[], choose: (...values: number[]) => number): number {
  if (values.length === 0) throw failure("must pass at least one number");
  return choose(...values);
}

function sum(values: readonly Value[]): number {
  if (values.length === 0) throw failure("cannot sum an empty list");
  return values.reduce<number>((total, value) => {
    if (value === null) throw failure("argument must be list, set, or tuple of number values");
    return exactResult(total + Number(convert(value, NUMBER)));
  }, 0);
}

function parseInteger(digits: string, base: number): number {
  if (base < 2 || base > 62) throw failure("base must be a whole number between 2 and 62 inclusive");
  // Up to base 36 a letter counts the same in both cases.
  const written = base <= 36 ? digits.toLowerCase() : digits;
  const negative = /^[+-]/.test(written);
  const values = [...(negative ? written.slice(1) : written)].map((digit) => DIGITS.indexOf(digit));
  if (values.length === 0 || values.some((value) => value < 0 || value >= base))
    throw failure(`cannot parse "${digits}" as a base ${base} integer`);
  const magnitude = values.reduce((total, value) => exactResult(total * base + value), 0);
  return written.startsWith("-") ? exactResult(-magnitude) : magnitude;
}
