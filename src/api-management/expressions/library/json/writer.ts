import { netEquals } from "../../runtime/equality.ts";
import { realText, toText } from "../../runtime/to-text.ts";
import { DateTime } from "../../values/date-time.ts";
import { DateTimeOffset } from "../../values/date-time-offset.ts";
import { Decimal } from "../../values/decimal.ts";
import { NetNumber } from "../../values/numbers.ts";
import { JArray, JObject, JProperty, type JToken, JValue } from "./tokens.ts";

/** Line ends of indented JSON: those of the self-hosted gateway's container. Gateways on Windows write `\r\n`. */
export const newLine = "\n";

/** Whether JSON is written on one line, or indented by two spaces. */
export type JsonFormatting = "none" | "indented";

/** JToken.ToString(formatting): JSON. */
export function writeJson(token: JToken, formatting: JsonFormatting, indent = ""): string {
  if (token instanceof JProperty) {
    return `${quote(token.name)}:${formatting === "indented" ? " " : ""}${writeJson(token.value, formatting, indent)}`;
  }
  if (token instanceof JObject || token instanceof JArray) {
    const [open, close] = token instanceof JObject ? ["{", "}"] : ["[", "]"];
    if (token.children.length === 0) return `${open}${close}`;
    const inner = `${indent}  `;
    const parts = token.children.map((child) => writeJson(child, formatting, inner));
    if (formatting === "none") return `${open}${parts.join(",")}${close}`;
    return `${open}${newLine}${parts.map((part) => inner + part).join(`,${newLine}`)}${newLine}${indent}${close}`;
  }
  return token instanceof JValue ? writeValue(token) : "";
}

function writeValue({ kind, value }: JValue): string {
  if (value === null) return kind === "Undefined" ? "undefined" : "null";
  if (kind === "Raw") return String(value);
  if (kind === "Comment") return `/*${String(value)}*/`;
  if (value instanceof DateTime) return quote(value.format("yyyy-MM-ddTHH:mm:ss.FFFFFFFK"));
  if (value instanceof DateTimeOffset) return quote(value.format("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz"));
  if (value instanceof Uint8Array) return quote(Buffer.from(value).toString("base64"));
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number" || typeof value === "bigint") return value.toString();
  if (value instanceof NetNumber || value instanceof Decimal) return writeNumber(value);
  return quote(toText(value) ?? "");
}

/** Reals and decimals always show that they are no integers: `1.0`. */
function writeNumber(value: NetNumber | Decimal): string {
  const isReal = value instanceof Decimal || value.kind === "double" || value.kind === "float";
  if (value instanceof NetNumber && isReal && !Number.isFinite(value.value)) {
    return quote(realText(Number(value.value), "double"));
  }
  const text = toText(value) ?? "0";
  return isReal && !/[.eE]/.test(text) ? `${text}.0` : text;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A JSON string. Slashes and letters beyond ASCII stay as they are. */
export function quote(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}\u2028\u2029]/gu, (character) => {
    if (character >= "\x7f" && character <= "\x9f" && character !== "\x85") return character;
    return escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/** JToken.ToString(): indented JSON, but the bare text of a value. */
export function tokenText(token: JToken): string {
  if (!(token instanceof JValue)) return writeJson(token, "indented");
  return token.value instanceof Uint8Array ? "System.Byte[]" : (toText(token.value) ?? "");
}

/** JValue.Equals: values of comparable types. */
export function sameValue(one: JValue, other: JValue): boolean {
  const numeric = (kind: string): boolean => kind === "Integer" || kind === "Float";
  if (numeric(one.kind) && numeric(other.kind)) {
    return Number(toText(one.value)) === Number(toText(other.value)) && one.kind === other.kind;
  }
  return one.kind === other.kind && netEquals(one.value, other.value);
}

/** JToken.DeepEquals. */
export function deepEquals(one: JToken | null, other: JToken | null): boolean {
  if (one === null || other === null) return one === other;
  if (one instanceof JValue && other instanceof JValue) return sameValue(one, other);
  if (one instanceof JProperty && other instanceof JProperty) {
    return one.name === other.name && deepEquals(one.value, other.value);
  }
  if (one instanceof JObject && other instanceof JObject) {
    const pairs = one.children.map((property) => [property.value, other.get(property.name) ?? null] as const);
    return one.count === other.count && pairs.every(([left, right]) => deepEquals(left, right));
  }
  if (!(one instanceof JArray) || !(other instanceof JArray)) return false;
  return (
    one.items.length === other.items.length &&
    one.items.every((item, index) => deepEquals(item, other.items[index] ?? null))
  );
}
