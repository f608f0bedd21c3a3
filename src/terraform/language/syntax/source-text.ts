import { type Range, TerraformError } from "../terraform-error.ts";

const BLANKS = /(?:[ \t]|\/\*[\s\S]*?\*\/)*/y;
// A comment to the end of the line does not take the line break with it: the line break may end an argument.
const BLANKS_AND_LINE_COMMENT = /(?:[ \t]|\/\*[\s\S]*?\*\/)*(?:(?:#|\/\/)[^\n]*?(?=\r?\n|$))?/y;
const BLANKS_AND_LINES = /(?:[ \t\r\n]|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*)*/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** How deep expressions and blocks may be nested, so that no text can exhaust the stack. */
const MAXIMUM_DEPTH = 200;

/** How many operators, or steps of a path, may stand in one row: each makes the tree one level deeper. */
const MAXIMUM_ROW = 1000;

/** A text being read from left to right, which knows its lines. */
export class SourceText {
  readonly text: string;
  readonly #file: string;
  readonly #lineStarts: readonly number[];
  #depth = 0;
  position = 0;

  constructor(file: string, text: string) {
    this.text = text;
    this.#file = file;
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    if (text.startsWith("\uFEFF")) this.position = 1;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The line and column of a position, by default of the current one. */
  range(position = this.position): Range {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return { file: this.#file, line: low + 1, column: position - (this.#lineStarts[low] ?? 0) + 1 };
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** Moves over `text` if it stands here. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.position += text.length;
    return true;
  }

  /** Moves over what a sticky pattern matches here and returns it; undefined when it does not match. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  identifier(): string | undefined {
    return this.match(IDENTIFIER);
  }

  /** Moves over blanks and comments; over line breaks too when they mean nothing here. */
  skip(lines: "lines" | "sameLine"): void {
    this.match(lines === "lines" ? BLANKS_AND_LINES : BLANKS_AND_LINE_COMMENT);
  }

  /** Moves over blanks and block comments only. */
  skipBlanks(): void {
    this.match(BLANKS);
  }

  expect(text: string, summary: string): void {
    if (!this.take(text)) throw this.error(`${summary}: expected "${text}", found ${this.#found()}`);
  }

  error(message: string, position = this.position): TerraformError {
    return new TerraformError("SYNTAX", message, this.range(position));
  }

  /** Runs `read` one level deeper; refuses to go deeper than any sensible text. */
  nested<Result>(read: () => Result): Result {
    if (this.#depth >= MAXIMUM_DEPTH) throw this.error(`Nested more than ${MAXIMUM_DEPTH} levels deep`);
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Refuses a row that is longer than any sensible one. */
  checkRow(length: number): void {
    if (length > MAXIMUM_ROW) throw this.error(`More than ${MAXIMUM_ROW} operators or steps in a row`);
  }

  #found(): string {
    return this.atEnd ? "the end of the text" : JSON.stringify(this.text.slice(this.position, this.position + 12));
  }
}
