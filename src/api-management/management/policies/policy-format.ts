import type { ResourceRequest } from "../../../resource-manager/index.ts";
import { ExpressionCompileError } from "../../expressions/compile-error.ts";
import { findExpressionEnd } from "../../expressions/scan.ts";
import { validationError } from "../management-error.ts";

export type PolicyFormat = "xml" | "rawxml";

/**
 * A policy document in the other of its two forms. In `rawxml` C# expressions stand as they are, in `xml` they are escaped
 * like any text (API Management REST: "PolicyContentFormat"); the rest of the document is the same in both. An attribute's
 * or element's text is an expression when it begins with `@(` or `@{`.
 */
export function convertPolicy(document: string, from: PolicyFormat, to: PolicyFormat): string {
  if (from === to) return document;
  return to === "xml" ? rewrite(document, escapeExpression) : rewrite(document, unescapeExpression);
}

/** Takes the expression that starts at `at` and returns it rewritten, with the index after it. `quote` is empty in text. */
type RewriteExpression = (
  document: string,
  at: number,
  quote: string,
) => { readonly text: string; readonly end: number };

/** Copies the markup and rewrites the expressions that attributes and elements begin with. */
function rewrite(document: string, rewriteExpression: RewriteExpression): string {
  let result = "";
  let at = 0;

  function copyTo(end: number): void {
    result += document.slice(at, end);
    at = end;
  }

  function rewriteValue(quote: string): void {
    valueStart.lastIndex = at;
    const start = valueStart.exec(document)?.[0].length;
    if (start === undefined) return;
    copyTo(at + start);
    const expression = rewriteExpression(document, at, quote);
    result += expression.text;
    at = expression.end;
  }

  function copyTag(): void {
    while (at < document.length) {
      tagPart.lastIndex = at;
      const found = tagPart.exec(document);
      copyTo(found === null ? document.length : found.index + 1);
      const part = found?.[0];
      if (part === ">") return;
      if (part === undefined) continue;
      rewriteValue(part);
      copyTo(indexAfter(document, part, at));
    }
  }

  rewriteValue("");
  while (at < document.length) {
    copyTo(indexBefore(document, "<", at));
    const opaque = opaqueMarkup.find(([open]) => document.startsWith(open, at));
    if (opaque === undefined) copyTag();
    else copyTo(indexAfter(document, opaque[1], at));
    if (opaque?.[0] !== "<![CDATA[") rewriteValue("");
  }
  return result;
}

/** White space before the `@(` or `@{` of a value that is an expression. */
const valueStart = /\s*(?=@[({])/y;

const tagPart = /["'>]/g;

/** Markup that is passed over whole. */
const opaqueMarkup = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

function indexBefore(document: string, sought: string, at: number): number {
  const index = document.indexOf(sought, at);
  return index === -1 ? document.length : index;
}

function indexAfter(document: string, sought: string, at: number): number {
  const index = document.indexOf(sought, at);
  return index === -1 ? document.length : index + sought.length;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** In an attribute line ends are escaped too: XML makes spaces of them, and `//` comments would swallow what follows. */
const escapeExpression: RewriteExpression = (document, at, quote) => {
  const end = expressionEnd(document, at);
  const needsEscape = quote === "" ? /[&<>]/g : quote === '"' ? /[&<>"\t\n\r]/g : /[&<>'\t\n\r]/g;
  return { text: document.slice(at, end).replace(needsEscape, (character) => escapes[character] ?? character), end };
};

const unescapeExpression: RewriteExpression = (document, at, quote) => {
  const end = indexBefore(document, quote === "" ? "<" : quote, at);
  return { text: unescapeXml(document.slice(at, end)), end };
};

/** An expression without an end can't have been saved; what there is of it counts as the expression. */
function expressionEnd(document: string, at: number): number {
  try {
    return findExpressionEnd(document, at);
  } catch (error) {
    if (error instanceof ExpressionCompileError) return document.length;
    throw error;
  }
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, unescapeEntity);
}

function unescapeEntity(entity: string, hexadecimal?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return entities[name] ?? entity;
  const codePoint = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number.parseInt(decimal, 10);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : entity;
}

/** `?format=` of a GET; `xml` unless said. */
export function exportFormat(request: ResourceRequest): PolicyFormat {
  const format = request.query.get("format") ?? "xml";
  if (format === "xml" || format === "rawxml") return format;
  throw validationError({ target: "format", message: `'${format}' is not a policy format: expected xml or rawxml.` });
}
