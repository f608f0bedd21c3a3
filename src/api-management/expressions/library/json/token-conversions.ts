import { DotNetError } from "../../dotnet-error.ts";
import { argumentError, argumentNull } from "../../runtime/errors.ts";
import { toText } from "../../runtime/to-text.ts";
import { isInstance, typeOf } from "../../runtime/type-of.ts";
import type { NetType } from "../../types/net-type.ts";
import { known, numericKind } from "../../types/well-known.ts";
import { Char } from "../../values/char.ts";
import { DateTime } from "../../values/date-time.ts";
import { DateTimeOffset } from "../../values/date-time-offset.ts";
import { Guid } from "../../values/guid.ts";
import type { TimeSpan } from "../../values/time-span.ts";
import { convertNumber, toBooleanValue } from "../convert-values.ts";
import { readDate } from "../time/parse-date.ts";
import { readTimeSpan } from "../time/time-span.ts";
import { JProperty, type JToken, JValue } from "./tokens.ts";

const cannot = (token: JToken, type: string): DotNetError =>
  argumentError(
    `Can not convert ${token.kind === "Object" || token.kind === "Array" ? token.kind : `{${token.kind}}`} to ${type}.`,
  );

/** The value in a token that is cast to a simple type. @throws DotNetError System.ArgumentException for objects and arrays */
function valueIn(token: JToken, type: string): JValue {
  const value = token instanceof JProperty ? token.value : token;
  if (value instanceof JValue) return value;
  throw cannot(token, type);
}

/** `(string)token`: texts, numbers, dates; null for null. Objects and arrays can't be cast. */
export function tokenToString(token: JToken | null): string | null {
  if (token === null) return null;
  const { value, kind } = valueIn(token, "String");
  if (value === null) return null;
  if (kind === "Boolean") return value === true ? "True" : "False";
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : toText(value);
}

/** `(T)token` of a simple type. Null gives null for `T?` and an exception for `T`. */
export function castToken(token: JToken | null, type: NetType, nullable: "nullable" | "required"): unknown {
  if (token === null) {
    if (nullable === "nullable") return null;
    throw argumentNull("value");
  }
  const { value, kind } = valueIn(token, type.displayName);
  if (value === null) {
    if (nullable === "nullable") return null;
    throw cannot(token, type.displayName);
  }
  return simpleValue(value, kind, type) ?? refuse(token, type);
}

const refuse = (token: JToken, type: NetType): never => {
  throw cannot(token, type.displayName);
};

function simpleValue(value: unknown, kind: string, type: NetType): unknown {
  if (isInstance(value, type)) return value;
  if (type === known.bool) return kind === "Date" ? null : toBooleanValue(value);
  if (type === known.char) return typeof value === "string" && value.length === 1 ? Char.of(value.charCodeAt(0)) : null;
  const number = numericKind(type);
  if (number !== undefined) {
    const isNumeric = kind === "Integer" || kind === "Float" || kind === "Boolean" || kind === "String";
    return isNumeric ? convertNumber(kind === "Boolean" ? Number(value) : value, number) : null;
  }
  return timeOrId(value, type);
}

function timeOrId(value: unknown, type: NetType): unknown {
  const text = typeof value === "string" ? value : null;
  switch (type.definition.name) {
    case "System.DateTime":
      return value instanceof DateTimeOffset ? new DateTime(value.ticks) : text === null ? null : dateOf(text);
    case "System.DateTimeOffset":
      return value instanceof DateTime ? new DateTimeOffset(value.ticks, 0n) : text === null ? null : offsetOf(text);
    case "System.Guid": {
      const guid = text === null ? null : Guid.read(text);
      if (text !== null && guid === null) throw new DotNetError("System.FormatException", "Unrecognized Guid format.");
      return guid;
    }
    case "System.TimeSpan":
      return text === null ? null : spanOf(text);
    default:
      return null;
  }
}

const badDate = (): DotNetError =>
  new DotNetError("System.FormatException", "String was not recognized as a valid DateTime.");

function dateOf(text: string): DateTime {
  const parsed = readDate(text);
  if (parsed === null) throw badDate();
  return parsed.offset === null ? new DateTime(parsed.ticks) : new DateTime(parsed.ticks - parsed.offset, "local");
}

function offsetOf(text: string): DateTimeOffset {
  const parsed = readDate(text);
  if (parsed === null) throw badDate();
  return new DateTimeOffset(parsed.ticks, parsed.offset ?? 0n);
}

function spanOf(text: string): TimeSpan | null {
  const span = readTimeSpan(text);
  if (span === null) throw new DotNetError("System.FormatException", "String was not recognized as a valid TimeSpan.");
  return span;
}

/** `token.Value<T>()` and `ToObject<T>()` of a simple type, a token type, or object. */
export function convertToken(token: JToken | null, type: NetType): unknown {
  if (token === null) return null;
  if (isInstance(token, type) && type !== known.object) return token;
  if (type === known.object) return token instanceof JValue ? token.value : token;
  if (type === known.string) {
    if (!(token instanceof JValue) && !(token instanceof JProperty))
      throw new DotNetError(
        "System.InvalidCastException",
        `Cannot cast ${token.netType.fullName} to Newtonsoft.Json.Linq.JValue.`,
      );
    return tokenToString(token);
  }
  const target = type.isNullable ? (type.arguments[0] ?? type) : type;
  if (!target.isValueType) {
    const message = `Cannot cast ${typeOf(token).fullName} to ${type.fullName}.`;
    if (token instanceof JValue && token.value === null) return null;
    throw new DotNetError("System.InvalidCastException", message);
  }
  if (!(token instanceof JValue) && !(token instanceof JProperty)) {
    throw new DotNetError(
      "System.InvalidCastException",
      `Cannot cast ${token.netType.fullName} to Newtonsoft.Json.Linq.JToken.`,
    );
  }
  return castToken(token, target, type.isNullable ? "nullable" : "required");
}
