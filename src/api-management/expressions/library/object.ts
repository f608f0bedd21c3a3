import type { OutCell } from "../compile/call.ts";
import { DotNetError } from "../dotnet-error.ts";
import { netEquals } from "../runtime/equality.ts";
import { argumentError, argumentNull } from "../runtime/errors.ts";
import { toText } from "../runtime/to-text.ts";
import { requireValue } from "../types/conversions.ts";
import { defaultValue } from "../types/default-value.ts";
import type { NetType } from "../types/net-type.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { known } from "../types/well-known.ts";
import { EnumValue } from "../values/enum-value.ts";
import { formatValue } from "./format/composite.ts";
import { hashCode } from "./hash-code.ts";

const objectType: TypeTable = {
  name: "System.Object",
  kind: "class",
  keyword: "object",
  members: {
    "string ToString()": (value: unknown) => toText(value) ?? "",
    "bool Equals(object obj)": (value: unknown, other: unknown) => netEquals(value, other),
    "int GetHashCode()": (value: unknown) => hashCode(value),
    "static bool Equals(object objA, object objB)": (one: unknown, other: unknown) => netEquals(one, other),
  },
};

const booleanType: TypeTable = {
  name: "System.Boolean",
  kind: "struct",
  keyword: "bool",
  defaultValue: () => false,
  interfaces: ["IComparable"],
  members: {
    "static string TrueString": () => "True",
    "static string FalseString": () => "False",
    "static bool Parse(string value)": (text: string | null) => parseBoolean(text),
    "static bool TryParse(string value, out bool result)": (text: string | null, result: OutCell) => {
      const value = readBoolean(text);
      result.value = value ?? false;
      return value !== null;
    },
    "int CompareTo(bool value)": (value: boolean, other: boolean) => Number(value) - Number(other),
    "bool Equals(bool obj)": (value: boolean, other: boolean) => value === other,
  },
};

function readBoolean(text: string | null): boolean | null {
  const word = text?.replaceAll("\0", "").trim().toLowerCase();
  return word === "true" ? true : word === "false" ? false : null;
}

/** bool.Parse: `true` or `false` in any case, with white space around. */
export function parseBoolean(text: string | null): boolean {
  if (text === null) throw argumentNull("value");
  const value = readBoolean(text);
  if (value !== null) return value;
  throw new DotNetError("System.FormatException", `String '${text}' was not recognized as a valid Boolean.`);
}

const nullableType: TypeTable = {
  name: "System.Nullable",
  parameters: ["T"],
  kind: "struct",
  members: {
    "bool HasValue": (value: unknown) => value !== null,
    "T Value": (value: unknown) => requireValue(value),
    "T GetValueOrDefault(T defaultValue)": (value: unknown, fallback: unknown) => value ?? fallback,
    "string ToString()": (value: unknown) => toText(value) ?? "",
    "string ToString(string format)": (value: unknown, format: string | null) => formatValue(value, format),
    "bool Equals(object other)": (value: unknown, other: unknown) => netEquals(value, other),
  },
};

/** `GetValueOrDefault()` needs to know T, so it is an extension method here. */
const nullableMembers: TypeTable = {
  name: "System.Nullable",
  kind: "static",
  members: {
    "static T GetValueOrDefault<T>(this Nullable<T> value)": ([type]: readonly NetType[], value: unknown) =>
      value ?? defaultValue(type ?? known.object),
  },
};

const enumType: TypeTable = {
  name: "System.Enum",
  kind: "class",
  members: {
    "string ToString()": (value: EnumValue) => value.toString(),
    "string ToString(string format)": (value: EnumValue, format: string | null) =>
      /^[dD]$/.test(format ?? "") ? String(value.value) : value.toString(),
    "static bool TryParse<TEnum>(string value, out TEnum result)": (
      [type]: readonly NetType[],
      text: string | null,
      result: OutCell,
    ) => tryParseEnum(type, text, false, result),
    "static bool TryParse<TEnum>(string value, bool ignoreCase, out TEnum result)": (
      [type]: readonly NetType[],
      text: string | null,
      ignoreCase: boolean,
      result: OutCell,
    ) => tryParseEnum(type, text, ignoreCase, result),
  },
};

function tryParseEnum(type: NetType | undefined, text: string | null, ignoreCase: boolean, result: OutCell): boolean {
  if (type === undefined || type.definition.kind !== "enum") throw argumentError("Type provided must be an Enum.");
  const name = text?.trim() ?? "";
  const match = Object.entries(type.definition.table?.values ?? {}).find(([member]) =>
    ignoreCase ? member.toLowerCase() === name.toLowerCase() : member === name,
  );
  const value = match?.[1] ?? (/^-?\d+$/.test(name) ? Number(name) : null);
  result.value = EnumValue.of(type, value ?? 0);
  return value !== null;
}

const interfaces: readonly TypeTable[] = [
  { name: "System.IComparable", kind: "interface", listed: "unlisted" },
  { name: "System.IDisposable", kind: "interface", listed: "unlisted", members: { "void Dispose()": () => undefined } },
];

/** System.Object, Boolean, Nullable and Enum. */
export const objectTypes: readonly TypeTable[] = [
  objectType,
  booleanType,
  nullableType,
  nullableMembers,
  enumType,
  ...interfaces,
];
