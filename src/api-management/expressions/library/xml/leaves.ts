import type { TypeTable } from "../../types/type-definition.ts";
import { xmlText } from "./content.ts";
import { XAttribute, XComment, XDeclaration, XElement, type XName, XProcessingInstruction, XText } from "./nodes.ts";
import { conversions } from "./value-conversions.ts";

const linq = (name: string): string => `System.Xml.Linq.${name}`;

/** Takes an attribute out of its element. */
export function removeAttribute(attribute: XAttribute): void {
  if (!(attribute.parent instanceof XElement)) return;
  attribute.parent.attributes.splice(attribute.parent.attributes.indexOf(attribute), 1);
  attribute.parent = null;
}

/** Attributes, and nodes without children. */
export const leafTypes: readonly TypeTable[] = [
  {
    name: linq("XAttribute"),
    kind: "class",
    base: "XObject",
    members: {
      ...conversions("XAttribute"),
      "new(XName name, object value)": (name: XName, value: unknown) => new XAttribute(name, xmlText(value)),
      "XName Name": (attribute: XAttribute) => attribute.name,
      "string Value": {
        get: (attribute: XAttribute) => attribute.value,
        set: (attribute: XAttribute, value: string) => {
          attribute.value = value;
        },
      },
      "bool IsNamespaceDeclaration": (attribute: XAttribute) => attribute.isNamespaceDeclaration,
      "void Remove()": removeAttribute,
      "string ToString()": (attribute: XAttribute) => attribute.toString(),
    },
  },
  {
    name: linq("XText"),
    kind: "class",
    base: "XNode",
    members: {
      "new(string value)": (text: string) => new XText(text),
      "string Value": {
        get: (node: XText) => node.value,
        set: (node: XText, value: string) => {
          node.value = value;
        },
      },
    },
  },
  {
    name: linq("XCData"),
    kind: "class",
    base: "XText",
    members: { "new(string value)": (text: string) => new XText(text, "cdata") },
  },
  {
    name: linq("XComment"),
    kind: "class",
    base: "XNode",
    members: {
      "new(string value)": (text: string) => new XComment(text),
      "string Value": (node: XComment) => node.value,
    },
  },
  {
    name: linq("XProcessingInstruction"),
    kind: "class",
    base: "XNode",
    members: {
      "new(string target, string data)": (target: string, data: string) => new XProcessingInstruction(target, data),
      "string Target": (node: XProcessingInstruction) => node.target,
      "string Data": (node: XProcessingInstruction) => node.data,
    },
  },
  {
    name: linq("XDeclaration"),
    kind: "class",
    members: {
      "new(string version, string encoding, string standalone)": (
        version: string | null,
        encoding: string | null,
        standalone: string | null,
      ) => new XDeclaration(version, encoding, standalone),
      "string Version": (declaration: XDeclaration) => declaration.version,
      "string Encoding": (declaration: XDeclaration) => declaration.encoding,
      "string Standalone": (declaration: XDeclaration) => declaration.standalone,
    },
  },
];
