import { newLine } from "../json/writer.ts";
import {
  escapeAttribute,
  escapeText,
  XComment,
  type XContainer,
  XDocument,
  XElement,
  type XName,
  type XNode,
  XProcessingInstruction,
  XText,
  xmlnsUri,
  xmlUri,
} from "./nodes.ts";

/** Whether elements are put on lines of their own; text is never changed. */
export type XmlFormatting = "indented" | "compact";

type Prefixes = ReadonlyMap<string, string>;

/** Writes a node as XML, without a declaration. Namespaces that nothing declares become the default one. */
export function writeXml(node: XNode, formatting: XmlFormatting): string {
  return write(node, formatting, "", inherited(node));
}

/** Prefixes declared above the node: prefix to namespace. */
function inherited(node: XNode): Prefixes {
  const prefixes = new Map<string, string>();
  for (let above: XContainer | null = node.parent; above instanceof XElement; above = above.parent) {
    for (const [prefix, uri] of declarations(above)) if (!prefixes.has(prefix)) prefixes.set(prefix, uri);
  }
  prefixes.delete("");
  return prefixes;
}

const declarations = (element: XElement): readonly (readonly [string, string])[] =>
  element.attributes
    .filter((attribute) => attribute.isNamespaceDeclaration)
    .map((attribute) => [attribute.name.uri === "" ? "" : attribute.name.local, attribute.value]);

function write(node: XNode, formatting: XmlFormatting, indent: string, prefixes: Prefixes): string {
  if (node instanceof XElement) return writeElement(node, formatting, indent, prefixes);
  if (node instanceof XDocument) {
    return node.nodes
      .map((each) => write(each, formatting, indent, prefixes))
      .join(formatting === "indented" ? newLine : "");
  }
  if (node instanceof XText) return node.kind === "cdata" ? `<![CDATA[${node.value}]]>` : escapeText(node.value);
  if (node instanceof XComment) return `<!--${node.value}-->`;
  return node instanceof XProcessingInstruction ? `<?${node.target} ${node.data}?>` : "";
}

function writeElement(element: XElement, formatting: XmlFormatting, indent: string, outer: Prefixes): string {
  const prefixes = new Map(outer);
  for (const [prefix, uri] of declarations(element)) prefixes.set(prefix, uri);
  const added: string[] = [];
  const name = elementName(element, prefixes, added);
  const attributes = element.attributes.map((attribute) => {
    const written = attribute.isNamespaceDeclaration
      ? declarationName(attribute.name)
      : attributeName(attribute.name, prefixes, added);
    return `${written}="${escapeAttribute(attribute.value)}"`;
  });
  const start = ["<" + name, ...added, ...attributes].join(" ");
  if (element.nodes.length === 0) return `${start} />`;
  const mixed = element.nodes.some((node) => node instanceof XText);
  if (formatting === "compact" || mixed) {
    const content = element.nodes.map((node) => write(node, "compact", "", prefixes)).join("");
    return `${start}>${content}</${name}>`;
  }
  const inner = `${indent}  `;
  const lines = element.nodes.map((node) => inner + write(node, formatting, inner, prefixes));
  return `${start}>${newLine}${lines.join(newLine)}${newLine}${indent}</${name}>`;
}

const declarationName = (name: XName): string => (name.uri === "" ? "xmlns" : `xmlns:${name.local}`);

function elementName(element: XElement, prefixes: Map<string, string>, added: string[]): string {
  const { uri, local } = element.name;
  if ((prefixes.get("") ?? "") === uri) return local;
  for (const [prefix, declared] of prefixes)
    if (declared === uri && prefix !== "" && uri !== "") return `${prefix}:${local}`;
  prefixes.set("", uri);
  added.push(`xmlns="${escapeAttribute(uri)}"`);
  return local;
}

function attributeName(name: XName, prefixes: Map<string, string>, added: string[]): string {
  if (name.uri === "") return name.local;
  if (name.uri === xmlUri) return `xml:${name.local}`;
  if (name.uri === xmlnsUri) return `xmlns:${name.local}`;
  for (const [prefix, declared] of prefixes)
    if (declared === name.uri && prefix !== "") return `${prefix}:${name.local}`;
  let number = 1;
  while (prefixes.has(`p${number}`)) number++;
  prefixes.set(`p${number}`, name.uri);
  added.push(`xmlns:p${number}="${escapeAttribute(name.uri)}"`);
  return `p${number}:${name.local}`;
}
