import { Char } from "../values/char.ts";
import { readInterpolated } from "./interpolation.ts";
import { readNumber } from "./number-literals.ts";
import { literalError, skipTextLiteral, skipTrivia } from "./skip.ts";
import { decodeEscapes } from "./text-literals.ts";
import { keywords, type Token } from "./token.ts";

/** Longest first, so that the first match is the right one. `>>` is two tokens: generic arguments may end with it. */
const punctuation: readonly string[] = (
  "<<= >>= => == != <= >= && || ?? ++ -- += -= *= /= %= &= |= ^= << :: -> " +
  "{ } ( ) [ ] ; , . : ? + - * / % & | ^ ! ~ = < >"
).split(" ");
const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]*/uy;

/** Splits the C# between two offsets of `source` into tokens; the last one is of kind `end`. */
export function tokenize(source: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = start;
  while (at < end) {
    const afterTrivia = skipTrivia(source, at, 0);
    if (afterTrivia > at) {
      at = afterTrivia;
      continue;
    }
    const token = readToken(source, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", text: "", at: end, end });
  return tokens;
}

function readToken(source: string, at: number): Token {
  const literalEnd = skipTextLiteral(source, at, 0);
  if (literalEnd > at) return textToken(source, at, literalEnd);
  const character = source[at] ?? "";
  if (/\d/.test(character) || (character === "." && /\d/.test(source[at + 1] ?? ""))) {
    const { value, end } = readNumber(source, at);
    return { kind: "literal", text: source.slice(at, end), at, end, value };
  }
  const escaped = character === "@";
  identifier.lastIndex = escaped ? at + 1 : at;
  const name = identifier.exec(source)?.[0];
  if (name !== undefined) {
    const end = identifier.lastIndex;
    return { kind: !escaped && keywords.has(name) ? "keyword" : "identifier", text: name, at, end };
  }
  const sign = punctuation.find((candidate) => source.startsWith(candidate, at));
  if (sign === undefined) {
    throw literalError("CS1056", `The character "${character}" has no meaning in C#.`, source, at, 0);
  }
  return { kind: "punctuation", text: sign, at, end: at + sign.length };
}

function textToken(source: string, at: number, end: number): Token {
  const text = source.slice(at, end);
  if (text.startsWith("$") || text.startsWith("@$")) {
    return { kind: "interpolated", text, at, end, literal: readInterpolated(source, at, 0) };
  }
  if (text.startsWith("@")) {
    return { kind: "literal", text, at, end, value: text.slice(2, -1).replaceAll('""', '"') };
  }
  const value = decodeEscapes(source, at + 1, end - 1);
  if (text.startsWith('"')) return { kind: "literal", text, at, end, value };
  if (value.length === 0)
    throw literalError("CS1011", "A character literal holds one character, not none.", source, at, 0);
  if (value.length > 1) {
    throw literalError(
      "CS1012",
      `'${value}' is more than one character; a string is written in double quotes.`,
      source,
      at,
      0,
    );
  }
  return { kind: "literal", text, at, end, value: Char.of(value.charCodeAt(0)) };
}
