import { notNull } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import type { EnumValue } from "../../values/enum-value.ts";
import type { NetArray } from "../../values/net-array.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { enumValue } from "../enums.ts";
import { addContent, xmlText } from "./content.ts";
import { leafTypes, removeAttribute } from "./leaves.ts";
import { nameTypes } from "./names.ts";
import {
  XAttribute,
  XComment,
  type XContainer,
  type XDeclaration,
  XDocument,
  XElement,
  XName,
  XNamespace,
  XNode,
  type XObject,
  XProcessingInstruction,
  XText,
} from "./nodes.ts";
import { parseDocument, parseElement } from "./parse.ts";
import { conversions } from "./value-conversions.ts";
import { writeXml } from "./write.ts";

const linq = (name: string): string => `System.Xml.Linq.${name}`;
const elementsType = (): NetType => typeNamed(linq("XElement"));
const elements = (start: () => Iterable<unknown>): LazySequence => new LazySequence(elementsType(), start);

const matching = (list: Iterable<XElement>, name: XName | null): readonly XElement[] =>
  [...list].filter((element) => name !== null && element.name.equals(name));

function* ancestors(node: XObject): Iterable<XElement> {
  for (let above = node.parent; above instanceof XElement; above = above.parent) yield above;
}

function siblings(node: XNode, side: "before" | "after"): readonly XNode[] {
  const all = node.parent?.nodes ?? [];
  const index = all.indexOf(node);
  return side === "before" ? all.slice(0, index) : all.slice(index + 1);
}

const isElement = (node: XNode): node is XElement => node instanceof XElement;
const formattingOf = (options: EnumValue): "indented" | "compact" =>
  (options.value & 1) === 1 ? "compact" : "indented";

function setAttribute(element: XElement, name: XName, value: unknown): void {
  const existing = element.attribute(name);
  if (value === null) {
    if (existing !== undefined) removeAttribute(existing);
  } else if (existing !== undefined) existing.value = xmlText(value);
  else element.addAttribute(new XAttribute(name, xmlText(value)));
}

function setElement(element: XElement, name: XName, value: unknown): void {
  const [existing] = matching(element.elements, name);
  if (value === null) existing?.remove();
  else if (existing !== undefined) existing.value = xmlText(value);
  else {
    const added = new XElement(name);
    added.value = xmlText(value);
    element.insert(added);
  }
}

function create<Container extends XContainer>(container: Container, content: NetArray | null): Container {
  for (const item of content?.items ?? []) addContent(container, item);
  return container;
}

function addBeside(node: XNode, content: unknown, offset: 0 | 1): void {
  const holder = new XElement(new XName("holder"));
  addContent(holder, content);
  const { parent } = node;
  const at = (parent?.nodes.indexOf(node) ?? 0) + offset;
  for (const [index, each] of [...holder.nodes].entries()) {
    each.remove();
    parent?.insert(each, at + index);
  }
}

const nodeTypeOf = (node: XObject): string =>
  node instanceof XElement
    ? "Element"
    : node instanceof XDocument
      ? "Document"
      : node instanceof XComment
        ? "Comment"
        : node instanceof XAttribute
          ? "Attribute"
          : node instanceof XText && node.kind === "cdata"
            ? "CDATA"
            : node instanceof XProcessingInstruction
              ? "ProcessingInstruction"
              : "Text";

const nodes: readonly TypeTable[] = [
  {
    name: linq("XObject"),
    kind: "class",
    members: {
      "XElement Parent": (node: XObject) => (node.parent instanceof XElement ? node.parent : null),
      "XmlNodeType NodeType": (node: XObject) => enumValue("System.Xml.XmlNodeType", nodeTypeOf(node)),
    },
  },
  {
    name: linq("XNode"),
    kind: "class",
    base: "XObject",
    members: {
      "string ToString()": (node: XNode) => node.toString(),
      "string ToString(SaveOptions options)": (node: XNode, options: EnumValue) =>
        writeXml(node, formattingOf(options)),
      "void Remove()": (node: XNode) => node.remove(),
      "void AddAfterSelf(object content)": (node: XNode, content: unknown) => addBeside(node, content, 1),
      "void AddBeforeSelf(object content)": (node: XNode, content: unknown) => addBeside(node, content, 0),
      "void ReplaceWith(object content)": (node: XNode, content: unknown) => {
        addBeside(node, content, 1);
        node.remove();
      },
      "XNode NextNode": (node: XNode) => siblings(node, "after")[0] ?? null,
      "XNode PreviousNode": (node: XNode) => siblings(node, "before").at(-1) ?? null,
      "IEnumerable<XElement> Ancestors()": (node: XNode) => elements(() => ancestors(node)),
      "IEnumerable<XElement> Ancestors(XName name)": (node: XNode, name: XName) =>
        elements(() => matching(ancestors(node), name)),
      "IEnumerable<XElement> ElementsAfterSelf()": (node: XNode) =>
        elements(() => siblings(node, "after").filter(isElement)),
      "IEnumerable<XElement> ElementsBeforeSelf()": (node: XNode) =>
        elements(() => siblings(node, "before").filter(isElement)),
      "static bool DeepEquals(XNode n1, XNode n2)": (one: XNode | null, other: XNode | null) =>
        one === null || other === null ? one === other : writeXml(one, "compact") === writeXml(other, "compact"),
    },
  },
  {
    name: linq("XContainer"),
    kind: "class",
    base: "XNode",
    members: {
      "XElement Element(XName name)": (node: XContainer, name: XName | null) =>
        matching(node.elements, name)[0] ?? null,
      "IEnumerable<XElement> Elements()": (node: XContainer) => elements(() => node.elements),
      "IEnumerable<XElement> Elements(XName name)": (node: XContainer, name: XName | null) =>
        elements(() => matching(node.elements, name)),
      "IEnumerable<XElement> Descendants()": (node: XContainer) => elements(() => node.descendants()),
      "IEnumerable<XElement> Descendants(XName name)": (node: XContainer, name: XName | null) =>
        elements(() => matching(node.descendants(), name)),
      "IEnumerable<XNode> Nodes()": (node: XContainer) =>
        new LazySequence(typeNamed(linq("XNode")), () => [...node.nodes]),
      "XNode FirstNode": (node: XContainer) => node.nodes[0] ?? null,
      "XNode LastNode": (node: XContainer) => node.nodes.at(-1) ?? null,
      "void Add(object content)": addContent,
      "void Add(params object[] content)": create,
      "void AddFirst(object content)": (node: XContainer, content: unknown) => {
        const before = node.nodes.splice(0);
        addContent(node, content);
        node.nodes.push(...before);
      },
      "void RemoveNodes()": (node: XContainer) => {
        for (const each of [...node.nodes]) each.remove();
      },
    },
  },
];

const elementType: TypeTable = {
  name: linq("XElement"),
  kind: "class",
  base: "XContainer",
  members: {
    ...conversions("XElement"),
    "new(XName name)": (name: XName | null) => new XElement(notNull(name, "name")),
    "new(XName name, object content)": (name: XName | null, content: unknown) => {
      const element = new XElement(notNull(name, "name"));
      addContent(element, content);
      return element;
    },
    "new(XName name, params object[] content)": (name: XName | null, content: NetArray) =>
      create(new XElement(notNull(name, "name")), content),
    "new(XElement other)": (other: XElement) => other.clone(),
    "static XElement Parse(string text)": parseElement,
    "XName Name": {
      get: (element: XElement) => element.name,
      set: (element: XElement, name: XName) => {
        element.name = name;
      },
    },
    "string Value": {
      get: (element: XElement) => element.value,
      set: (element: XElement, value: string | null) => {
        element.value = notNull(value, "value");
      },
    },
    "bool IsEmpty": (element: XElement) => element.nodes.length === 0,
    "bool HasElements": (element: XElement) => element.elements.length > 0,
    "bool HasAttributes": (element: XElement) => element.attributes.length > 0,
    "XAttribute Attribute(XName name)": (element: XElement, name: XName) => element.attribute(name) ?? null,
    "XAttribute FirstAttribute": (element: XElement) => element.attributes[0] ?? null,
    "IEnumerable<XAttribute> Attributes()": (element: XElement) =>
      new LazySequence(typeNamed(linq("XAttribute")), () => [...element.attributes]),
    "IEnumerable<XAttribute> Attributes(XName name)": (element: XElement, name: XName) =>
      new LazySequence(typeNamed(linq("XAttribute")), () =>
        element.attributes.filter((each) => each.name.equals(name)),
      ),
    "IEnumerable<XElement> DescendantsAndSelf()": (element: XElement) =>
      elements(() => [element, ...element.descendants()]),
    "IEnumerable<XElement> AncestorsAndSelf()": (element: XElement) => elements(() => [element, ...ancestors(element)]),
    "void SetValue(object value)": (element: XElement, value: unknown) => {
      element.value = xmlText(value);
    },
    "void SetAttributeValue(XName name, object value)": setAttribute,
    "void SetElementValue(XName name, object value)": setElement,
    "void RemoveAttributes()": (element: XElement) => element.attributes.splice(0),
    "void RemoveAll()": (element: XElement) => {
      element.attributes.splice(0);
      element.value = "";
    },
    "XNamespace GetDefaultNamespace()": (element: XElement) => new XNamespace(element.namespaceOf("") ?? ""),
    "XNamespace GetNamespaceOfPrefix(string prefix)": (element: XElement, prefix: string) => {
      const uri = element.namespaceOf(prefix);
      return uri === undefined ? null : new XNamespace(uri);
    },
  },
};

const documentType: TypeTable = {
  name: linq("XDocument"),
  kind: "class",
  base: "XContainer",
  members: {
    "new()": () => new XDocument(),
    "new(params object[] content)": (content: NetArray) => create(new XDocument(), content),
    "static XDocument Parse(string text)": parseDocument,
    "XElement Root": (document: XDocument) => document.root,
    "XDeclaration Declaration": {
      get: (document: XDocument) => document.declaration,
      set: (document: XDocument, declaration: XDeclaration | null) => {
        document.declaration = declaration;
      },
    },
  },
};

const flat = (source: unknown, each: (element: XContainer) => Iterable<XElement>): LazySequence =>
  elements(() => [...iterate(source)].flatMap((item) => [...each(item as XContainer)]));

const extensions: TypeTable = {
  name: linq("Extensions"),
  kind: "static",
  members: {
    "static void Remove(this IEnumerable<XNode> source)": (source: unknown) => {
      for (const node of [...iterate(source)]) if (node instanceof XNode) node.remove();
    },
    "static void Remove(this IEnumerable<XAttribute> source)": (source: unknown) => {
      for (const attribute of [...iterate(source)]) if (attribute instanceof XAttribute) removeAttribute(attribute);
    },
    "static IEnumerable<XElement> Elements(this IEnumerable<XContainer> source)": (source: unknown) =>
      flat(source, (each) => each.elements),
    "static IEnumerable<XElement> Elements(this IEnumerable<XContainer> source, XName name)": (
      source: unknown,
      name: XName,
    ) => flat(source, (each) => matching(each.elements, name)),
    "static IEnumerable<XElement> Descendants(this IEnumerable<XContainer> source)": (source: unknown) =>
      flat(source, (each) => each.descendants()),
    "static IEnumerable<XElement> Descendants(this IEnumerable<XContainer> source, XName name)": (
      source: unknown,
      name: XName,
    ) => flat(source, (each) => matching(each.descendants(), name)),
    "static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source, XName name)": (
      source: unknown,
      name: XName,
    ) =>
      new LazySequence(typeNamed(linq("XAttribute")), () =>
        [...iterate(source)].flatMap((each) => (each instanceof XElement ? (each.attribute(name) ?? []) : [])),
      ),
  },
};

/** The types of System.Xml.Linq. */
export const xmlTypes: readonly TypeTable[] = [
  ...nameTypes,
  ...nodes,
  elementType,
  ...leafTypes,
  documentType,
  extensions,
];
