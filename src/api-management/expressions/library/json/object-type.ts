import type { OutCell } from "../../compile/call.ts";
import { DotNetError } from "../../dotnet-error.ts";
import { notNull } from "../../runtime/errors.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import type { EnumValue } from "../../values/enum-value.ts";
import { KeyValuePair } from "../../values/key-value-pair.ts";
import type { NetArray } from "../../values/net-array.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { addToObject, objectFrom, storedToken } from "./content.ts";
import { parseJson } from "./reader.ts";
import { JObject, JProperty, type JToken } from "./tokens.ts";

const tokens = (type: string, items: () => Iterable<unknown>): LazySequence =>
  new LazySequence(typeNamed(`Newtonsoft.Json.Linq.${type}`), items);

const readerError = (message: string): DotNetError => new DotNetError("Newtonsoft.Json.JsonReaderException", message);

function parseObject(text: string | null): JObject {
  const token = parseJson(text);
  if (token instanceof JObject) return token;
  throw readerError(`Error reading JObject from JsonReader. Current JsonReader item is not an object: ${token.kind}.`);
}

function property(object: JObject, name: string, comparison: EnumValue): JProperty | null {
  const exact = object.property(name);
  if (exact !== undefined || !comparison.toString().endsWith("IgnoreCase")) return exact ?? null;
  return object.children.find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? null;
}

const pairs = (object: JObject): LazySequence =>
  new LazySequence(
    typeNamed("System.Collections.Generic.KeyValuePair", known.string, typeNamed("Newtonsoft.Json.Linq.JToken")),
    () =>
      object.children.map(
        (each) => new KeyValuePair(each.name, each.value, [known.string, typeNamed("Newtonsoft.Json.Linq.JToken")]),
      ),
  );

/** Newtonsoft.Json.Linq.JObject. */
export const objectType: TypeTable = {
  name: "Newtonsoft.Json.Linq.JObject",
  kind: "class",
  base: "JContainer",
  members: {
    "new()": () => new JObject(),
    "new(JObject other)": (other: JObject) => other.clone(),
    "new(params object[] content)": (content: NetArray | null) => {
      const object = new JObject();
      for (const item of content?.items ?? []) addToObject(object, item);
      return object;
    },
    "static JObject Parse(string json)": parseObject,
    "static JObject FromObject(object o)": objectFrom,
    "JToken this[string propertyName]": {
      get: (object: JObject, name: string | null) => object.get(notNull(name, "propertyName")) ?? null,
      set: (object: JObject, name: string, value: JToken | null) => object.set(name, storedToken(value)),
    },
    "IEnumerable<KeyValuePair<string, JToken>> GetEnumerator()": pairs,
    "void Add(string propertyName, JToken value)": (object: JObject, name: string, value: JToken | null) =>
      object.add(new JProperty(name, storedToken(value))),
    "bool Remove(string propertyName)": (object: JObject, name: string) => object.delete(name),
    "bool ContainsKey(string propertyName)": (object: JObject, name: string | null) =>
      object.property(notNull(name, "propertyName")) !== undefined,
    "bool TryGetValue(string propertyName, out JToken value)": (object: JObject, name: string, value: OutCell) => {
      value.value = object.get(name) ?? null;
      return value.value !== null;
    },
    "bool TryGetValue(string propertyName, StringComparison comparison, out JToken value)": (
      object: JObject,
      name: string,
      comparison: EnumValue,
      value: OutCell,
    ) => {
      value.value = property(object, name, comparison)?.value ?? null;
      return value.value !== null;
    },
    "JToken GetValue(string propertyName)": (object: JObject, name: string | null) =>
      name === null ? null : (object.get(name) ?? null),
    "JToken GetValue(string propertyName, StringComparison comparison)": (
      object: JObject,
      name: string,
      comparison: EnumValue,
    ) => property(object, name, comparison)?.value ?? null,
    "JProperty Property(string name)": (object: JObject, name: string) => object.property(name) ?? null,
    "JProperty Property(string name, StringComparison comparison)": property,
    "IEnumerable<JProperty> Properties()": (object: JObject) => tokens("JProperty", () => [...object.children]),
    "IEnumerable<JToken> PropertyValues()": (object: JObject) =>
      tokens("JToken", () => object.children.map((each) => each.value)),
  },
};
