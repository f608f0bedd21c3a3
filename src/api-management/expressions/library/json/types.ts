import { DotNetError } from "../../dotnet-error.ts";
import { compareValues } from "../../runtime/compare.ts";
import { argumentError, argumentNull, argumentOutOfRange, invalidOperation, notNull } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import type { EnumValue } from "../../values/enum-value.ts";
import type { NetArray } from "../../values/net-array.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { enumValue } from "../enums.ts";
import { castMembers } from "./cast-members.ts";
import {
  addToArray,
  addToObject,
  arrayFrom,
  contentItems,
  contentToken,
  propertyValue,
  storedToken,
} from "./content.ts";
import { deserialize } from "./deserialize.ts";
import { tokenOf } from "./from-value.ts";
import { mergeTokens } from "./merge.ts";
import { objectType } from "./object-type.ts";
import { selectTokens } from "./path.ts";
import { parseJson } from "./reader.ts";
import { convertToken } from "./token-conversions.ts";
import { JArray, type JContainer, JObject, JProperty, JToken, JValue } from "./tokens.ts";
import { deepEquals, writeJson } from "./writer.ts";

const tokenType = (): NetType => typeNamed("Newtonsoft.Json.Linq.JToken");
const sequence = (items: () => Iterable<unknown>, type: NetType = tokenType()): LazySequence =>
  new LazySequence(type, items);

const readerError = (message: string): DotNetError => new DotNetError("Newtonsoft.Json.JsonReaderException", message);

function parseArray(text: string | null): JArray {
  const token = parseJson(text);
  if (token instanceof JArray) return token;
  throw readerError(`Error reading JArray from JsonReader. Current JsonReader item is not an array: ${token.kind}.`);
}

/** `token[key]`: a property of an object by name, an element of an array by number. */
function child(token: JToken, key: unknown): JToken | null {
  if (token instanceof JObject) {
    if (typeof key === "string") return token.get(key) ?? null;
    if (key === null) throw argumentNull("key");
    throw argumentError(
      `Accessed JObject values with invalid key value: ${String(key)}. Object property name expected.`,
    );
  }
  if (token instanceof JArray) {
    if (typeof key === "number") return element(token, key);
    throw argumentError(`Accessed JArray values with invalid key value: "${String(key)}". Int32 array index expected.`);
  }
  throw invalidOperation(`Cannot access child value on ${token.netType.fullName}.`);
}

function element(array: JArray, index: number): JToken {
  const item = array.items[index];
  if (index < 0 || item === undefined) throw argumentOutOfRange("index");
  return item;
}

function setChild(token: JToken, key: unknown, value: JToken | null): void {
  if (token instanceof JObject && typeof key === "string") token.set(key, storedToken(value));
  else if (token instanceof JArray && typeof key === "number") {
    element(token, key);
    token.replace(key, storedToken(value));
  } else throw invalidOperation(`Cannot set child value on ${token.netType.fullName}.`);
}

function single(tokens: readonly JToken[]): JToken | null {
  if (tokens.length > 1) {
    throw new DotNetError("Newtonsoft.Json.JsonException", "Path returned multiple tokens.");
  }
  return tokens[0] ?? null;
}

function* ancestors(token: JToken): Iterable<JToken> {
  for (let parent = token.parent; parent !== null; parent = parent.parent) yield parent;
}

function* descendants(token: JToken): Iterable<JToken> {
  for (const each of token.children) {
    yield each;
    yield* descendants(each);
  }
}

function siblings(token: JToken, side: "before" | "after"): readonly JToken[] {
  const all = token.parent?.children ?? [];
  const index = all.indexOf(token);
  return side === "before" ? all.slice(0, index) : all.slice(index + 1);
}

function remove(token: JToken): void {
  if (token.parent === null) throw invalidOperation("The parent is missing.");
  token.parent.removeChild(token);
}

function replace(token: JToken, value: JToken): void {
  const { parent } = token;
  if (parent instanceof JProperty) parent.value = value;
  else if (parent instanceof JArray) parent.replace(parent.items.indexOf(token), value);
  else throw invalidOperation("The parent is missing.");
}

const formattingOf = (formatting: EnumValue): "none" | "indented" => (formatting.value === 0 ? "none" : "indented");

const jToken: TypeTable = {
  name: "Newtonsoft.Json.Linq.JToken",
  kind: "class",
  interfaces: ["IEnumerable<JToken>"],
  members: {
    ...castMembers(),
    "static JToken Parse(string json)": (text: string | null) => parseJson(text),
    "static JToken FromObject(object o)": (value: unknown) => tokenOf(notNull(value, "o")),
    "static bool DeepEquals(JToken t1, JToken t2)": deepEquals,
    "JToken this[object key]": { get: child, set: setChild },
    "JTokenType Type": (token: JToken) => enumValue("Newtonsoft.Json.Linq.JTokenType", token.kind),
    "bool HasValues": (token: JToken) => token.children.length > 0,
    "JContainer Parent": (token: JToken) => token.parent,
    "JToken Root": (token: JToken) => token.root,
    "JToken First": (token: JToken) => token.children[0] ?? null,
    "JToken Last": (token: JToken) => token.children.at(-1) ?? null,
    "JToken Next": (token: JToken) => siblings(token, "after")[0] ?? null,
    "JToken Previous": (token: JToken) => siblings(token, "before").at(-1) ?? null,
    "string Path": (token: JToken) => token.path,
    "string ToString()": (token: JToken) => token.toString(),
    "string ToString(Formatting formatting)": (token: JToken, formatting: EnumValue) =>
      writeJson(token, formattingOf(formatting)),
    "JToken SelectToken(string path)": (token: JToken, path: string) => single(selectTokens(token, path)),
    "JToken SelectToken(string path, bool errorWhenNoMatch)": (token: JToken, path: string, error: boolean) =>
      single(selectTokens(token, path, error ? "error" : "ignore")),
    "IEnumerable<JToken> SelectTokens(string path)": (token: JToken, path: string) =>
      sequence(() => selectTokens(token, path)),
    "T Value<T>()": ([type]: readonly NetType[], token: JToken) => convertToken(token, type ?? known.object),
    "T Value<T>(object key)": ([type]: readonly NetType[], token: JToken, key: unknown) => {
      const found = child(token, key);
      return found === null ? defaultValue(type ?? known.object) : convertToken(found, type ?? known.object);
    },
    "IEnumerable<T> Values<T>()": ([type]: readonly NetType[], token: JToken) =>
      sequence(() => valuesOf(token).map((each) => convertToken(each, type ?? known.object)), type),
    "IEnumerable<JToken> Children()": (token: JToken) => sequence(() => [...token.children]),
    "IEnumerable<T> Children<T>()": ([type]: readonly NetType[], token: JToken) =>
      sequence(() => token.children.filter((each) => each.netType === type), type),
    "IEnumerable<JToken> Ancestors()": (token: JToken) => sequence(() => ancestors(token)),
    "IEnumerable<JToken> AfterSelf()": (token: JToken) => sequence(() => siblings(token, "after")),
    "IEnumerable<JToken> BeforeSelf()": (token: JToken) => sequence(() => siblings(token, "before")),
    "JToken DeepClone()": (token: JToken) => token.clone(),
    "T ToObject<T>()": ([type]: readonly NetType[], token: JToken) => deserialize(token, type ?? known.object),
    "void Remove()": remove,
    "void Replace(JToken value)": replace,
  },
};

const valuesOf = (token: JToken): readonly JToken[] =>
  token instanceof JObject ? token.children.map((property) => property.value) : token.children;

const jContainer: TypeTable = {
  name: "Newtonsoft.Json.Linq.JContainer",
  kind: "class",
  base: "JToken",
  members: {
    "int Count": (token: JContainer) => token.children.length,
    "IEnumerable<JToken> Descendants()": (token: JContainer) => sequence(() => descendants(token)),
    "void Add(object content)": (token: JContainer, content: unknown) => addContent(token, content),
    "void AddFirst(object content)": (token: JContainer, content: unknown) => {
      if (token instanceof JArray) token.insert(0, contentToken(content));
      else throw invalidOperation(`AddFirst is available for arrays only, not for ${token.netType.displayName}.`);
    },
    "void RemoveAll()": (token: JContainer) => {
      for (const each of [...token.children]) token.removeChild(each);
    },
    "void Merge(object content)": (token: JContainer, content: unknown) => mergeTokens(token, tokenOf(content)),
  },
};

function addContent(token: JContainer, content: unknown): void {
  if (token instanceof JObject) addToObject(token, content);
  else if (token instanceof JArray) addToArray(token, content);
  else
    throw new DotNetError(
      "Newtonsoft.Json.JsonException",
      "Newtonsoft.Json.Linq.JProperty cannot have multiple values.",
    );
}

const jProperty: TypeTable = {
  name: "Newtonsoft.Json.Linq.JProperty",
  kind: "class",
  base: "JContainer",
  members: {
    "new(string name, object content)": (name: string | null, content: unknown) =>
      new JProperty(notNull(name, "name"), propertyValue([content])),
    "new(string name, params object[] content)": (name: string | null, content: NetArray | null) =>
      new JProperty(notNull(name, "name"), propertyValue(contentItems(content))),
    "string Name": (token: JProperty) => token.name,
    "JToken Value": {
      get: (token: JProperty) => token.value,
      set: (token: JProperty, value: JToken | null) => {
        token.value = storedToken(value);
      },
    },
  },
};

const jArray: TypeTable = {
  name: "Newtonsoft.Json.Linq.JArray",
  kind: "class",
  base: "JContainer",
  interfaces: ["IList<JToken>"],
  members: {
    "new()": () => new JArray(),
    "new(JArray other)": (other: JArray) => other.clone(),
    "new(object content)": (content: unknown) => {
      const array = new JArray();
      addToArray(array, content);
      return array;
    },
    "new(params object[] content)": (content: NetArray | null) => {
      const array = new JArray();
      for (const item of contentItems(content)) addToArray(array, item);
      return array;
    },
    "static JArray Parse(string json)": parseArray,
    "static JArray FromObject(object o)": arrayFrom,
    "JToken this[int index]": { get: element, set: setChild },
    "void Add(JToken item)": (array: JArray, item: JToken | null) => array.add(storedToken(item)),
    "void Insert(int index, JToken item)": (array: JArray, index: number, item: JToken | null) => {
      if (index < 0 || index > array.items.length) throw argumentOutOfRange("index");
      array.insert(index, storedToken(item));
    },
    "bool Remove(JToken item)": (array: JArray, item: JToken) => {
      const found = array.items.find((each) => each === item);
      if (found !== undefined) array.removeChild(found);
      return found !== undefined;
    },
    "void RemoveAt(int index)": (array: JArray, index: number) => array.removeChild(element(array, index)),
    "void Clear()": (array: JArray) => {
      for (const item of [...array.items]) array.removeChild(item);
    },
    "int IndexOf(JToken item)": (array: JArray, item: JToken) => array.items.indexOf(item),
    "bool Contains(JToken item)": (array: JArray, item: JToken) => array.items.includes(item),
  },
};

const jValue: TypeTable = {
  name: "Newtonsoft.Json.Linq.JValue",
  kind: "class",
  base: "JToken",
  members: {
    "new(object value)": (value: unknown) => contentToken(value),
    "static JValue CreateNull()": () => new JValue("Null", null),
    "static JValue CreateString(string value)": (value: string | null) =>
      new JValue(value === null ? "Null" : "String", value),
    "object Value": {
      get: (token: JValue) => token.value,
      set: (token: JValue, value: unknown) => {
        const stored = contentToken(value);
        token.kind = stored.kind;
        token.value = stored instanceof JValue ? stored.value : null;
      },
    },
    "int CompareTo(JValue obj)": (token: JValue, other: JValue) => compareValues(token.value, other.value),
  },
};

const jRaw: TypeTable = {
  name: "Newtonsoft.Json.Linq.JRaw",
  kind: "class",
  base: "JValue",
  members: { "new(object rawJson)": (json: unknown) => new JValue("Raw", json) },
};

const extensions: TypeTable = {
  name: "Newtonsoft.Json.Linq.Extensions",
  kind: "static",
  members: {
    "static U Value<U>(this IEnumerable<JToken> value)": ([type]: readonly NetType[], token: JToken) =>
      convertToken(token, type ?? known.object),
    "static IEnumerable<JToken> Children<T>(this IEnumerable<T> source)": (_: readonly NetType[], source: unknown) =>
      sequence(() => [...iterate(source)].flatMap((token) => (token instanceof JToken ? [...token.children] : []))),
    "static IEnumerable<JToken> Values<T>(this IEnumerable<T> source, object key)": (
      _: readonly NetType[],
      source: unknown,
      key: unknown,
    ) =>
      sequence(() =>
        [...iterate(source)].flatMap((token) => (token instanceof JToken ? (child(token, key) ?? []) : [])),
      ),
    "static IEnumerable<U> Values<U>(this IEnumerable<JToken> source)": ([type]: readonly NetType[], source: unknown) =>
      sequence(
        () =>
          [...iterate(source)].map((token) =>
            token instanceof JToken ? convertToken(token, type ?? known.object) : null,
          ),
        type,
      ),
    "static IEnumerable<JProperty> Properties(this IEnumerable<JObject> source)": (source: unknown) =>
      sequence(
        () => [...iterate(source)].flatMap((token) => (token instanceof JObject ? [...token.children] : [])),
        typeNamed("Newtonsoft.Json.Linq.JProperty"),
      ),
  },
};

const jsonConvert: TypeTable = {
  name: "Newtonsoft.Json.JsonConvert",
  kind: "static",
  members: {
    "static string SerializeObject(object value)": (value: unknown) => writeJson(tokenOf(value), "none"),
    "static string SerializeObject(object value, Formatting formatting)": (value: unknown, formatting: EnumValue) =>
      writeJson(tokenOf(value), formattingOf(formatting)),
    "static object DeserializeObject(string value)": (text: string | null) =>
      deserialize(parseJson(text), known.object),
    "static T DeserializeObject<T>(string value)": ([type]: readonly NetType[], text: string | null) =>
      deserialize(parseJson(text), type ?? known.object),
  },
};

/** The types of Newtonsoft.Json and Newtonsoft.Json.Linq. */
export const jsonTypes: readonly TypeTable[] = [
  jToken,
  jContainer,
  objectType,
  jProperty,
  jArray,
  jValue,
  jRaw,
  extensions,
  jsonConvert,
];
