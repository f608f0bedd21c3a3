import { argumentError, notNull } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { typeOf } from "../../runtime/type-of.ts";
import { NetArray } from "../../values/net-array.ts";
import { LazySequence, NetSequence } from "../../values/net-sequence.ts";
import { tokenOf, valueToken } from "./from-value.ts";
import { JArray, JObject, JProperty, JToken, JValue } from "./tokens.ts";

/** Adds constructor content to an object: properties, or other objects' properties. */
export function addToObject(object: JObject, content: unknown): void {
  if (content instanceof JProperty) object.add(content);
  else if (content instanceof JObject) for (const property of content.children) object.add(property);
  else if (
    content instanceof LazySequence ||
    content instanceof NetArray ||
    (content instanceof NetSequence && !(content instanceof JToken))
  ) {
    for (const item of iterate(content)) addToObject(object, item);
  } else {
    const type = content === null ? "null" : typeOf(content).fullName;
    throw argumentError(`Can not add ${type} to Newtonsoft.Json.Linq.JObject.`);
  }
}

/** The content of `new JProperty("n", null)` is one null, though C# passes it as an array that is null. */
export const contentItems = (content: NetArray | null): readonly unknown[] => content?.items ?? [null];

/** A token for content that is none yet: simple values. */
export function contentToken(content: unknown): JToken {
  if (content instanceof JProperty)
    throw argumentError("Can not add Newtonsoft.Json.Linq.JProperty to Newtonsoft.Json.Linq.JArray.");
  if (content instanceof JToken) return content;
  const simple = valueToken(content);
  if (simple !== null) return simple;
  throw argumentError(`Could not determine JSON object type for type ${typeOf(content).fullName}.`);
}

/** Adds constructor content to an array: sequences are spread out. */
export function addToArray(array: JArray, content: unknown): void {
  if (content instanceof JToken || !isSequence(content)) array.add(contentToken(content));
  else for (const item of iterate(content)) addToArray(array, item);
}

const isSequence = (value: unknown): boolean => value instanceof NetSequence || value instanceof NetArray;

/** The value of `new JProperty(name, content)`: one value, or an array of several. */
export function propertyValue(content: readonly unknown[]): JToken {
  const [only] = content;
  if (content.length === 1 && !isSequence(only)) return contentToken(only);
  if (content.length === 1 && only instanceof JToken) return contentToken(only);
  const array = new JArray();
  for (const item of content) addToArray(array, item);
  return array;
}

/** The token that `JObject.FromObject` and `JArray.FromObject` make, which must be of that kind. */
export function objectFrom(value: unknown): JObject {
  const token = tokenOf(notNull(value, "o"));
  if (token instanceof JObject) return token;
  throw argumentError(`Object serialized to ${token.kind}. JObject instance expected.`);
}

/** The array that JArray.FromObject makes. @throws DotNetError System.ArgumentException for anything but a sequence */
export function arrayFrom(value: unknown): JArray {
  const token = tokenOf(notNull(value, "o"));
  if (token instanceof JArray) return token;
  throw argumentError(`Object serialized to ${token.kind}. JArray instance expected.`);
}

/** A C# value as the token that an assignment stores; null becomes JSON's null. */
export const storedToken = (value: JToken | null): JToken => value ?? new JValue("Null", null);
