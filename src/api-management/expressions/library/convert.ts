import { argumentNull, formatError, notNull, overflowError } from "../runtime/errors.ts";
import { toText } from "../runtime/to-text.ts";
import { numericConverter } from "../types/numeric-conversions.ts";
import type { TypeTable } from "../types/type-definition.ts";
import type { NumericKind } from "../types/well-known.ts";
import { Char } from "../values/char.ts";
import { DateTime } from "../values/date-time.ts";
import { charOf, convertNumber, toBooleanValue } from "./convert-values.ts";
import { parseDate } from "./time/parse-date.ts";

const targets: Readonly<Record<string, NumericKind>> = {
  ToByte: "byte",
  ToSByte: "sbyte",
  ToInt16: "short",
  ToUInt16: "ushort",
  ToInt32: "int",
  ToUInt32: "uint",
  ToInt64: "long",
  ToUInt64: "ulong",
  ToSingle: "float",
  ToDouble: "double",
  ToDecimal: "decimal",
};

const sources = [
  "object",
  "string",
  "bool",
  "int",
  "long",
  "double",
  "decimal",
  "float",
  "byte",
  "short",
  "uint",
  "ulong",
  "sbyte",
  "ushort",
];

const numberMembers = Object.fromEntries(
  Object.entries(targets).flatMap(([method, kind]) =>
    [...sources, ...(/Single|Double|Decimal/.test(method) ? [] : ["char"])].map((source) => [
      `static ${kind} ${method}(${source} value)`,
      (value: unknown) => convertNumber(value, kind),
    ]),
  ),
);

/** Reads an integer of base 2, 8, 10 or 16; negative numbers of other bases are written in two's complement. */
function fromBase(text: string | null, base: number, bits: 8 | 16 | 32 | 64): bigint {
  if (text === null) return 0n;
  const clean = base === 16 ? text.trim().replace(/^0x/i, "") : text.trim();
  const patterns: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^-?\d+$/, 16: /^[0-9a-f]+$/i };
  const prefixes: Readonly<Record<number, string>> = { 2: "0b", 8: "0o", 10: "", 16: "0x" };
  const pattern = patterns[base];
  if (pattern === undefined) throw formatError("Invalid Base.");
  if (!pattern.test(clean)) throw formatError("Could not find any recognizable digits.");
  const value = clean.startsWith("-") ? -BigInt(clean.slice(1)) : BigInt(`${prefixes[base]}${clean}`);
  if (value >= 1n << BigInt(bits)) throw overflowError("the integer");
  return base === 10 ? value : BigInt.asIntN(bits, value);
}

function toBase(value: bigint, base: number, bits: 32 | 64): string {
  return base === 10 ? value.toString() : BigInt.asUintN(bits, value).toString(base);
}

/** Convert.FromBase64String: white space is skipped, the length must be a multiple of four. */
function fromBase64(text: string | null): Uint8Array {
  const clean = notNull(text, "s").replace(/[ \t\r\n]/g, "");
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) {
    throw formatError("The input is not a valid Base-64 string.");
  }
  return new Uint8Array(Buffer.from(clean, "base64"));
}

const toBase64 = (bytes: Uint8Array | null): string => Buffer.from(notNull(bytes, "inArray")).toString("base64");

function toDateTime(text: string | null): DateTime {
  if (text === null) return new DateTime(0n);
  const { ticks, offset } = parseDate(text);
  return offset === null ? new DateTime(ticks) : new DateTime(ticks - offset, "local");
}

const hex = (text: string | null): Uint8Array => {
  const digits = notNull(text, "s");
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw formatError("The input is not a valid hex string.");
  return new Uint8Array(Buffer.from(digits, "hex"));
};

/** System.Convert. */
export const convertType: TypeTable = {
  name: "System.Convert",
  kind: "static",
  members: {
    ...numberMembers,
    "static int ToInt32(string value, int fromBase)": (text: string | null, base: number) =>
      Number(fromBase(text, base, 32)),
    "static long ToInt64(string value, int fromBase)": (text: string | null, base: number) => fromBase(text, base, 64),
    "static byte ToByte(string value, int fromBase)": (text: string | null, base: number) =>
      numericConverter("long", "byte")(fromBase(text, base, 8)),
    ...Object.fromEntries(
      sources.map((source) => [`static bool ToBoolean(${source} value)`, (value: unknown) => toBooleanValue(value)]),
    ),
    "static char ToChar(int value)": (value: number) => Char.of(value),
    "static char ToChar(string value)": (text: string | null) => {
      if (text === null) throw argumentNull("value");
      return charOf(text);
    },
    "static DateTime ToDateTime(string value)": toDateTime,
    "static string ToString(object value)": (value: unknown) => toText(value) ?? "",
    "static string ToString(string value)": (value: string | null) => value,
    ...Object.fromEntries(
      ["bool", "int", "long", "double", "decimal", "char", "DateTime"].map((source) => [
        `static string ToString(${source} value)`,
        toText,
      ]),
    ),
    "static string ToString(int value, int toBase)": (value: number, base: number) => toBase(BigInt(value), base, 32),
    "static string ToString(long value, int toBase)": (value: bigint, base: number) => toBase(value, base, 64),
    "static string ToBase64String(byte[] inArray)": toBase64,
    "static string ToBase64String(byte[] inArray, int offset, int length)": (
      bytes: Uint8Array,
      offset: number,
      length: number,
    ) => toBase64(bytes.subarray(offset, offset + length)),
    "static byte[] FromBase64String(string s)": fromBase64,
    "static string ToHexString(byte[] inArray)": (bytes: Uint8Array | null) =>
      Buffer.from(notNull(bytes, "inArray")).toString("hex").toUpperCase(),
    "static byte[] FromHexString(string s)": hex,
  },
};
