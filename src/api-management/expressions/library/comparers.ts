import { compareValues } from "../runtime/compare.ts";
import { compareTexts, type TextComparison, textsEqual } from "../runtime/compare-texts.ts";
import { argumentOutOfRange, notNull } from "../runtime/errors.ts";
import { numericConverter } from "../types/numeric-conversions.ts";
import type { TypeTable } from "../types/type-definition.ts";
import type { NumericKind } from "../types/well-known.ts";
import { bigintOf, double, numberOf } from "../values/numbers.ts";
import { TextComparer } from "../values/text-comparer.ts";
import { hashCode } from "./hash-code.ts";

const comparers: Readonly<Record<string, TextComparison>> = {
  Ordinal: "ordinal",
  OrdinalIgnoreCase: "ordinalIgnoreCase",
  InvariantCulture: "culture",
  InvariantCultureIgnoreCase: "cultureIgnoreCase",
  CurrentCulture: "culture",
  CurrentCultureIgnoreCase: "cultureIgnoreCase",
};

const stringComparer: TypeTable = {
  name: "System.StringComparer",
  kind: "class",
  members: {
    ...Object.fromEntries(
      Object.entries(comparers).map(([name, rule]) => [`static StringComparer ${name}`, () => new TextComparer(rule)]),
    ),
    "bool Equals(string x, string y)": (comparer: TextComparer, x: string | null, y: string | null) =>
      x === null || y === null ? x === y : textsEqual(x, y, comparer.comparison),
    "int Compare(string x, string y)": (comparer: TextComparer, x: string | null, y: string | null) =>
      x === null || y === null ? compareValues(x, y) : compareTexts(x, y, comparer.comparison),
    "int GetHashCode(string obj)": (comparer: TextComparer, text: string | null) =>
      hashCode(comparer.rule(notNull(text, "obj"))),
  },
};

type Width = 2 | 4 | 8;

function bytesOf(value: bigint, width: Width): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, value, true);
  return new Uint8Array(view.buffer, 0, width);
}

function integerAt(bytes: Uint8Array | null, start: number, width: Width): bigint {
  const source = notNull(bytes, "value");
  if (start < 0 || start + width > source.length) throw argumentOutOfRange("startIndex");
  let value = 0n;
  for (let index = width - 1; index >= 0; index--) value = (value << 8n) | BigInt(source[start + index] ?? 0);
  return BigInt.asIntN(width * 8, value);
}

function doubleBytes(value: unknown): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, numberOf(value), true);
  return new Uint8Array(view.buffer);
}

const hexText = (bytes: Uint8Array | null): string =>
  Array.from(notNull(bytes, "value"), (each) => each.toString(16).padStart(2, "0").toUpperCase()).join("-");

const widths: readonly (readonly [string, NumericKind, Width])[] = [
  ["Int16", "short", 2],
  ["UInt16", "ushort", 2],
  ["Int32", "int", 4],
  ["UInt32", "uint", 4],
  ["Int64", "long", 8],
  ["UInt64", "ulong", 8],
];

const bitConverter: TypeTable = {
  name: "System.BitConverter",
  kind: "static",
  members: {
    "static bool IsLittleEndian": () => true,
    "static string ToString(byte[] value)": hexText,
    "static string ToString(byte[] value, int startIndex, int length)": (
      bytes: Uint8Array | null,
      start: number,
      length: number,
    ) => hexText(notNull(bytes, "value").subarray(start, start + length)),
    "static byte[] GetBytes(double value)": doubleBytes,
    "static byte[] GetBytes(bool value)": (value: boolean) => Uint8Array.of(value ? 1 : 0),
    "static double ToDouble(byte[] value, int startIndex)": (bytes: Uint8Array, start: number) =>
      double(new DataView(bytes.buffer, bytes.byteOffset).getFloat64(start, true)),
    ...Object.fromEntries(
      widths.flatMap(([name, kind, width]) => [
        [`static byte[] GetBytes(${kind} value)`, (value: unknown) => bytesOf(bigintOf(value), width)],
        [
          `static ${kind} To${name}(byte[] value, int startIndex)`,
          (bytes: Uint8Array | null, start: number) => numericConverter("long", kind)(integerAt(bytes, start, width)),
        ],
      ]),
    ),
  },
};

/** System.StringComparer and System.BitConverter. */
export const comparerTypes: readonly TypeTable[] = [stringComparer, bitConverter];
