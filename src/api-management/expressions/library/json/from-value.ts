import { argumentError } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { toText } from "../../runtime/to-text.ts";
import { typeOf } from "../../runtime/type-of.ts";
import { AnonymousObject } from "../../values/anonymous.ts";
import { Char } from "../../values/char.ts";
import { DateTime } from "../../values/date-time.ts";
import { DateTimeOffset } from "../../values/date-time-offset.ts";
import { Decimal } from "../../values/decimal.ts";
import { EnumValue } from "../../values/enum-value.ts";
import { Guid } from "../../values/guid.ts";
import { KeyValuePair } from "../../values/key-value-pair.ts";
import { NetArray } from "../../values/net-array.ts";
import type { DictionaryLike } from "../../values/net-dictionary.ts";
import { NetObject } from "../../values/net-object.ts";
import { NetSequence } from "../../values/net-sequence.ts";
import { NetNumber } from "../../values/numbers.ts";
import { TimeSpan } from "../../values/time-span.ts";
import { JArray, JObject, JToken, JValue } from "./tokens.ts";

const isDictionary = (value: object): value is DictionaryLike => "entries" in value && "valueType" in value;

/** A JSON value of a simple .NET value; null when it is none that JSON has a value for. */
export function valueToken(value: unknown): JValue | null {
  if (value === null || value === undefined) return new JValue("Null", null);
  switch (typeof value) {
    case "string":
      return new JValue("String", value);
    case "boolean":
      return new JValue("Boolean", value);
    case "number":
    case "bigint":
      return new JValue("Integer", value);
  }
  if (value instanceof NetNumber) {
    return new JValue(value.kind === "double" || value.kind === "float" ? "Float" : "Integer", value);
  }
  if (value instanceof Decimal) return new JValue("Float", value);
  if (value instanceof Char) return new JValue("String", value.text);
  if (value instanceof DateTime || value instanceof DateTimeOffset) return new JValue("Date", value);
  if (value instanceof Guid) return new JValue("Guid", value);
  if (value instanceof TimeSpan) return new JValue("TimeSpan", value);
  if (value instanceof Uint8Array) return new JValue("Bytes", value);
  if (value instanceof EnumValue) return new JValue("Integer", value.value);
  return value instanceof NetObject && typeOf(value).fullName === "System.Uri" ? new JValue("Uri", value) : null;
}

/** JToken.FromObject, and what JsonConvert.SerializeObject writes. */
export function tokenOf(value: unknown): JToken {
  if (value instanceof JToken) return value;
  const simple = valueToken(value);
  if (simple !== null) return simple;
  if (value instanceof AnonymousObject) {
    const object = new JObject();
    for (const [index, name] of value.names.entries()) object.set(name, tokenOf(value.values[index]));
    return object;
  }
  if (value instanceof KeyValuePair) {
    const object = new JObject();
    object.set("Key", tokenOf(value.key));
    object.set("Value", tokenOf(value.value));
    return object;
  }
  if (value instanceof Map) return objectOf(iterate(value));
  if (typeof value === "object" && value !== null && isDictionary(value)) return objectOf(value.entries());
  if (value instanceof NetArray || value instanceof NetSequence) return new JArray([...iterate(value)].map(tokenOf));
  throw argumentError(`Could not determine JSON object type for type ${typeOf(value).fullName}.`);
}

function objectOf(entries: Iterable<unknown>): JObject {
  const object = new JObject();
  for (const entry of entries) {
    if (entry instanceof KeyValuePair) object.set(toText(entry.key) ?? "", tokenOf(entry.value));
  }
  return object;
}
