import { DotNetError } from "../../dotnet-error.ts";
import { isInstance } from "../../runtime/type-of.ts";
import type { NetType } from "../../types/net-type.ts";
import { known } from "../../types/well-known.ts";
import { NetDictionary } from "../../values/net-dictionary.ts";
import { NetList } from "../../values/net-list.ts";
import { makeArray } from "../collections/array.ts";
import { convertToken } from "./token-conversions.ts";
import { JArray, JObject, type JToken, JValue } from "./tokens.ts";

const listNames: ReadonlySet<string> = new Set(["List", "IList", "IEnumerable", "ICollection", "IReadOnlyList"]);
const dictionaryNames: ReadonlySet<string> = new Set(["Dictionary", "IDictionary", "IReadOnlyDictionary"]);

const mismatch = (token: JToken, type: NetType): DotNetError =>
  new DotNetError(
    "Newtonsoft.Json.JsonSerializationException",
    `Cannot deserialize the current JSON ${token.kind.toLowerCase()} into type '${type.fullName}'.`,
  );

/** Makes a .NET value of JSON: tokens, simple types, arrays, lists and dictionaries of them. */
export function deserialize(token: JToken, type: NetType): unknown {
  if (token instanceof JValue && token.value === null && (!type.isValueType || type.isNullable)) return null;
  if (type === known.object || isInstance(token, type))
    return type === known.object && token instanceof JValue ? token.value : token;
  const [element, value] = type.arguments;
  if (token instanceof JArray && element !== undefined && (type.isArray || listNames.has(type.definition.simpleName))) {
    const items = token.items.map((item) => deserialize(item, element));
    return type.isArray ? makeArray(element, items) : new NetList(element, items);
  }
  if (
    token instanceof JObject &&
    element !== undefined &&
    value !== undefined &&
    dictionaryNames.has(type.definition.simpleName)
  ) {
    const dictionary = new NetDictionary(element, value);
    for (const property of token.children) dictionary.set(property.name, deserialize(property.value, value));
    return dictionary;
  }
  if (!(token instanceof JValue)) throw mismatch(token, type);
  return convertToken(token, type);
}
