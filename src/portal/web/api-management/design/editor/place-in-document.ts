import { skipExpression } from "./skip-expression.ts";

/** What is being written at an offset of a policy document. `path` has the names of the elements that are open, outermost first. */
export type PlaceInDocument =
  /** Between tags. */
  | { readonly kind: "text"; readonly path: readonly string[] }
  /** Behind `<`: the name of an element, as far as it is there. */
  | { readonly kind: "element"; readonly path: readonly string[]; readonly name: string }
  /** Behind `</`. */
  | { readonly kind: "closing"; readonly path: readonly string[] }
  /** Within a tag: the name of an attribute, as far as it is there. `path` ends with the tag's own element. */
  | {
      readonly kind: "attribute";
      readonly path: readonly string[];
      readonly name: string;
      readonly present: readonly string[];
    }
  | { readonly kind: "value"; readonly path: readonly string[]; readonly attribute: string; readonly value: string }
  /** Within `@(…)` or `@{…}`: its text up to there. */
  | { readonly kind: "expression"; readonly code: string }
  | { readonly kind: "comment" };

const NAME = /[\w.:-]*/y;
const SPACE = /\s*/y;

/** Reads a document up to an offset. It may be of any shape: while somebody types, most are wrong. */
export function placeInDocument(document: string, offset: number): PlaceInDocument {
  const text = document.slice(0, offset);
  const path: string[] = [];
  let at = 0;
  while (at < text.length) {
    const next = nextOf(text, at, /[<@]/g);
    if (next === undefined) break;
    if (text.startsWith("<!--", next)) {
      const end = text.indexOf("-->", next + 4);
      if (end === -1) return { kind: "comment" };
      at = end + 3;
    } else if (text.startsWith("</", next)) {
      const end = text.indexOf(">", next);
      if (end === -1) return { kind: "closing", path };
      path.pop();
      at = end + 1;
    } else if (text.charAt(next) === "<") {
      const tag = readTag(text, next + 1, path);
      if ("kind" in tag) return tag;
      if (tag.stays) path.push(tag.name);
      at = tag.end;
    } else if (isExpression(text, next)) {
      const end = skipExpression(text, next + 1);
      if (end === undefined) return { kind: "expression", code: text.slice(next + 2) };
      at = end;
    } else {
      at = next + 1;
    }
  }
  return { kind: "text", path };
}

interface Tag {
  readonly name: string;
  /** Offset behind it. */
  readonly end: number;
  /** False for `<base />`. */
  readonly stays: boolean;
}

/** Reads the tag whose name begins at `start`; the place, if the text ends within it. */
function readTag(text: string, start: number, path: readonly string[]): Tag | PlaceInDocument {
  const name = match(NAME, text, start);
  let at = start + name.length;
  if (at === text.length) return { kind: "element", path, name };
  const own = [...path, name];
  const present: string[] = [];
  for (;;) {
    at += match(SPACE, text, at).length;
    const attribute = match(NAME, text, at);
    at += attribute.length;
    if (at === text.length) return { kind: "attribute", path: own, name: attribute, present };
    const character = text.charAt(at);
    if (character === ">") return { name, end: at + 1, stays: true };
    if (text.startsWith("/>", at)) return { name, end: at + 2, stays: false };
    // Somebody began another element before this one was done.
    if (character === "<") return { name, end: at, stays: true };
    if (character === '"' || character === "'") {
      const value = readValue(text, at + 1, character);
      if (typeof value === "object") return value;
      if (value === undefined) {
        return { kind: "value", path: own, attribute: present.at(-1) ?? "", value: text.slice(at + 1) };
      }
      at = value;
    } else {
      if (attribute !== "") present.push(attribute);
      if (character === "=" || attribute === "") at += 1;
    }
  }
}

/** The offset behind an attribute's value; undefined if the text ends in it, the expression if it ends in one. */
function readValue(text: string, start: number, quote: string): number | PlaceInDocument | undefined {
  if (isExpression(text, start)) {
    const end = skipExpression(text, start + 1);
    if (end === undefined) return { kind: "expression", code: text.slice(start + 2) };
    const close = text.indexOf(quote, end);
    return close === -1 ? undefined : close + 1;
  }
  const close = text.indexOf(quote, start);
  return close === -1 ? undefined : close + 1;
}

function isExpression(text: string, at: number): boolean {
  return text.startsWith("@(", at) || text.startsWith("@{", at);
}

function nextOf(text: string, from: number, pattern: RegExp): number | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
