import { type LineBreaks, parseExpression } from "./parse-expression.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

/** An index in the old form is any number that HashiCorp's scanner finds there, `x.1e3` too. */
const DIGITS = /\d+(?:[eE][+-]?\d+)?/y;

/** Reads the `.name`, `.0`, `[key]`, `[*]` and `.*` that follow a value. */
export function parseTraversal(text: SourceText, lines: LineBreaks, start: Syntax): Syntax {
  let value = start;
  for (let length = 0; ; length++) {
    text.checkRow(length);
    const before = text.position;
    text.skip(lines);
    if (text.startsWith("...") || !(text.startsWith(".") || text.startsWith("["))) {
      text.position = before;
      return value;
    }
    const range = text.range();
    if (text.take(".")) {
      text.skip(lines);
      value = text.take("*") ? parseAttributeSplat(text, lines, value) : parseStep(text, value, range);
      continue;
    }
    text.take("[");
    text.skip("lines");
    if (takeFullSplat(text)) {
      const each = text.nested(() => parseTraversal(text, lines, { kind: "item", range }));
      value = { kind: "splat", range, source: value, each };
      continue;
    }
    const key = parseExpression(text, "lines");
    text.skip("lines");
    text.expect("]", "Missing close bracket on index");
    value = { kind: "index", range, collection: value, key };
  }
}

function takeFullSplat(text: SourceText): boolean {
  const start = text.position;
  if (text.take("*")) {
    text.skip("lines");
    if (text.take("]")) return true;
  }
  text.position = start;
  return false;
}

/** `.*` goes through attributes only: an index after it applies to the whole result. */
function parseAttributeSplat(text: SourceText, lines: LineBreaks, source: Syntax): Syntax {
  const range = text.range(text.position - 1);
  let each: Syntax = { kind: "item", range };
  for (let length = 0; ; length++) {
    text.checkRow(length);
    const before = text.position;
    text.skip(lines);
    if (text.startsWith("...") || !text.startsWith(".")) {
      text.position = before;
      return { kind: "splat", range, source, each };
    }
    const step = text.range();
    text.take(".");
    text.skip(lines);
    if (text.startsWith("*")) throw text.error("Nested splat expression not allowed");
    each = parseStep(text, each, step);
  }
}

function parseStep(text: SourceText, object: Syntax, range: Syntax["range"]): Syntax {
  const digits = text.match(DIGITS);
  if (digits !== undefined) {
    // HashiCorp's scanner takes the `0.1` of `x.0.1` for one number.
    if (text.match(/\.\d/y) !== undefined)
      throw text.error("Invalid legacy index syntax: write [0][1] to chain two indexes");
    return { kind: "index", range, collection: object, key: { kind: "literal", range, value: Number(digits) } };
  }
  const name = text.identifier();
  if (name === undefined) throw text.error("Invalid attribute name: an attribute name is required after a dot");
  return { kind: "attribute", range, object, name };
}
