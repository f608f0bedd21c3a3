import { notNull } from "../../runtime/errors.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { XName, XNamespace, xmlnsUri, xmlUri } from "./nodes.ts";

const linq = (name: string): string => `System.Xml.Linq.${name}`;

/** Names and namespaces of XML. */
export const nameTypes: readonly TypeTable[] = [
  {
    name: linq("XNamespace"),
    kind: "class",
    members: {
      "static XNamespace Get(string namespaceName)": (uri: string | null) =>
        new XNamespace(notNull(uri, "namespaceName")),
      "static XNamespace None": () => new XNamespace(""),
      "static XNamespace Xml": () => new XNamespace(xmlUri),
      "static XNamespace Xmlns": () => new XNamespace(xmlnsUri),
      "string NamespaceName": (namespace: XNamespace) => namespace.uri,
      "XName GetName(string localName)": (namespace: XNamespace, local: string) => new XName(local, namespace.uri),
      "implicit XNamespace(string namespaceName)": (uri: string | null) => (uri === null ? null : new XNamespace(uri)),
      "XName operator +(XNamespace ns, string localName)": (namespace: XNamespace | null, local: string) =>
        new XName(local, notNull(namespace, "ns").uri),
      "bool operator ==(XNamespace a, XNamespace b)": (one: XNamespace | null, other: XNamespace | null) =>
        one?.uri === other?.uri,
      "bool operator !=(XNamespace a, XNamespace b)": (one: XNamespace | null, other: XNamespace | null) =>
        one?.uri !== other?.uri,
    },
  },
  {
    name: linq("XName"),
    kind: "class",
    members: {
      "static XName Get(string expandedName)": (text: string) => XName.parse(text),
      "static XName Get(string localName, string namespaceName)": (local: string, uri: string) => new XName(local, uri),
      "string LocalName": (name: XName) => name.local,
      "string NamespaceName": (name: XName) => name.uri,
      "XNamespace Namespace": (name: XName) => new XNamespace(name.uri),
      "implicit XName(string expandedName)": (text: string | null) => (text === null ? null : XName.parse(text)),
      "bool operator ==(XName a, XName b)": (one: XName | null, other: XName | null) =>
        one?.toString() === other?.toString(),
      "bool operator !=(XName a, XName b)": (one: XName | null, other: XName | null) =>
        one?.toString() !== other?.toString(),
    },
  },
];
