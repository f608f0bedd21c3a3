import { argumentNull, formatError } from "../../runtime/errors.ts";
import type { Implementation } from "../../types/type-definition.ts";
import { type NumericKind, numericType } from "../../types/well-known.ts";
import { DateTime } from "../../values/date-time.ts";
import { DateTimeOffset } from "../../values/date-time-offset.ts";
import { Guid } from "../../values/guid.ts";
import { parseNumber } from "../numbers.ts";
import { parseBoolean } from "../object.ts";
import { parseDate } from "../time/parse-date.ts";
import type { XAttribute, XElement } from "./nodes.ts";

type Valued = XElement | XAttribute;

const numbers: readonly NumericKind[] = ["int", "long", "uint", "ulong", "double", "float", "decimal"];

function toDate(text: string): DateTime {
  const { ticks, offset } = parseDate(text);
  return offset === null ? new DateTime(ticks) : new DateTime(ticks - offset, "local");
}

function toGuid(text: string): Guid {
  const guid = Guid.read(text);
  if (guid === null) throw formatError("Unrecognized Guid format.");
  return guid;
}

const toBool = (text: string): boolean =>
  text.trim() === "1" ? true : text.trim() === "0" ? false : parseBoolean(text.trim());

const toOffset = (text: string): DateTimeOffset => {
  const { ticks, offset } = parseDate(text);
  return new DateTimeOffset(ticks, offset ?? 0n);
};

/** `(T)element` and `(T?)element` read the value as text of T; null gives null for the types that have it. */
export function conversions(type: string): Record<string, Implementation> {
  const readers: [string, (text: string) => unknown][] = [
    ...numbers.map((kind): [string, (text: string) => unknown] => [
      kind,
      (text) => parseNumber(text, kind, numericType(kind).displayName),
    ]),
    ["bool", toBool],
    ["DateTime", toDate],
    ["DateTimeOffset", toOffset],
    ["Guid", toGuid],
  ];
  const members: Record<string, Implementation> = {
    [`explicit string(${type} value)`]: (node: Valued | null) => node?.value ?? null,
  };
  for (const [name, read] of readers) {
    members[`explicit ${name}(${type} value)`] = (node: Valued | null) => {
      if (node === null) throw argumentNull(type === "XElement" ? "element" : "attribute");
      return read(node.value);
    };
    members[`explicit ${name}?(${type} value)`] = (node: Valued | null) => (node === null ? null : read(node.value));
  }
  return members;
}
