import { type CompileErrorCode, ExpressionCompileError } from "../compile-error.ts";
import { readInterpolated } from "./interpolation.ts";

/**
 * Index after the white space or comment at `at`, or `at` itself when there is none.
 *
 * @param origin where the expression starts in `text`; errors count lines from there
 */
export function skipTrivia(text: string, at: number, origin: number): number {
  const character = text[at];
  if (character === "/" && text[at + 1] === "/") {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }
  if (character === "/" && text[at + 1] === "*") {
    const end = text.indexOf("*/", at + 2);
    if (end < 0) throw literalError("CS1035", 'The comment has no end: "*/" is missing.', text, at, origin);
    return end + 2;
  }
  return character !== undefined && /\s/.test(character) ? at + 1 : at;
}

/** Index after the string or character literal at `at`, or `at` itself when there is none. */
export function skipTextLiteral(text: string, at: number, origin: number): number {
  switch (text[at]) {
    case '"':
      return skipRegular(text, at, origin, '"');
    case "'":
      return skipRegular(text, at, origin, "'");
    case "@":
      if (text[at + 1] === '"') return skipVerbatim(text, at + 1, origin);
      return text[at + 1] === "$" && text[at + 2] === '"' ? readInterpolated(text, at, origin).end : at;
    case "$":
      return text[at + 1] === '"' || (text[at + 1] === "@" && text[at + 2] === '"')
        ? readInterpolated(text, at, origin).end
        : at;
    default:
      return at;
  }
}

function skipRegular(text: string, start: number, origin: number, quote: '"' | "'"): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === quote) return at + 1;
    else if (character === "\n" || character === "\r") break;
  }
  const kind = quote === '"' ? "string" : "character";
  throw literalError("CS1010", `The ${kind} has no end on its line: ${quote} is missing.`, text, start, origin);
}

function skipVerbatim(text: string, quoteAt: number, origin: number): number {
  for (let at = quoteAt + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at + 1;
    at++;
  }
  throw literalError("CS1039", "The verbatim string has no end.", text, quoteAt, origin);
}

/** An error about the literal at `at`, placed relative to the start of its expression. */
export function literalError(
  code: CompileErrorCode,
  message: string,
  text: string,
  at: number,
  origin: number,
): ExpressionCompileError {
  return new ExpressionCompileError(code, message, text.slice(origin), at - origin);
}
