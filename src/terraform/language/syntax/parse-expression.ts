import { parseTerm } from "./parse-term.ts";
import type { SourceText } from "./source-text.ts";
import type { BinaryOperator, Syntax } from "./syntax.ts";

/** Whether a line break ends an expression (in a block) or is a blank (within brackets). */
export type LineBreaks = "lines" | "sameLine";

// From the loosest to the tightest; a longer operator before its own beginning.
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  [">=", "<=", ">", "<"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Reads one expression from its first character on, and stops after its last. */
export function parseExpression(text: SourceText, lines: LineBreaks): Syntax {
  return text.nested(() => {
    const range = text.range();
    const condition = parseBinary(text, lines, 0);
    if (!continues(text, lines, "?")) return condition;
    text.skip(lines);
    const yes = parseExpression(text, lines);
    text.skip(lines);
    text.expect(":", "Missing false expression in conditional");
    text.skip(lines);
    const no = parseExpression(text, lines);
    return { kind: "conditional", range, condition, yes, no };
  });
}

function parseBinary(text: SourceText, lines: LineBreaks, level: number): Syntax {
  const operators = LEVELS[level];
  if (operators === undefined) return parseTerm(text, lines);
  const range = text.range();
  let left = parseBinary(text, lines, level + 1);
  for (let length = 1; ; length++) {
    const operator = operators.find((candidate) => continues(text, lines, candidate));
    if (operator === undefined) return left;
    text.checkRow(length);
    text.skip(lines);
    left = { kind: "binary", range, operator, left, right: parseBinary(text, lines, level + 1) };
  }
}

/** Moves over `token` if it is the next one, and over nothing otherwise. */
function continues(text: SourceText, lines: LineBreaks, token: string): boolean {
  const start = text.position;
  text.skip(lines);
  if (text.take(token)) return true;
  text.position = start;
  return false;
}
