import { argumentError } from "../../runtime/errors.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import { NetSequence } from "../../values/net-sequence.ts";
import { sameValue, tokenText } from "./writer.ts";

/** Members of Newtonsoft.Json.Linq.JTokenType that tokens have here. */
export type TokenKind =
  | "Object"
  | "Array"
  | "Property"
  | "Comment"
  | "Integer"
  | "Float"
  | "String"
  | "Boolean"
  | "Null"
  | "Undefined"
  | "Date"
  | "Raw"
  | "Bytes"
  | "Guid"
  | "Uri"
  | "TimeSpan";

/** A Newtonsoft.Json.Linq.JToken: a node of a JSON document that knows its parent. */
export abstract class JToken extends NetSequence {
  parent: JContainer | null = null;
  abstract readonly kind: TokenKind;
  /** Child nodes: the properties of an object, the elements of an array, the value of a property. */
  abstract readonly children: readonly JToken[];
  abstract clone(): JToken;

  override get elementType(): NetType {
    return typeNamed("Newtonsoft.Json.Linq.JToken");
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return [...this.children][Symbol.iterator]();
  }

  /** Indented JSON; for a value, its bare text. */
  override toString(): string {
    return tokenText(this);
  }

  get root(): JToken {
    let root: JToken = this;
    while (root.parent !== null) root = root.parent;
    return root;
  }

  /** Where the token is in its document, as SelectToken takes it. */
  get path(): string {
    const { parent } = this;
    if (parent === null) return "";
    const before = parent.path;
    if (parent instanceof JArray) return `${before}[${parent.items.indexOf(this)}]`;
    if (!(this instanceof JProperty)) return before;
    if (/^[^.[\]'\s()]+$/.test(this.name)) return before === "" ? this.name : `${before}.${this.name}`;
    return `${before}['${this.name}']`;
  }
}

/** A JSON value that is neither object nor array. `value` is the .NET value: long for integers. */
export class JValue extends JToken {
  kind: TokenKind;
  value: unknown;

  constructor(kind: TokenKind, value: unknown) {
    super();
    this.kind = kind;
    this.value = value;
  }

  override get netType(): NetType {
    return typeNamed(this.kind === "Raw" ? "Newtonsoft.Json.Linq.JRaw" : "Newtonsoft.Json.Linq.JValue");
  }

  override get children(): readonly JToken[] {
    return [];
  }

  override clone(): JValue {
    return new JValue(this.kind, this.value);
  }

  /** JValue.Equals compares values. */
  override equals(other: unknown): boolean {
    return other instanceof JValue && (other === this || sameValue(this, other));
  }

  override hashKey(): unknown {
    return `json:${this.kind}:${tokenText(this)}`;
  }
}

/** A token that has children. */
export abstract class JContainer extends JToken {
  abstract removeChild(child: JToken): void;

  /** The token as a child of this one: a copy when it already has a parent. */
  protected adopt(token: JToken): JToken {
    const child = token.parent === null && token !== this ? token : token.clone();
    child.parent = this;
    return child;
  }
}

/** A name and a value in an object. */
export class JProperty extends JContainer {
  readonly kind = "Property";
  readonly name: string;
  private current: JToken;

  constructor(name: string, value: JToken) {
    super();
    this.name = name;
    this.current = this.adopt(value);
  }

  override get netType(): NetType {
    return typeNamed("Newtonsoft.Json.Linq.JProperty");
  }

  get value(): JToken {
    return this.current;
  }

  set value(value: JToken) {
    this.current.parent = null;
    this.current = this.adopt(value);
  }

  override get children(): readonly JToken[] {
    return [this.current];
  }

  override removeChild(): void {
    this.value = new JValue("Null", null);
  }

  override clone(): JProperty {
    return new JProperty(this.name, this.current.clone());
  }
}

/** A JSON object. Properties keep their order. */
export class JObject extends JContainer {
  readonly kind = "Object";
  private readonly properties = new Map<string, JProperty>();

  override get netType(): NetType {
    return typeNamed("Newtonsoft.Json.Linq.JObject");
  }

  override get children(): readonly JProperty[] {
    return [...this.properties.values()];
  }

  get count(): number {
    return this.properties.size;
  }

  property(name: string): JProperty | undefined {
    return this.properties.get(name);
  }

  get(name: string): JToken | undefined {
    return this.properties.get(name)?.value;
  }

  /** Sets or adds a property. */
  set(name: string, value: JToken): void {
    const property = this.properties.get(name);
    if (property === undefined) this.add(new JProperty(name, value));
    else property.value = value;
  }

  /** @throws DotNetError System.ArgumentException when the object has a property of this name */
  add(property: JProperty): void {
    if (this.properties.has(property.name)) {
      throw argumentError(
        `Can not add property ${property.name} to Newtonsoft.Json.Linq.JObject. ` +
          "Property with the same name already exists on object.",
      );
    }
    const adopted = this.adopt(property);
    if (adopted instanceof JProperty) this.properties.set(adopted.name, adopted);
  }

  delete(name: string): boolean {
    const property = this.properties.get(name);
    if (property === undefined) return false;
    property.parent = null;
    return this.properties.delete(name);
  }

  override removeChild(child: JToken): void {
    if (child instanceof JProperty) this.delete(child.name);
  }

  clear(): void {
    for (const property of this.properties.values()) property.parent = null;
    this.properties.clear();
  }

  override clone(): JObject {
    const copy = new JObject();
    for (const property of this.properties.values()) copy.add(property.clone());
    return copy;
  }
}

/** A JSON array. */
export class JArray extends JContainer {
  readonly kind = "Array";
  readonly items: JToken[] = [];

  constructor(items: Iterable<JToken> = []) {
    super();
    for (const item of items) this.add(item);
  }

  override get netType(): NetType {
    return typeNamed("Newtonsoft.Json.Linq.JArray");
  }

  override get children(): readonly JToken[] {
    return this.items;
  }

  add(item: JToken): void {
    this.items.push(this.adopt(item));
  }

  insert(index: number, item: JToken): void {
    this.items.splice(index, 0, this.adopt(item));
  }

  replace(index: number, item: JToken): void {
    this.items[index] = this.adopt(item);
  }

  override removeChild(child: JToken): void {
    const index = this.items.indexOf(child);
    if (index >= 0) this.items.splice(index, 1);
    child.parent = null;
  }

  override clone(): JArray {
    return new JArray(this.items.map((item) => item.clone()));
  }
}
