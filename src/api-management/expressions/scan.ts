import { ExpressionCompileError } from "./compile-error.ts";
import { skipTextLiteral, skipTrivia } from "./syntax/skip.ts";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Finds where the expression that starts at `start` (its `@`) ends in a raw policy document.
 *
 * Policy documents are XML only once their expressions are cut out, so brackets are balanced here by C#'s rules: those in
 * strings, characters and comments don't count.
 *
 * @returns the index after the closing `)` or `}`
 * @throws {@link ExpressionCompileError} when there is no expression at `start`, or it has no end
 */
export function findExpressionEnd(text: string, start: number): number {
  const open = text[start + 1];
  if (text[start] !== "@" || (open !== "(" && open !== "{")) {
    throw new ExpressionCompileError(
      "ExpressionStart",
      'An expression starts with "@(" or "@{".',
      text.slice(start),
      0,
    );
  }
  const awaited: string[] = [];
  let at = start + 1;
  while (at < text.length) {
    const next = skipTrivia(text, at, start);
    if (next > at) {
      at = next;
      continue;
    }
    const afterLiteral = skipTextLiteral(text, at, start);
    if (afterLiteral > at) {
      at = afterLiteral;
      continue;
    }
    const character = text[at] ?? "";
    const closer = closers[character];
    if (closer !== undefined) {
      awaited.push(closer);
    } else if (character === ")" || character === "]" || character === "}") {
      const expected = awaited.pop();
      if (expected !== character) {
        throw scanError(text, start, at, `Found "${character}" where "${expected}" closes the bracket before it.`);
      }
      if (awaited.length === 0) return at + 1;
    }
    at++;
  }
  throw scanError(text, start, text.length, `The expression has no end: "${awaited.at(-1)}" is missing.`);
}

function scanError(text: string, start: number, at: number, message: string): ExpressionCompileError {
  return new ExpressionCompileError("CS1026", message, text.slice(start), at - start);
}
