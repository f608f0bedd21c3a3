import { type LineBreaks, parseExpression } from "./parse-expression.ts";
import { parseForObject, parseForTuple, startsFor } from "./parse-for.ts";
import { parseHeredoc, parseQuoted } from "./parse-quoted.ts";
import { parseTraversal } from "./parse-traversal.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const KEYWORDS: ReadonlyMap<string, null | boolean> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Reads an operand: a value, and the attributes, indexes and splats that follow it. */
export function parseTerm(text: SourceText, lines: LineBreaks): Syntax {
  return text.nested(() => {
    const range = text.range();
    for (const operator of ["-", "!"] as const) {
      if (!text.take(operator)) continue;
      text.skip(lines);
      return { kind: "unary", range, operator, operand: parseTerm(text, lines) };
    }
    return parseTraversal(text, lines, parseValue(text));
  });
}

function parseValue(text: SourceText): Syntax {
  const range = text.range();
  if (text.take("(")) {
    text.skip("lines");
    const inner = parseExpression(text, "lines");
    text.skip("lines");
    text.expect(")", "Unbalanced parentheses");
    return inner;
  }
  if (text.startsWith('"')) return parseQuoted(text);
  if (text.startsWith("<<")) return parseHeredoc(text);
  if (text.take("[")) return startsFor(text) ? parseForTuple(text, range) : parseTuple(text, range);
  if (text.take("{")) return startsFor(text) ? parseForObject(text, range) : parseObject(text, range);
  const number = text.match(NUMBER);
  if (number !== undefined) {
    // HashiCorp's scanner takes `2.5.0` for one number, and no value for it.
    if (text.match(/\.\d/y) !== undefined)
      throw text.error("Invalid number literal: it has more than one decimal point");
    return { kind: "literal", range, value: exactNumber(text, number) };
  }
  const name = text.identifier();
  if (name === undefined) throw text.error("Invalid expression: expected the start of an expression");
  return parseNamed(text, name, range);
}

function parseNamed(text: SourceText, first: string, range: Syntax["range"]): Syntax {
  let name = first;
  while (text.startsWith("::")) {
    text.take("::");
    name += `::${text.identifier() ?? ""}`;
  }
  const keyword = KEYWORDS.get(name);
  if (keyword !== undefined) return { kind: "literal", range, value: keyword };
  const start = text.position;
  text.skipBlanks();
  if (text.take("(")) return parseCall(text, name, range);
  text.position = start;
  if (name !== first) throw text.error(`Missing open parenthesis after the function name "${name}"`);
  return { kind: "name", range, name };
}

// Terraform computes with numbers of any size; we have 64-bit floating point. What would silently change is refused.
function exactNumber(text: SourceText, digits: string): number {
  const value = Number(digits);
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
  throw text.error(`The number ${digits} is not supported: whole numbers go up to ${Number.MAX_SAFE_INTEGER} here`);
}

function parseCall(text: SourceText, name: string, range: Syntax["range"]): Syntax {
  const parameters: Syntax[] = [];
  let expand = false;
  text.skip("lines");
  while (!text.take(")")) {
    if (expand) throw text.error(`Expected ")" after "..." in the call of "${name}"`);
    parameters.push(parseExpression(text, "lines"));
    text.skip("lines");
    expand = text.take("...");
    text.skip("lines");
    const more = text.take(",");
    text.skip("lines");
    if (!more && !text.startsWith(")")) throw text.error(`Missing argument separator in the call of "${name}"`);
  }
  return { kind: "call", range, name, arguments: parameters, expand };
}

function parseTuple(text: SourceText, range: Syntax["range"]): Syntax {
  const elements: Syntax[] = [];
  text.skip("lines");
  while (!text.take("]")) {
    elements.push(parseExpression(text, "lines"));
    text.skip("lines");
    const more = text.take(",");
    text.skip("lines");
    if (!more && !text.startsWith("]")) throw text.error("Missing item separator: expected a comma or a bracket");
  }
  return { kind: "tuple", range, elements };
}

function parseObject(text: SourceText, range: Syntax["range"]): Syntax {
  const items: { key: Syntax; value: Syntax }[] = [];
  text.skip("lines");
  while (!text.take("}")) {
    const key = parseObjectKey(text);
    text.skip("sameLine");
    if (!text.take("=")) text.expect(":", "Missing key/value separator");
    text.skip("sameLine");
    items.push({ key, value: parseExpression(text, "sameLine") });
    text.skip("sameLine");
    const more = text.take(",") || /^[\r\n]/.test(text.text.slice(text.position, text.position + 1)) || text.atEnd;
    text.skip("lines");
    if (text.atEnd) throw text.error("Unterminated object constructor expression", text.position);
    if (!more && !text.startsWith("}")) throw text.error("Missing attribute separator: expected a newline or a comma");
  }
  return { kind: "object", range, items };
}

/** A bare word is its own name there, not a reference; in parentheses it is one. */
function parseObjectKey(text: SourceText): Syntax {
  const start = text.position;
  const key = parseExpression(text, "sameLine");
  if (text.text.startsWith("(", start)) return key;
  if (key.kind === "name") return { kind: "literal", range: key.range, value: key.name };
  if (key.kind === "literal" && (key.value === null || typeof key.value === "boolean"))
    return { kind: "literal", range: key.range, value: String(key.value) };
  if (key.kind === "attribute" && startsWithName(key))
    throw text.error(
      "Ambiguous attribute key: wrap a reference in parentheses, and a name with periods in quotes",
      start,
    );
  return key;
}

function startsWithName(syntax: Syntax): boolean {
  if (syntax.kind === "attribute") return startsWithName(syntax.object);
  return syntax.kind === "name";
}
