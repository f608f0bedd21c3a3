import { DotNetError } from "../../dotnet-error.ts";
import { invalidOperation } from "../../runtime/errors.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import { NetObject } from "../../values/net-object.ts";
import { writeXml } from "./write.ts";

const linq = (name: string): NetType => typeNamed(`System.Xml.Linq.${name}`);
const validName = /^[\p{L}_][\p{L}\p{Mn}\p{Nd}_.-]*$/u;

/** The exception of XML that can't be read. */
export const xmlError = (message: string): DotNetError => new DotNetError("System.Xml.XmlException", message);

/** An XNamespace. */
export class XNamespace extends NetObject {
  readonly uri: string;

  constructor(uri: string) {
    super();
    this.uri = uri;
  }

  override get netType(): NetType {
    return linq("XNamespace");
  }

  override toString(): string {
    return this.uri;
  }

  override equals(other: unknown): boolean {
    return other instanceof XNamespace && other.uri === this.uri;
  }

  override hashKey(): unknown {
    return `xmlns:${this.uri}`;
  }
}

/** An XName: a local name in a namespace. */
export class XName extends NetObject {
  readonly uri: string;
  readonly local: string;

  constructor(local: string, uri = "") {
    super();
    if (!validName.test(local)) throw xmlError(`The name '${local}' is no XML name.`);
    this.local = local;
    this.uri = uri;
  }

  /** Reads `name` or `{namespace}name`. */
  static parse(text: string): XName {
    const match = /^\{([^{}]*)\}([^{}]+)$/.exec(text);
    return match === null ? new XName(text) : new XName(match[2] ?? "", match[1] ?? "");
  }

  override get netType(): NetType {
    return linq("XName");
  }

  override toString(): string {
    return this.uri === "" ? this.local : `{${this.uri}}${this.local}`;
  }

  override equals(other: unknown): boolean {
    return other instanceof XName && other.local === this.local && other.uri === this.uri;
  }

  override hashKey(): unknown {
    return `xname:${this}`;
  }
}

/** The namespace of namespace declarations. */
export const xmlnsUri = "http://www.w3.org/2000/xmlns/";
/** The namespace of the prefix `xml`. */
export const xmlUri = "http://www.w3.org/XML/1998/namespace";

/** A node or attribute of a document. */
export abstract class XObject extends NetObject {
  parent: XContainer | null = null;
}

/** An attribute of an element. */
export class XAttribute extends XObject {
  readonly name: XName;
  value: string;

  constructor(name: XName, value: string) {
    super();
    this.name = name;
    this.value = value;
  }

  override get netType(): NetType {
    return linq("XAttribute");
  }

  get isNamespaceDeclaration(): boolean {
    return this.name.uri === xmlnsUri || (this.name.uri === "" && this.name.local === "xmlns");
  }

  override toString(): string {
    return `${this.name.uri === xmlnsUri ? "xmlns:" : ""}${this.name.local}="${escapeAttribute(this.value)}"`;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#xA;",
  "\r": "&#xD;",
  "\t": "&#x9;",
};

/** Escapes the value of an attribute. */
export const escapeAttribute = (text: string): string => text.replace(/[&<>"\n\r\t]/g, (c) => entities[c] ?? c);
/** Escapes text between tags. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (c) => entities[c] ?? c);

/** A node: element, text, comment, document. */
export abstract class XNode extends XObject {
  abstract clone(): XNode;

  override toString(): string {
    return writeXml(this, "indented");
  }

  remove(): void {
    if (this.parent === null) throw invalidOperation("The parent is missing.");
    this.parent.nodes.splice(this.parent.nodes.indexOf(this), 1);
    this.parent = null;
  }
}

/** Text, or a CDATA section. */
export class XText extends XNode {
  value: string;
  readonly kind: "text" | "cdata";

  constructor(value: string, kind: "text" | "cdata" = "text") {
    super();
    this.value = value;
    this.kind = kind;
  }

  override get netType(): NetType {
    return linq(this.kind === "text" ? "XText" : "XCData");
  }

  override clone(): XText {
    return new XText(this.value, this.kind);
  }
}

/** A comment. */
export class XComment extends XNode {
  readonly value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  override get netType(): NetType {
    return linq("XComment");
  }

  override clone(): XComment {
    return new XComment(this.value);
  }
}

/** `<?target data?>`. */
export class XProcessingInstruction extends XNode {
  readonly target: string;
  readonly data: string;

  constructor(target: string, data: string) {
    super();
    this.target = target;
    this.data = data;
  }

  override get netType(): NetType {
    return linq("XProcessingInstruction");
  }

  override clone(): XProcessingInstruction {
    return new XProcessingInstruction(this.target, this.data);
  }
}

/** A node that has children. */
export abstract class XContainer extends XNode {
  readonly nodes: XNode[] = [];

  /** Adds a node at the end, or at `index`; one that has a parent is copied. */
  insert(node: XNode, index: number = this.nodes.length): void {
    const child = node.parent === null ? node : node.clone();
    child.parent = this;
    this.nodes.splice(index, 0, child);
  }

  get elements(): readonly XElement[] {
    return this.nodes.filter((node) => node instanceof XElement);
  }

  /** Elements below this one, in document order. */
  *descendants(): Iterable<XElement> {
    for (const element of this.elements) {
      yield element;
      yield* element.descendants();
    }
  }
}

/** An element. */
export class XElement extends XContainer {
  name: XName;
  readonly attributes: XAttribute[] = [];

  constructor(name: XName) {
    super();
    this.name = name;
  }

  override get netType(): NetType {
    return linq("XElement");
  }

  addAttribute(attribute: XAttribute): void {
    if (this.attribute(attribute.name) !== undefined) throw invalidOperation("Duplicate attribute.");
    const own = attribute.parent === null ? attribute : new XAttribute(attribute.name, attribute.value);
    own.parent = this;
    this.attributes.push(own);
  }

  attribute(name: XName): XAttribute | undefined {
    return this.attributes.find((attribute) => attribute.name.equals(name));
  }

  /** All text in the element. */
  get value(): string {
    return this.nodes
      .map((node) => (node instanceof XText ? node.value : node instanceof XElement ? node.value : ""))
      .join("");
  }

  set value(text: string) {
    for (const node of [...this.nodes]) node.remove();
    if (text !== "") this.insert(new XText(text));
  }

  /** The namespace of a prefix in scope here; undefined when the prefix is not declared. */
  namespaceOf(prefix: string): string | undefined {
    if (prefix === "xml") return xmlUri;
    for (let element: XContainer | null = this; element instanceof XElement; element = element.parent) {
      const wanted = prefix === "" ? new XName("xmlns") : new XName(prefix, xmlnsUri);
      const declaration = element.attribute(wanted);
      if (declaration !== undefined) return declaration.value;
    }
    return prefix === "" ? "" : undefined;
  }

  override clone(): XElement {
    const copy = new XElement(this.name);
    for (const attribute of this.attributes) copy.addAttribute(new XAttribute(attribute.name, attribute.value));
    for (const node of this.nodes) copy.insert(node.clone());
    return copy;
  }
}

/** `<?xml …?>`. */
export class XDeclaration extends NetObject {
  readonly version: string;
  readonly encoding: string | null;
  readonly standalone: string | null;

  constructor(version: string | null, encoding: string | null, standalone: string | null) {
    super();
    this.version = version ?? "1.0";
    this.encoding = encoding || null;
    this.standalone = standalone || null;
  }

  override get netType(): NetType {
    return linq("XDeclaration");
  }

  override toString(): string {
    const encoding = this.encoding === null ? "" : ` encoding="${this.encoding}"`;
    const standalone = this.standalone === null ? "" : ` standalone="${this.standalone}"`;
    return `<?xml version="${this.version}"${encoding}${standalone}?>`;
  }
}

/** A document: one root element, with comments and a declaration around it. */
export class XDocument extends XContainer {
  declaration: XDeclaration | null = null;

  override get netType(): NetType {
    return linq("XDocument");
  }

  get root(): XElement | null {
    return this.elements[0] ?? null;
  }

  override clone(): XDocument {
    const copy = new XDocument();
    copy.declaration = this.declaration;
    for (const node of this.nodes) copy.insert(node.clone());
    return copy;
  }
}
