import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { Implementation } from "../../types/type-definition.ts";
import { known, numericType } from "../../types/well-known.ts";
import { valueToken } from "./from-value.ts";
import { castToken, tokenToString } from "./token-conversions.ts";
import { type JToken, JValue } from "./tokens.ts";

const castKinds = [
  "int",
  "long",
  "double",
  "decimal",
  "float",
  "short",
  "byte",
  "uint",
  "ulong",
  "ushort",
  "sbyte",
  "char",
] as const;
const castNames = ["DateTime", "DateTimeOffset", "Guid", "TimeSpan"];

/** `(T)token` and `(T?)token` for every simple type, and a token of every simple value. */
export function castMembers(): Record<string, Implementation> {
  const members: Record<string, Implementation> = {
    "explicit string(JToken value)": tokenToString,
    "explicit bool(JToken value)": (token: JToken | null) => castToken(token, known.bool, "required"),
    "explicit bool?(JToken value)": (token: JToken | null) => castToken(token, known.bool, "nullable"),
    "explicit byte[](JToken value)": (token: JToken | null) =>
      token instanceof JValue && token.value instanceof Uint8Array
        ? token.value
        : Buffer.from(tokenToString(token) ?? "", "base64"),
    "implicit JToken(string value)": (value: string | null) =>
      value === null ? new JValue("Null", null) : new JValue("String", value),
    "implicit JToken(bool value)": valueToken as Implementation,
    "implicit JToken(bool? value)": valueToken as Implementation,
    "implicit JToken(byte[] value)": valueToken as Implementation,
  };
  const types: [string, () => NetType][] = [
    ...castKinds.map((kind): [string, () => NetType] => [kind, () => numericType(kind)]),
    ...castNames.map((name): [string, () => NetType] => [name, () => typeNamed(`System.${name}`)]),
  ];
  for (const [name, type] of types) {
    members[`explicit ${name}(JToken value)`] = (token: JToken | null) => castToken(token, type(), "required");
    members[`explicit ${name}?(JToken value)`] = (token: JToken | null) => castToken(token, type(), "nullable");
    if (name === "char") continue;
    members[`implicit JToken(${name} value)`] = valueToken as Implementation;
    members[`implicit JToken(${name}? value)`] = valueToken as Implementation;
  }
  return members;
}
