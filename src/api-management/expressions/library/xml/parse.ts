import type { DotNetError } from "../../dotnet-error.ts";
import { argumentNull } from "../../runtime/errors.ts";
import {
  XAttribute,
  XComment,
  type XContainer,
  XDeclaration,
  XDocument,
  XElement,
  XName,
  XProcessingInstruction,
  XText,
  xmlError,
  xmlnsUri,
} from "./nodes.ts";

const maximumDepth = 500;
const nameText = "[\\p{L}_][\\p{L}\\p{Mn}\\p{Nd}_.-]*";
const qualified = new RegExp(`(?:(${nameText}):)?(${nameText})`, "uy");
const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** XElement.Parse. @throws DotNetError System.Xml.XmlException */
export function parseElement(text: string | null): XElement {
  const { root } = parseDocument(text);
  if (root === null) throw xmlError("Root element is missing.");
  root.remove();
  return root;
}

/**
 * XDocument.Parse: well-formed XML without a document type. White space between elements is dropped.
 *
 * @throws DotNetError System.Xml.XmlException
 */
export function parseDocument(text: string | null): XDocument {
  if (text === null) throw argumentNull("text");
  return new Parser(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")).document();
}

class Parser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  private error(message: string): DotNetError {
    const lines = this.text.slice(0, this.at).split("\n");
    return xmlError(`${message} Line ${lines.length}, position ${(lines.at(-1)?.length ?? 0) + 1}.`);
  }

  document(): XDocument {
    const document = new XDocument();
    const declaration =
      /^<\?xml\s+version\s*=\s*["']([^"']*)["'](?:\s+encoding\s*=\s*["']([^"']*)["'])?(?:\s+standalone\s*=\s*["']([^"']*)["'])?\s*\?>/.exec(
        this.text,
      );
    if (declaration !== null) {
      document.declaration = new XDeclaration(declaration[1] ?? null, declaration[2] ?? null, declaration[3] ?? null);
      this.at = declaration[0].length;
    }
    while (this.at < this.text.length) {
      this.skipSpace();
      if (this.at >= this.text.length) break;
      if (this.text[this.at] !== "<") throw this.error("Data at the root level is invalid.");
      if (this.isElement() && document.root !== null) throw this.error("There are multiple root elements.");
      this.markup(document, 0);
    }
    if (document.root === null) throw this.error("Root element is missing.");
    return document;
  }

  private isElement(): boolean {
    return !/[!?]/.test(this.text[this.at + 1] ?? "");
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  private until(end: string, from: number): string {
    const close = this.text.indexOf(end, from);
    if (close < 0) throw this.error(`Unexpected end of file: "${end}" is missing.`);
    this.at = close + end.length;
    return this.text.slice(from, close);
  }

  private markup(parent: XContainer, depth: number): void {
    if (this.text.startsWith("<!--", this.at)) parent.insert(new XComment(this.until("-->", this.at + 4)));
    else if (this.text.startsWith("<![CDATA[", this.at))
      parent.insert(new XText(this.until("]]>", this.at + 9), "cdata"));
    else if (this.text.startsWith("<?", this.at)) {
      const [target = "", ...data] = this.until("?>", this.at + 2).split(/\s+/);
      parent.insert(new XProcessingInstruction(target, data.join(" ")));
    } else if (this.text.startsWith("<!", this.at)) {
      throw this.error("For security reasons DTD is prohibited in this XML document.");
    } else this.element(parent, depth);
  }

  private name(): { readonly prefix: string; readonly local: string } {
    qualified.lastIndex = this.at;
    const match = qualified.exec(this.text);
    if (match === null) throw this.error(`Name cannot begin with the '${this.text[this.at] ?? "end"}' character.`);
    this.at = qualified.lastIndex;
    return { prefix: match[1] ?? "", local: match[2] ?? "" };
  }

  private element(parent: XContainer, depth: number): void {
    if (depth > maximumDepth) throw this.error("The document is nested too deeply.");
    this.at++;
    const { prefix, local } = this.name();
    const written: { prefix: string; local: string; value: string }[] = [];
    this.skipSpace();
    while (!/[/>]/.test(this.text[this.at] ?? ">")) {
      written.push(this.attribute());
      this.skipSpace();
    }
    const element = new XElement(new XName(local));
    parent.insert(element);
    for (const each of written) {
      if (each.prefix === "xmlns") element.addAttribute(new XAttribute(new XName(each.local, xmlnsUri), each.value));
      if (each.prefix === "" && each.local === "xmlns")
        element.addAttribute(new XAttribute(new XName("xmlns"), each.value));
    }
    element.name = new XName(local, this.resolve(element, prefix));
    this.addAttributes(element, written);
    if (this.text.startsWith("/>", this.at)) {
      this.at += 2;
      return;
    }
    if (this.text[this.at] !== ">") throw this.error("Unexpected end of the start tag.");
    this.at++;
    this.content(element, depth);
    const closing = this.name();
    if (closing.prefix !== prefix || closing.local !== local) {
      throw this.error(`The '${local}' start tag does not match the end tag of '${closing.local}'.`);
    }
    this.skipSpace();
    if (this.text[this.at] !== ">") throw this.error("The end tag has no '>'.");
    this.at++;
  }

  private addAttributes(element: XElement, written: readonly { prefix: string; local: string; value: string }[]): void {
    const declared = element.attributes.splice(0);
    for (const { prefix, local, value } of written) {
      const isDeclaration = prefix === "xmlns" || (prefix === "" && local === "xmlns");
      const uri = prefix === "" ? "" : isDeclaration ? xmlnsUri : this.resolve(element, prefix, declared);
      const name = new XName(local, uri);
      if (element.attribute(name) !== undefined) throw this.error(`'${local}' is a duplicate attribute name.`);
      element.addAttribute(new XAttribute(name, value));
    }
  }

  private resolve(element: XElement, prefix: string, declared: readonly XAttribute[] = []): string {
    const own = declared.find((attribute) => attribute.name.uri === xmlnsUri && attribute.name.local === prefix);
    const uri = own?.value ?? element.namespaceOf(prefix);
    if (uri === undefined) throw this.error(`'${prefix}' is an undeclared prefix.`);
    return uri;
  }

  private attribute(): { prefix: string; local: string; value: string } {
    const { prefix, local } = this.name();
    this.skipSpace();
    if (this.text[this.at] !== "=") throw this.error(`The attribute '${local}' has no value.`);
    this.at++;
    this.skipSpace();
    const quote = this.text[this.at] ?? "";
    if (quote !== '"' && quote !== "'") throw this.error(`The value of '${local}' is not quoted.`);
    const value = this.until(quote, this.at + 1);
    if (value.includes("<")) throw this.error("'<' is an invalid attribute character.");
    return { prefix, local, value: this.decode(value.replace(/[\n\t]/g, " ")) };
  }

  private content(element: XElement, depth: number): void {
    while (true) {
      const next = this.text.indexOf("<", this.at);
      if (next < 0) throw this.error(`Unexpected end of file: the element '${element.name.local}' has no end tag.`);
      const text = this.text.slice(this.at, next);
      if (/\S/.test(text)) element.insert(new XText(this.decode(text)));
      this.at = next;
      if (this.text.startsWith("</", next)) {
        this.at = next + 2;
        return;
      }
      this.markup(element, depth + 1);
    }
  }

  private decode(text: string): string {
    if (!text.includes("&")) return text;
    return text.replace(
      /&(?:#x([0-9a-fA-F]{1,6});|#(\d{1,7});|(\w+);)?/g,
      (_, hex?: string, number?: string, name?: string) => {
        const code = hex !== undefined ? Number.parseInt(hex, 16) : number !== undefined ? Number(number) : null;
        if (code !== null && code <= 0x10ffff) return String.fromCodePoint(code);
        const character = named[name ?? ""];
        if (character === undefined) throw this.error("An entity is not declared, or '&' is not written '&amp;'.");
        return character;
      },
    );
  }
}
