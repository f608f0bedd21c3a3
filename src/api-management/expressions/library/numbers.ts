import type { OutCell } from "../compile/call.ts";
import { compareNumbers } from "../runtime/arithmetic.ts";
import { netEquals } from "../runtime/equality.ts";
import { argumentNull, formatError, overflowError } from "../runtime/errors.ts";
import { toText } from "../runtime/to-text.ts";
import { fromInteger, integerRange, numericConverter } from "../types/numeric-conversions.ts";
import type { TypeTable } from "../types/type-definition.ts";
import type { NumericKind } from "../types/well-known.ts";
import { Decimal } from "../values/decimal.ts";
import { double, float, numberOf } from "../values/numbers.ts";
import { formatValue } from "./format/composite.ts";
import { parseDecimal, parseInteger, parseReal } from "./parse-number.ts";

/** Reads a number of a kind; null when the text is none. @throws DotNetError System.OverflowException */
function read(text: string, kind: NumericKind, typeName: string): unknown {
  if (kind === "double" || kind === "float") {
    const value = parseReal(text);
    return value === null ? null : kind === "double" ? double(value) : float(value);
  }
  if (kind === "decimal") return parseDecimal(text);
  const value = parseInteger(text);
  const range = integerRange(kind);
  if (value === null || range === undefined) return null;
  if (value < range[0] || value > range[1]) throw overflowError(`a ${typeName}`);
  return fromInteger(value, kind);
}

/** Type.Parse(text) of a number type. @throws DotNetError System.FormatException, System.OverflowException */
export function parseNumber(text: string | null, kind: NumericKind, typeName: string): unknown {
  if (text === null) throw argumentNull("s");
  const value = read(text, kind, typeName);
  if (value === null) throw formatError();
  return value;
}

function tryParse(text: string | null, kind: NumericKind, result: OutCell): boolean {
  let value: unknown = null;
  try {
    value = text === null ? null : read(text, kind, kind);
  } catch {
    value = null;
  }
  result.value = value ?? numericConverter("int", kind)(0);
  return value !== null;
}

function numberTable(name: string, keyword: NumericKind, extra: TypeTable["members"] = {}): TypeTable {
  const range = integerRange(keyword);
  const limits: TypeTable["members"] =
    range === undefined
      ? {}
      : {
          [`static ${keyword} MaxValue`]: () => fromInteger(range[1], keyword),
          [`static ${keyword} MinValue`]: () => fromInteger(range[0], keyword),
        };
  return {
    name: `System.${name}`,
    kind: "struct",
    keyword,
    defaultValue: () => numericConverter("int", keyword)(0),
    interfaces: ["IComparable"],
    members: {
      ...limits,
      "string ToString()": toText,
      "string ToString(string format)": formatValue,
      [`int CompareTo(${keyword} value)`]: compareNumbers,
      [`bool Equals(${keyword} obj)`]: netEquals,
      [`static ${keyword} Parse(string s)`]: (text: string | null) => parseNumber(text, keyword, name),
      [`static bool TryParse(string s, out ${keyword} result)`]: (text: string | null, result: OutCell) =>
        tryParse(text, keyword, result),
      ...extra,
    },
  };
}

function realMembers(
  keyword: "double" | "float",
  largest: number,
  smallest: number,
  epsilon: number,
): TypeTable["members"] {
  const make = keyword === "double" ? double : float;
  return {
    [`static ${keyword} MaxValue`]: () => make(largest),
    [`static ${keyword} MinValue`]: () => make(smallest),
    [`static ${keyword} Epsilon`]: () => make(epsilon),
    [`static ${keyword} NaN`]: () => make(Number.NaN),
    [`static ${keyword} PositiveInfinity`]: () => make(Number.POSITIVE_INFINITY),
    [`static ${keyword} NegativeInfinity`]: () => make(Number.NEGATIVE_INFINITY),
    [`static bool IsNaN(${keyword} d)`]: (value: unknown) => Number.isNaN(numberOf(value)),
    [`static bool IsInfinity(${keyword} d)`]: (value: unknown) =>
      Math.abs(numberOf(value)) === Number.POSITIVE_INFINITY,
    [`static bool IsPositiveInfinity(${keyword} d)`]: (value: unknown) => numberOf(value) === Number.POSITIVE_INFINITY,
    [`static bool IsNegativeInfinity(${keyword} d)`]: (value: unknown) => numberOf(value) === Number.NEGATIVE_INFINITY,
  };
}

const largestDecimal = Decimal.of((1n << 96n) - 1n);

const decimalMembers: TypeTable["members"] = {
  "static decimal MaxValue": () => largestDecimal,
  "static decimal MinValue": () => largestDecimal.negate(),
  "static decimal Zero": () => Decimal.of(0n),
  "static decimal One": () => Decimal.of(1n),
  "static decimal MinusOne": () => Decimal.of(-1n),
  "static decimal Round(decimal d)": (value: Decimal) => value.round(0),
  "static decimal Round(decimal d, int decimals)": (value: Decimal, places: number) => value.round(places),
  "static decimal Floor(decimal d)": (value: Decimal) => value.floor(),
  "static decimal Ceiling(decimal d)": (value: Decimal) => value.negate().floor().negate(),
  "static decimal Truncate(decimal d)": (value: Decimal) => Decimal.of(value.truncate()),
  "static int ToInt32(decimal d)": numericConverter("decimal", "int"),
  "static double ToDouble(decimal d)": numericConverter("decimal", "double"),
  "static int Compare(decimal d1, decimal d2)": (one: Decimal, other: Decimal) => one.compare(other),
};

const largestFloat = 3.4028234663852886e38;

/** The number types. */
export const numberTypes: readonly TypeTable[] = [
  numberTable("Int32", "int"),
  numberTable("Int64", "long"),
  numberTable("Int16", "short"),
  numberTable("Byte", "byte"),
  numberTable("SByte", "sbyte"),
  numberTable("UInt16", "ushort"),
  numberTable("UInt32", "uint"),
  numberTable("UInt64", "ulong"),
  numberTable("Double", "double", realMembers("double", Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE)),
  numberTable("Single", "float", realMembers("float", largestFloat, -largestFloat, 1.401298464324817e-45)),
  numberTable("Decimal", "decimal", decimalMembers),
];
