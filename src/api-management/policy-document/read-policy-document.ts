import { ExpressionCompileError, findExpressionEnd } from "../expressions/index.ts";
import { PolicyDocumentError } from "../management/ports.ts";
import type { PolicyElement, PolicyText, Position } from "./policy-element.ts";

/**
 * How the text was sent (API Management REST: "PolicyContentFormat"). `xml`: an XML document, expressions escaped like any
 * text. `rawxml`: expressions stand as they are, so the text is XML only outside of them.
 */
export type PolicyFormat = "xml" | "rawxml";

/** "Service limits": a policy document has 256 KiB at most in the classic tiers. */
const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 64;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads a policy document or fragment into elements. Throws `PolicyDocumentError` at the first place that isn't well-formed. */
export function readPolicyDocument(text: string, format: PolicyFormat): PolicyElement {
  return new Reader(text, format).document();
}

class Reader {
  readonly #text: string;
  readonly #format: PolicyFormat;
  #at = 0;
  /** Where the last asked-for position was, so that finding the next one reads on instead of anew. */
  #known = { line: 1, lineStart: 0 };

  constructor(text: string, format: PolicyFormat) {
    this.#text = text.startsWith("\uFEFF") ? text.slice(1) : text;
    this.#format = format;
  }

  document(): PolicyElement {
    if (this.#text.length > MAX_LENGTH) {
      throw this.#fault(
        0,
        `The document has ${this.#text.length} characters; a policy document has ${MAX_LENGTH} at most.`,
      );
    }
    this.#skipMisc();
    if (this.#text[this.#at] !== "<") throw this.#fault(this.#at, "Root element is missing.");
    const root = this.#element(0);
    this.#skipMisc();
    if (this.#at < this.#text.length) throw this.#fault(this.#at, "There is text after the end of the root element.");
    return root;
  }

  #element(depth: number): PolicyElement {
    const start = this.#at;
    if (depth > MAX_DEPTH) throw this.#fault(start, `Elements are nested more than ${MAX_DEPTH} deep.`);
    this.#at += 1;
    const name = this.#name("an element's name");
    const attributes = this.#attributes(name);
    const position = this.#position(start);
    if (this.#text.startsWith("/>", this.#at)) {
      this.#at += 2;
      const span = { start, innerStart: this.#at, innerEnd: this.#at, end: this.#at };
      return { name, ...position, attributes, children: [], text: undefined, inner: "", span };
    }
    this.#at += 1;
    const innerStart = this.#at;
    const { children, text } = this.#content(name, depth);
    const innerEnd = this.#at;
    const inner = this.#text.slice(innerStart, innerEnd);
    this.#at += 2;
    const closing = this.#name("the name of the end tag");
    if (closing !== name) {
      throw this.#fault(
        this.#at,
        `The '${name}' start tag on line ${position.line} does not match the end tag of '${closing}'.`,
        name,
      );
    }
    this.#skipSpace();
    this.#expect(">", `the end of </${name}`);
    const span = { start, innerStart, innerEnd, end: this.#at };
    return { name, ...position, attributes, children, text, inner, span };
  }

  #attributes(element: string): ReadonlyMap<string, PolicyText> {
    const attributes = new Map<string, PolicyText>();
    for (;;) {
      const before = this.#at;
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === ">" || this.#text.startsWith("/>", this.#at)) return attributes;
      if (next === undefined) throw this.#fault(this.#at, `The tag of '${element}' has no end.`, element);
      if (before === this.#at)
        throw this.#fault(this.#at, `'${next}' is not expected in the tag of '${element}'.`, element);
      const start = this.#at;
      const name = this.#name("an attribute's name");
      if (attributes.has(name)) throw this.#fault(start, `'${name}' is a duplicate attribute name.`, element);
      this.#skipSpace();
      this.#expect("=", `the value of '${name}'`);
      this.#skipSpace();
      attributes.set(name, this.#attributeValue(name, element));
    }
  }

  #attributeValue(name: string, element: string): PolicyText {
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'")
      throw this.#fault(this.#at, `The value of '${name}' is not in quotes.`, element);
    this.#at += 1;
    const start = this.#at;
    if (this.#format === "rawxml") {
      this.#skipSpace();
      if (this.#startsExpression(this.#at)) {
        const expression = this.#rawExpression(element);
        this.#skipSpace();
        if (this.#text[this.#at] !== quote) {
          throw this.#fault(
            this.#at,
            `An expression must be the whole value of '${name}': there is more text behind it.`,
            element,
          );
        }
        this.#at += 1;
        return expression;
      }
      this.#at = start;
    }
    const end = this.#text.indexOf(quote, start);
    if (end === -1) throw this.#fault(start, `The value of '${name}' has no closing quote.`, element);
    const raw = this.#text.slice(start, end);
    if (raw.includes("<"))
      throw this.#fault(start + raw.indexOf("<"), `'<' can't stand in the value of '${name}': write &lt;.`, element);
    this.#at = end + 1;
    return this.#classify(this.#decode(raw, start, element), start);
  }

  /** Content up to the end tag, which is left to read. */
  #content(element: string, depth: number): { children: PolicyElement[]; text: PolicyText | undefined } {
    const children: PolicyElement[] = [];
    const pieces: { readonly value: string; readonly start: number }[] = [];
    let expression: PolicyText | undefined;
    for (;;) {
      if (this.#at >= this.#text.length)
        throw this.#fault(this.#at, `The element '${element}' has no end tag.`, element);
      if (this.#text.startsWith("</", this.#at)) break;
      if (this.#text.startsWith("<!--", this.#at)) this.#skipComment();
      else if (this.#text.startsWith("<![CDATA[", this.#at)) pieces.push(this.#characterData());
      else if (this.#text[this.#at] === "<") children.push(this.#element(depth + 1));
      else if (this.#format === "rawxml" && this.#startsExpression(this.#at)) expression = this.#rawExpression(element);
      else pieces.push(this.#textRun(element));
    }
    const literal = pieces.map(({ value }) => value).join("");
    const isBlank = literal.trim() === "";
    if (expression !== undefined) {
      if (!isBlank)
        throw this.#fault(
          this.#at,
          `An expression must be the whole text of '${element}': there is more text around it.`,
          element,
        );
      return { children, text: expression };
    }
    if (isBlank) return { children, text: undefined };
    const first = pieces.find(({ value }) => value.trim() !== "");
    return { children, text: this.#classify(literal, first?.start ?? this.#at) };
  }

  /** Text up to the next tag, or up to an expression that begins after white space only. */
  #textRun(element: string): { value: string; start: number } {
    const start = this.#at;
    this.#skipSpace();
    if (this.#format === "rawxml" && this.#at > start && this.#startsExpression(this.#at))
      return { value: this.#text.slice(start, this.#at), start };
    const end = this.#text.indexOf("<", this.#at);
    if (end === -1) throw this.#fault(start, `The element '${element}' has no end tag.`, element);
    this.#at = end;
    return { value: this.#decode(this.#text.slice(start, end), start, element), start };
  }

  #characterData(): { value: string; start: number } {
    const start = this.#at + "<![CDATA[".length;
    const end = this.#text.indexOf("]]>", start);
    if (end === -1) throw this.#fault(this.#at, "The CDATA section has no end.");
    this.#at = end + 3;
    return { value: this.#text.slice(start, end), start };
  }

  #rawExpression(element: string): PolicyText {
    const start = this.#at;
    try {
      this.#at = findExpressionEnd(this.#text, start);
    } catch (error) {
      if (error instanceof ExpressionCompileError) throw this.#fault(start, error.message, element);
      throw error;
    }
    return { kind: "expression", value: this.#text.slice(start, this.#at), ...this.#position(start) };
  }

  /** A decoded text as literal or expression. */
  #classify(value: string, start: number): PolicyText {
    const trimmed = value.trim();
    const position = this.#position(start + (value.length - value.trimStart().length));
    if (!/^@[({]/.test(trimmed)) return { kind: "literal", value, ...position };
    try {
      if (findExpressionEnd(trimmed, 0) !== trimmed.length) {
        throw new PolicyDocumentError([
          { ...position, message: "An expression must be the whole text: there is more text behind it.", target: "" },
        ]);
      }
    } catch (error) {
      if (error instanceof ExpressionCompileError)
        throw new PolicyDocumentError([{ ...position, message: error.message, target: "" }]);
      throw error;
    }
    return { kind: "expression", value: trimmed, ...position };
  }

  #decode(raw: string, start: number, element: string): string {
    if (!raw.includes("&")) return raw;
    return raw.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+)?;?/gi, (whole, entity: string | undefined, offset: number) => {
      const decoded = entity === undefined || !whole.endsWith(";") ? undefined : decodeEntity(entity);
      if (decoded === undefined)
        throw this.#fault(start + offset, `'${whole}' is not an entity: write &amp; for '&'.`, element);
      return decoded;
    });
  }

  #startsExpression(offset: number): boolean {
    const next = this.#text[offset + 1];
    return this.#text[offset] === "@" && (next === "(" || next === "{");
  }

  #skipMisc(): void {
    for (;;) {
      this.#skipSpace();
      if (this.#text.startsWith("<!--", this.#at)) this.#skipComment();
      else if (this.#text.startsWith("<?", this.#at)) {
        const end = this.#text.indexOf("?>", this.#at);
        if (end === -1) throw this.#fault(this.#at, "The processing instruction has no end.");
        this.#at = end + 2;
      } else return;
    }
  }

  #skipComment(): void {
    const end = this.#text.indexOf("-->", this.#at + 4);
    if (end === -1) throw this.#fault(this.#at, "The comment has no end.");
    this.#at = end + 3;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #name(what: string): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined)
      throw this.#fault(this.#at, `Expected ${what}, found '${this.#text[this.#at] ?? "the end of the document"}'.`);
    this.#at += name.length;
    return name;
  }

  #expect(character: string, what: string): void {
    if (this.#text[this.#at] !== character) {
      throw this.#fault(
        this.#at,
        `Expected '${character}' for ${what}, found '${this.#text[this.#at] ?? "the end of the document"}'.`,
      );
    }
    this.#at += 1;
  }

  #position(offset: number): Position {
    if (offset < this.#known.lineStart) this.#known = { line: 1, lineStart: 0 };
    let { line, lineStart } = this.#known;
    for (
      let next = this.#text.indexOf("\n", lineStart);
      next !== -1 && next < offset;
      next = this.#text.indexOf("\n", lineStart)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    this.#known = { line, lineStart };
    return { line, column: offset - lineStart + 1 };
  }

  #fault(offset: number, message: string, target = ""): PolicyDocumentError {
    return new PolicyDocumentError([{ ...this.#position(offset), message, target }]);
  }
}

function decodeEntity(entity: string): string | undefined {
  if (!entity.startsWith("#")) return Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : undefined;
  const code = entity[1]?.toLowerCase() === "x" ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
