import { argumentNull } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { realText, toText } from "../../runtime/to-text.ts";
import { DateTime } from "../../values/date-time.ts";
import { DateTimeOffset } from "../../values/date-time-offset.ts";
import { NetArray } from "../../values/net-array.ts";
import { NetSequence } from "../../values/net-sequence.ts";
import { NetNumber } from "../../values/numbers.ts";
import { XAttribute, type XContainer, XDeclaration, XDocument, XElement, XNode, XText } from "./nodes.ts";

/** The text of a value in XML: `true`, `1.5`, `2024-01-01T00:00:00Z`. */
export function xmlText(value: unknown): string {
  if (value === null) throw argumentNull("value");
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof DateTime) return value.format("yyyy-MM-ddTHH:mm:ss.FFFFFFFK");
  if (value instanceof DateTimeOffset) return value.format("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz");
  if (value instanceof NetNumber && (value.kind === "double" || value.kind === "float")) {
    return realText(Number(value.value), value.kind).replace("Infinity", "INF");
  }
  return toText(value) ?? "";
}

/** Adds content as XContainer.Add does: nodes, attributes, sequences of them, and anything else as text. */
export function addContent(container: XContainer, content: unknown): void {
  if (content === null) return;
  if (content instanceof XAttribute && container instanceof XElement) container.addAttribute(content);
  else if (content instanceof XDocument) for (const node of content.nodes) container.insert(node);
  else if (content instanceof XDeclaration && container instanceof XDocument) container.declaration = content;
  else if (content instanceof XNode) container.insert(content);
  else if (content instanceof NetArray || content instanceof NetSequence) {
    for (const item of iterate(content)) addContent(container, item);
  } else addText(container, xmlText(content));
}

function addText(container: XContainer, text: string): void {
  const last = container.nodes.at(-1);
  if (last instanceof XText && last.kind === "text") last.value += text;
  else container.insert(new XText(text));
}
