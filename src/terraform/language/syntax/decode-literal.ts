import type { SourceText } from "./source-text.ts";

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]?))/g;
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** Replaces the backslash sequences of a quoted text. `position` is where `raw` starts, for errors. */
export function decodeQuotedLiteral(text: SourceText, raw: string, position: number): string {
  return raw.replace(ESCAPE, (all, short: string | undefined, long: string | undefined, letter: string, at: number) => {
    const digits = short ?? long;
    if (digits !== undefined) {
      const codePoint = Number.parseInt(digits, 16);
      if (codePoint <= 0x10ffff) return String.fromCodePoint(codePoint);
    }
    const character = CHARACTERS.get(letter);
    if (character !== undefined) return character;
    throw text.error(`Invalid escape sequence: "${all}" is not known`, position + at);
  });
}
