import { literalError, skipTextLiteral, skipTrivia } from "./skip.ts";

/** A piece of an interpolated string: raw text, or a hole that holds the C# between `start` and `end`. */
export type InterpolationPart =
  | { readonly kind: "text"; readonly start: number; readonly end: number }
  | { readonly kind: "hole"; readonly start: number; readonly end: number; readonly format: string | null };

/** An interpolated string as it stands in the source. `end` is the index after its closing quote. */
export interface InterpolatedLiteral {
  readonly verbatim: boolean;
  readonly parts: readonly InterpolationPart[];
  readonly end: number;
}

const maximumNesting = 32;
let nesting = 0;

/**
 * Reads the interpolated string at `start` (`$"`, `$@"` or `@$"`) into its pieces. Escapes in the text pieces are left as
 * they stand; an alignment stays part of the hole's C# (`x,-5`).
 */
export function readInterpolated(text: string, start: number, origin: number): InterpolatedLiteral {
  if (nesting >= maximumNesting) {
    throw literalError("ExpressionTooDeep", "Interpolated strings are nested too deeply.", text, start, origin);
  }
  nesting++;
  try {
    return readParts(text, start, origin);
  } finally {
    nesting--;
  }
}

function readParts(text: string, start: number, origin: number): InterpolatedLiteral {
  const quoteAt = text.indexOf('"', start);
  const verbatim = quoteAt - start === 2;
  const parts: InterpolationPart[] = [];
  let at = quoteAt + 1;
  let textStart = at;
  const endText = (): void => {
    if (at > textStart) parts.push({ kind: "text", start: textStart, end: at });
  };
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      if (verbatim && text[at + 1] === '"') {
        at += 2;
        continue;
      }
      endText();
      return { verbatim, parts, end: at + 1 };
    }
    if (!verbatim && character === "\\") {
      at += 2;
    } else if (!verbatim && (character === "\n" || character === "\r")) {
      break;
    } else if ((character === "{" || character === "}") && text[at + 1] === character) {
      at += 2;
    } else if (character === "}") {
      throw literalError("CS8086", 'A "}" in an interpolated string is written "}}".', text, at, origin);
    } else if (character === "{") {
      endText();
      const hole = readHole(text, at, origin);
      parts.push(hole.part);
      at = hole.end;
      textStart = at;
    } else {
      at++;
    }
  }
  throw literalError("CS1010", "The interpolated string has no end.", text, start, origin);
}

function readHole(text: string, open: number, origin: number): { part: InterpolationPart; end: number } {
  let depth = 0;
  let at = open + 1;
  while (at < text.length) {
    const afterTrivia = skipTrivia(text, at, origin);
    const next = afterTrivia > at ? afterTrivia : skipTextLiteral(text, at, origin);
    if (next > at) {
      at = next;
      continue;
    }
    const character = text[at];
    if (character === "(" || character === "[" || character === "{") depth++;
    else if (character === ")" || character === "]" || (character === "}" && depth > 0)) depth--;
    else if (character === '"' || character === "\n") break;
    else if (character === "}") {
      return { part: { kind: "hole", start: open + 1, end: at, format: null }, end: at + 1 };
    } else if (character === ":" && depth === 0 && text[at + 1] !== ":" && text[at - 1] !== ":") {
      const close = text.indexOf("}", at);
      if (close < 0) break;
      const format = text.slice(at + 1, close);
      return { part: { kind: "hole", start: open + 1, end: at, format }, end: close + 1 };
    }
    at++;
  }
  throw literalError("CS8076", 'A hole of the interpolated string has no end: "}" is missing.', text, open, origin);
}
