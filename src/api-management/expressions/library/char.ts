import type { OutCell } from "../compile/call.ts";
import { lower, upper } from "../runtime/compare-texts.ts";
import { argumentNull, argumentOutOfRange, formatError } from "../runtime/errors.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { Char } from "../values/char.ts";
import { double } from "../values/numbers.ts";

const whiteSpace = /^[\t-\r\x85\p{Z}]$/u;

/** Whether a one-character text is white space to .NET. */
export const isWhiteSpaceText = (text: string): boolean => whiteSpace.test(text);

/** Char.IsWhiteSpace. */
export const isWhiteSpace = (char: Char): boolean => isWhiteSpaceText(char.text);

const tests: Readonly<Record<string, RegExp>> = {
  IsDigit: /^\p{Nd}$/u,
  IsLetter: /^\p{L}$/u,
  IsLetterOrDigit: /^[\p{L}\p{Nd}]$/u,
  IsNumber: /^\p{N}$/u,
  IsUpper: /^\p{Lu}$/u,
  IsLower: /^\p{Ll}$/u,
  IsWhiteSpace: whiteSpace,
  IsPunctuation: /^\p{P}$/u,
  IsSymbol: /^\p{S}$/u,
  IsSeparator: /^\p{Z}$/u,
  IsControl: /^\p{Cc}$/u,
};

function charIn(text: string | null, index: number): string {
  if (text === null) throw argumentNull("s");
  if (index < 0 || index >= text.length) throw argumentOutOfRange("index");
  return text[index] ?? "";
}

const testMembers = Object.fromEntries(
  Object.entries(tests).flatMap(([name, pattern]) => [
    [`static bool ${name}(char c)`, (char: Char) => pattern.test(char.text)],
    [
      `static bool ${name}(string s, int index)`,
      (text: string | null, index: number) => pattern.test(charIn(text, index)),
    ],
  ]),
);

const isSurrogate = (char: Char, from: number, to: number): boolean => char.code >= from && char.code <= to;
const toUpper = (char: Char): Char => Char.of(upper(char.text).charCodeAt(0));
const toLower = (char: Char): Char => Char.of(lower(char.text).charCodeAt(0));

function numericValue(char: Char): number {
  const zero = [0x30, 0x660, 0x6f0, 0x966, 0xff10].find((start) => char.code >= start && char.code <= start + 9);
  return zero === undefined ? -1 : char.code - zero;
}

/** System.Char. */
export const charType: TypeTable = {
  name: "System.Char",
  kind: "struct",
  keyword: "char",
  defaultValue: () => Char.of(0),
  interfaces: ["IComparable"],
  members: {
    ...testMembers,
    "static char MaxValue": () => Char.of(0xffff),
    "static char MinValue": () => Char.of(0),
    "static bool IsHighSurrogate(char c)": (char: Char) => isSurrogate(char, 0xd800, 0xdbff),
    "static bool IsLowSurrogate(char c)": (char: Char) => isSurrogate(char, 0xdc00, 0xdfff),
    "static bool IsSurrogate(char c)": (char: Char) => isSurrogate(char, 0xd800, 0xdfff),
    "static char ToUpper(char c)": toUpper,
    "static char ToUpperInvariant(char c)": toUpper,
    "static char ToLower(char c)": toLower,
    "static char ToLowerInvariant(char c)": toLower,
    "static string ToString(char c)": (char: Char) => char.text,
    "static double GetNumericValue(char c)": (char: Char) => double(numericValue(char)),
    "static char Parse(string s)": (text: string | null) => {
      if (text === null) throw argumentNull("s");
      if (text.length !== 1) throw formatError("String must be exactly one character long.");
      return Char.of(text.charCodeAt(0));
    },
    "static bool TryParse(string s, out char result)": (text: string | null, result: OutCell) => {
      result.value = Char.of(text?.length === 1 ? text.charCodeAt(0) : 0);
      return text?.length === 1;
    },
    "string ToString()": (char: Char) => char.text,
    "int CompareTo(char value)": (char: Char, other: Char) => char.code - other.code,
    "bool Equals(char obj)": (char: Char, other: Char) => char === other,
  },
};
