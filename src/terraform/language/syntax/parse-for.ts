import type { Range } from "../terraform-error.ts";
import { parseExpression } from "./parse-expression.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

const FOR = /for(?![\p{ID_Continue}-])/uy;
const IN = /in(?![\p{ID_Continue}-])/uy;
const IF = /if(?![\p{ID_Continue}-])/uy;

/** Moves over the word `for` after an opening bracket; over nothing when something else stands there. */
export function startsFor(text: SourceText): boolean {
  const start = text.position;
  text.skip("lines");
  if (text.match(FOR) !== undefined) return true;
  text.position = start;
  return false;
}

/** `key, value in collection`, after the word `for`. */
export function parseForIntroduction(text: SourceText): {
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Syntax;
} {
  text.skip("lines");
  const first = requiredName(text);
  text.skip("lines");
  const second = text.take(",") ? secondName(text) : undefined;
  text.skip("lines");
  if (text.match(IN) === undefined) throw text.error("Invalid 'for' expression: the \"in\" keyword is required here");
  text.skip("lines");
  const collection = parseExpression(text, "lines");
  return second === undefined
    ? { keyName: undefined, valueName: first, collection }
    : { keyName: first, valueName: second, collection };
}

function secondName(text: SourceText): string {
  text.skip("lines");
  return requiredName(text);
}

function requiredName(text: SourceText): string {
  const name = text.identifier();
  if (name === undefined) throw text.error("Invalid 'for' expression: a variable name is required here");
  return name;
}

/** The rest of `[for … : result if condition]`. */
export function parseForTuple(text: SourceText, range: Range): Syntax {
  const introduction = parseForIntroduction(text);
  separator(text, ":");
  const result = parseExpression(text, "lines");
  const condition = parseCondition(text);
  text.expect("]", "Invalid 'for' expression");
  return { kind: "for", range, ...introduction, resultKey: undefined, result, condition, grouped: false };
}

/** The rest of `{for … : key => result... if condition}`. */
export function parseForObject(text: SourceText, range: Range): Syntax {
  const introduction = parseForIntroduction(text);
  separator(text, ":");
  const resultKey = parseExpression(text, "lines");
  separator(text, "=>");
  const result = parseExpression(text, "lines");
  text.skip("lines");
  const grouped = text.take("...");
  const condition = parseCondition(text);
  text.expect("}", "Invalid 'for' expression");
  return { kind: "for", range, ...introduction, resultKey, result, condition, grouped };
}

function separator(text: SourceText, token: string): void {
  text.skip("lines");
  text.expect(token, "Invalid 'for' expression");
  text.skip("lines");
}

function parseCondition(text: SourceText): Syntax | undefined {
  text.skip("lines");
  if (text.match(IF) === undefined) return undefined;
  text.skip("lines");
  const condition = parseExpression(text, "lines");
  text.skip("lines");
  return condition;
}
