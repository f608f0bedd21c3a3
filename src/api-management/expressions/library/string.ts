import { compareValues } from "../runtime/compare.ts";
import { compareTexts, lower, searchable, type TextComparison, textsEqual, upper } from "../runtime/compare-texts.ts";
import { argumentError, argumentNull, argumentOutOfRange, indexOutOfRange, notNull } from "../runtime/errors.ts";
import { iterate } from "../runtime/iterate.ts";
import { toText } from "../runtime/to-text.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { known } from "../types/well-known.ts";
import { Char } from "../values/char.ts";
import type { EnumValue } from "../values/enum-value.ts";
import { NetArray } from "../values/net-array.ts";
import { isWhiteSpace } from "./char.ts";
import { formatComposite } from "./format/composite.ts";
import { split, splitByChars } from "./string-split.ts";

const comparisons: readonly TextComparison[] = [
  "culture",
  "cultureIgnoreCase",
  "culture",
  "cultureIgnoreCase",
  "ordinal",
  "ordinalIgnoreCase",
];

/** The comparison that a System.StringComparison names. */
const comparisonOf = (value: EnumValue): TextComparison => comparisons[value.value] ?? "ordinal";

const textOf = (value: unknown): string => toText(value) ?? "";

/** The part of a text from `start`, `length` code units long. @throws DotNetError System.ArgumentOutOfRangeException */
export function substring(text: string, start: number, length: number = text.length - start): string {
  if (start < 0 || start > text.length) throw argumentOutOfRange("startIndex");
  if (length < 0 || start + length > text.length) throw argumentOutOfRange("length");
  return text.slice(start, start + length);
}

function charAt(text: string, index: number): Char {
  if (index < 0 || index >= text.length) throw indexOutOfRange();
  return Char.of(text.charCodeAt(index));
}

function indexOf(text: string, value: string | null, start: number, count: number, comparison: TextComparison): number {
  const sought = notNull(value, "value");
  if (start < 0 || start > text.length) throw argumentOutOfRange("startIndex");
  if (count < 0 || start + count > text.length) throw argumentOutOfRange("count");
  return searchable(text.slice(0, start + count), comparison).indexOf(searchable(sought, comparison), start);
}

function lastIndexOf(text: string, value: string | null, comparison: TextComparison): number {
  return searchable(text, comparison).lastIndexOf(searchable(notNull(value, "value"), comparison));
}

function indexOfAny(text: string, any: NetArray | null, start = 0): number {
  const sought = new Set(notNull(any, "anyOf").items);
  for (let index = start; index < text.length; index++) if (sought.has(charAt(text, index))) return index;
  return -1;
}

function lastIndexOfAny(text: string, any: NetArray | null): number {
  const sought = new Set(notNull(any, "anyOf").items);
  for (let index = text.length - 1; index >= 0; index--) if (sought.has(charAt(text, index))) return index;
  return -1;
}

function trim(text: string, chars: NetArray | null, side: "start" | "end" | "both"): string {
  const given = new Set(chars?.items ?? []);
  const drops = (index: number): boolean => {
    const char = charAt(text, index);
    return given.size === 0 ? isWhiteSpace(char) : given.has(char);
  };
  let start = 0;
  let end = text.length;
  if (side !== "end") while (start < end && drops(start)) start++;
  if (side !== "start") while (end > start && drops(end - 1)) end--;
  return text.slice(start, end);
}

function replace(text: string, from: string | null, to: string | null): string {
  if (from === null) throw argumentNull("oldValue");
  if (from === "") throw argumentError("String cannot be of zero length. (Parameter 'oldValue')");
  return text.replaceAll(from, () => to ?? "");
}

function replaceWith(text: string, from: string | null, to: string | null, comparison: EnumValue): string {
  if (comparisonOf(comparison) === "ordinal") return replace(text, from, to);
  if (from === null || from === "") return replace(text, from, to);
  const pattern = from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(pattern, /IgnoreCase/.test(comparison.toString()) ? "gi" : "g"), () => to ?? "");
}

function remove(text: string, start: number, count: number): string {
  if (start < 0 || start > text.length || (start === text.length && count === 0 && text.length > 0 && start < 0)) {
    throw argumentOutOfRange("startIndex");
  }
  if (count < 0 || start + count > text.length) throw argumentOutOfRange("count");
  return text.slice(0, start) + text.slice(start + count);
}

function insert(text: string, start: number, value: string | null): string {
  if (start < 0 || start > text.length) throw argumentOutOfRange("startIndex");
  return text.slice(0, start) + notNull(value, "value") + text.slice(start);
}

function pad(text: string, width: number, fill: Char, side: "left" | "right"): string {
  if (width < 0) throw argumentOutOfRange("totalWidth");
  return side === "left" ? text.padStart(width, fill.text) : text.padEnd(width, fill.text);
}

const join = (separator: string | null, values: Iterable<unknown>): string =>
  [...values].map(textOf).join(separator ?? "");

function fromChars(chars: NetArray | null, start = 0, length?: number): string {
  const items = (chars?.items ?? []) as readonly Char[];
  const count = length ?? items.length - start;
  if (start < 0 || count < 0 || start + count > items.length) throw argumentOutOfRange("startIndex");
  return items
    .slice(start, start + count)
    .map((char) => char.text)
    .join("");
}

function repeat(char: Char, count: number): string {
  if (count < 0) throw argumentOutOfRange("count");
  return char.text.repeat(count);
}

const compareNullable = (one: string | null, other: string | null, comparison: TextComparison): number =>
  one === null || other === null ? compareValues(one, other) : Math.sign(compareTexts(one, other, comparison));

const caseRule = (ignoreCase: boolean): TextComparison => (ignoreCase ? "cultureIgnoreCase" : "culture");

const part = (text: string | null, index: number, length: number): string => (text ?? "").slice(index, index + length);

const equalTexts = (one: string | null, other: string | null, rule: EnumValue): boolean =>
  one === null || other === null ? one === other : textsEqual(one, other, comparisonOf(rule));

const startsWith = (text: string, value: string | null, rule: TextComparison): boolean =>
  searchable(text, rule).startsWith(searchable(notNull(value, "value"), rule));

const endsWith = (text: string, value: string | null, rule: TextComparison): boolean =>
  searchable(text, rule).endsWith(searchable(notNull(value, "value"), rule));

type Text = string | null;

/** System.String. */
export const stringType: TypeTable = {
  name: "System.String",
  kind: "class",
  keyword: "string",
  interfaces: ["IEnumerable<char>", "IComparable"],
  members: {
    "new(char c, int count)": repeat,
    "new(char[] value)": (chars: NetArray | null) => fromChars(chars),
    "new(char[] value, int startIndex, int length)": fromChars,
    "static string Empty": () => "",
    "int Length": (text: string) => text.length,
    "char this[int index]": charAt,
    "string ToString()": (text: string) => text,
    "string Substring(int startIndex)": (text: string, start: number) => substring(text, start),
    "string Substring(int startIndex, int length)": substring,
    "int IndexOf(char value)": (text: string, value: Char) => text.indexOf(value.text),
    "int IndexOf(char value, int startIndex)": (text: string, value: Char, start: number) =>
      indexOf(text, value.text, start, text.length - start, "ordinal"),
    "int IndexOf(char value, int startIndex, int count)": (text: string, value: Char, start: number, count: number) =>
      indexOf(text, value.text, start, count, "ordinal"),
    "int IndexOf(string value)": (text: string, value: Text) => indexOf(text, value, 0, text.length, "culture"),
    "int IndexOf(string value, int startIndex)": (text: string, value: Text, start: number) =>
      indexOf(text, value, start, text.length - start, "culture"),
    "int IndexOf(string value, int startIndex, int count)": (text: string, value: Text, start: number, count: number) =>
      indexOf(text, value, start, count, "culture"),
    "int IndexOf(string value, StringComparison comparisonType)": (text: string, value: Text, rule: EnumValue) =>
      indexOf(text, value, 0, text.length, comparisonOf(rule)),
    "int IndexOf(string value, int startIndex, StringComparison comparisonType)": (
      text: string,
      value: Text,
      start: number,
      rule: EnumValue,
    ) => indexOf(text, value, start, text.length - start, comparisonOf(rule)),
    "int LastIndexOf(char value)": (text: string, value: Char) => text.lastIndexOf(value.text),
    "int LastIndexOf(char value, int startIndex)": (text: string, value: Char, start: number) =>
      start < 0 ? -1 : text.lastIndexOf(value.text, start),
    "int LastIndexOf(string value)": (text: string, value: Text) => lastIndexOf(text, value, "culture"),
    "int LastIndexOf(string value, StringComparison comparisonType)": (text: string, value: Text, rule: EnumValue) =>
      lastIndexOf(text, value, comparisonOf(rule)),
    "int IndexOfAny(char[] anyOf)": (text: string, any: NetArray | null) => indexOfAny(text, any),
    "int IndexOfAny(char[] anyOf, int startIndex)": indexOfAny,
    "int LastIndexOfAny(char[] anyOf)": lastIndexOfAny,
    "bool Contains(string value)": (text: string, value: Text) => text.includes(notNull(value, "value")),
    "bool Contains(string value, StringComparison comparisonType)": (text: string, value: Text, rule: EnumValue) =>
      indexOf(text, value, 0, text.length, comparisonOf(rule)) >= 0,
    "bool Contains(char value)": (text: string, value: Char) => text.includes(value.text),
    "bool StartsWith(string value)": (text: string, value: Text) => startsWith(text, value, "culture"),
    "bool StartsWith(string value, StringComparison comparisonType)": (text: string, value: Text, rule: EnumValue) =>
      startsWith(text, value, comparisonOf(rule)),
    "bool EndsWith(string value)": (text: string, value: Text) => endsWith(text, value, "culture"),
    "bool EndsWith(string value, StringComparison comparisonType)": (text: string, value: Text, rule: EnumValue) =>
      endsWith(text, value, comparisonOf(rule)),
    "string Replace(string oldValue, string newValue)": replace,
    "string Replace(string oldValue, string newValue, StringComparison comparisonType)": replaceWith,
    "string Replace(char oldChar, char newChar)": (text: string, from: Char, to: Char) =>
      text.replaceAll(from.text, () => to.text),
    "string Trim()": (text: string) => trim(text, null, "both"),
    "string Trim(params char[] trimChars)": (text: string, chars: NetArray | null) => trim(text, chars, "both"),
    "string TrimStart(params char[] trimChars)": (text: string, chars: NetArray | null) => trim(text, chars, "start"),
    "string TrimEnd(params char[] trimChars)": (text: string, chars: NetArray | null) => trim(text, chars, "end"),
    "string PadLeft(int totalWidth)": (text: string, width: number) => pad(text, width, Char.of(32), "left"),
    "string PadLeft(int totalWidth, char paddingChar)": (text: string, width: number, fill: Char) =>
      pad(text, width, fill, "left"),
    "string PadRight(int totalWidth)": (text: string, width: number) => pad(text, width, Char.of(32), "right"),
    "string PadRight(int totalWidth, char paddingChar)": (text: string, width: number, fill: Char) =>
      pad(text, width, fill, "right"),
    "string Insert(int startIndex, string value)": insert,
    "string Remove(int startIndex)": (text: string, start: number) => {
      if (start >= text.length) throw argumentOutOfRange("startIndex");
      return remove(text, start, text.length - start);
    },
    "string Remove(int startIndex, int count)": remove,
    "string ToUpper()": upper,
    "string ToUpperInvariant()": upper,
    "string ToLower()": lower,
    "string ToLowerInvariant()": lower,
    "string Normalize()": (text: string) => text.normalize("NFC"),
    "char[] ToCharArray()": (text: string) => new NetArray(known.char, [...iterate(text)]),
    "char[] ToCharArray(int startIndex, int length)": (text: string, start: number, length: number) =>
      new NetArray(known.char, [...iterate(substring(text, start, length))]),
    "string[] Split(params char[] separator)": (text: string, chars: NetArray | null) => splitByChars(text, chars),
    "string[] Split(char[] separator, int count)": (text: string, chars: NetArray | null, count: number) =>
      splitByChars(text, chars, count),
    "string[] Split(char[] separator, StringSplitOptions options)": (
      text: string,
      chars: NetArray | null,
      options: EnumValue,
    ) => splitByChars(text, chars, undefined, options.value),
    "string[] Split(char[] separator, int count, StringSplitOptions options)": (
      text: string,
      chars: NetArray | null,
      count: number,
      options: EnumValue,
    ) => splitByChars(text, chars, count, options.value),
    "string[] Split(string[] separator, StringSplitOptions options)": (
      text: string,
      separators: NetArray | null,
      options: EnumValue,
    ) => split(text, (separators?.items ?? []) as readonly Text[], undefined, options.value),
    "string[] Split(string[] separator, int count, StringSplitOptions options)": (
      text: string,
      separators: NetArray | null,
      count: number,
      options: EnumValue,
    ) => split(text, (separators?.items ?? []) as readonly Text[], count, options.value),
    "string[] Split(char separator, StringSplitOptions options)": (text: string, separator: Char, options: EnumValue) =>
      split(text, [separator.text], undefined, options.value),
    "string[] Split(char separator, int count, StringSplitOptions options = 0)": (
      text: string,
      separator: Char,
      count: number,
      options: EnumValue | number,
    ) => split(text, [separator.text], count, typeof options === "number" ? options : options.value),
    "string[] Split(string separator, StringSplitOptions options = 0)": (
      text: string,
      separator: Text,
      options: EnumValue | number,
    ) => split(text, [separator], undefined, typeof options === "number" ? options : options.value),
    "bool Equals(string value)": (text: string, other: Text) => text === other,
    "bool Equals(string value, StringComparison comparisonType)": equalTexts,
    "int CompareTo(string strB)": (text: string, other: Text) => compareNullable(text, other, "culture"),
    "static bool Equals(string a, string b)": (one: Text, other: Text) => one === other,
    "static bool Equals(string a, string b, StringComparison comparisonType)": equalTexts,
    "static int Compare(string strA, string strB)": (one: Text, other: Text) => compareNullable(one, other, "culture"),
    "static int Compare(string strA, string strB, bool ignoreCase)": (one: Text, other: Text, ignoreCase: boolean) =>
      compareNullable(one, other, caseRule(ignoreCase)),
    "static int Compare(string strA, string strB, StringComparison comparisonType)": (
      one: Text,
      other: Text,
      rule: EnumValue,
    ) => compareNullable(one, other, comparisonOf(rule)),
    "static int Compare(string strA, int indexA, string strB, int indexB, int length, StringComparison comparisonType)":
      (one: Text, indexA: number, other: Text, indexB: number, length: number, rule: EnumValue) =>
        compareNullable(part(one, indexA, length), part(other, indexB, length), comparisonOf(rule)),
    "static int CompareOrdinal(string strA, string strB)": (one: Text, other: Text) =>
      compareNullable(one, other, "ordinal"),
    "static bool IsNullOrEmpty(string value)": (text: Text) => text === null || text === "",
    "static bool IsNullOrWhiteSpace(string value)": (text: Text) => text === null || trim(text, null, "both") === "",
    "static string Copy(string str)": (text: Text) => notNull(text, "str"),
    "static string Concat(object arg0)": textOf,
    "static string Concat(params string[] values)": (values: NetArray) => join("", values.items),
    "static string Concat(params object[] args)": (values: NetArray) => join("", values.items),
    "static string Concat(IEnumerable<string> values)": (values: unknown) => join("", iterate(values)),
    "static string Concat<T>(IEnumerable<T> values)": (_: unknown, values: unknown) => join("", iterate(values)),
    "static string Join(string separator, params string[] value)": (separator: Text, values: NetArray | null) =>
      join(separator, notNull(values, "value").items),
    "static string Join(string separator, params object[] values)": (separator: Text, values: NetArray | null) =>
      join(separator, notNull(values, "values").items),
    "static string Join(string separator, IEnumerable<string> values)": (separator: Text, values: unknown) =>
      join(separator, iterate(notNull(values, "values"))),
    "static string Join<T>(string separator, IEnumerable<T> values)": (_: unknown, separator: Text, values: unknown) =>
      join(separator, iterate(notNull(values, "values"))),
    "static string Join(string separator, string[] value, int startIndex, int count)": (
      separator: Text,
      values: NetArray | null,
      start: number,
      count: number,
    ) => join(separator, notNull(values, "value").items.slice(start, start + count)),
    "static string Format(string format, object arg0)": (format: Text, value: unknown) =>
      formatComposite(notNull(format, "format"), [value]),
    "static string Format(string format, params object[] args)": (format: Text, values: NetArray | null) =>
      formatComposite(notNull(format, "format"), notNull(values, "args").items),
  },
};
