import { literalError } from "./skip.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  "\\": "\\",
  "0": "\0",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const hexEscapes: Readonly<Record<string, RegExp>> = {
  u: /[0-9a-fA-F]{4}/y,
  U: /[0-9a-fA-F]{8}/y,
  x: /[0-9a-fA-F]{1,4}/y,
};

/** Decodes the escapes of a regular string or character between `start` and `end` of the source. */
export function decodeEscapes(source: string, start: number, end: number): string {
  if (source.indexOf("\\", start) < 0) return source.slice(start, end);
  let text = "";
  let at = start;
  while (at < end) {
    const character = source[at] ?? "";
    if (character !== "\\") {
      text += character;
      at++;
      continue;
    }
    const name = source[at + 1] ?? "";
    const simple = simpleEscapes[name];
    const hex = hexEscapes[name];
    if (simple !== undefined) {
      text += simple;
      at += 2;
      continue;
    }
    if (hex !== undefined) hex.lastIndex = at + 2;
    const digits = hex?.exec(source)?.[0];
    const code = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
    if (digits === undefined || at + 2 + digits.length > end || code > 0x10ffff) {
      throw literalError(
        "CS1009",
        `"\\${name}" is no escape sequence of C#; a backslash is written "\\\\".`,
        source,
        at,
        0,
      );
    }
    text += name === "U" ? String.fromCodePoint(code) : String.fromCharCode(code);
    at += 2 + digits.length;
  }
  return text;
}

/** Decodes one text piece of an interpolated string. */
export function decodeInterpolatedText(source: string, start: number, end: number, verbatim: boolean): string {
  const text = verbatim ? source.slice(start, end).replaceAll('""', '"') : decodeEscapes(source, start, end);
  return text.replaceAll("{{", "{").replaceAll("}}", "}");
}
