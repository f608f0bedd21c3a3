import { type CompileErrorCode, ExpressionCompileError } from "../compile-error.ts";
import { tokenize } from "./lexer.ts";
import type { Token } from "./token.ts";

const maximumDepth = 250;

/** The tokens of a piece of C# with a place in them, and what every parser needs: look ahead, expect, go back. */
export class TokenStream {
  readonly source: string;
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth: number;

  constructor(source: string, start: number, end: number, depth = 0) {
    this.source = source;
    this.tokens = tokenize(source, start, end);
    this.depth = depth;
  }

  /** The token `ahead` places from here; past the end, the end. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError("a token stream always ends in an end token");
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  /** Goes back over the token that was taken last. */
  back(): void {
    this.index--;
  }

  /** Whether the token is this punctuation or keyword. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (token.kind === "punctuation" || token.kind === "keyword") && token.text === text;
  }

  /** Whether the token is this word, which C# reserves only here. */
  isContextual(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "identifier" && token.text === word;
  }

  /** Whether the next two tokens touch, as those of an operator do. */
  touchesNext(): boolean {
    return this.peek().end === this.peek(1).at;
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  expect(text: string): Token {
    if (!this.is(text)) {
      const codes: Readonly<Record<string, CompileErrorCode>> = { ";": "CS1002", ")": "CS1026", "}": "CS1513" };
      throw this.unexpected(`"${text}"`, codes[text] ?? "CS1003");
    }
    return this.next();
  }

  identifier(): Token {
    const token = this.next();
    if (token.kind !== "identifier") {
      this.index--;
      throw this.unexpected("a name");
    }
    return token;
  }

  /** Runs `read`; when it gives null or does not parse, nothing is consumed. */
  attempt<Result>(read: () => Result | null): Result | null {
    const { index, depth } = this;
    try {
      const result = read();
      if (result !== null) return result;
    } catch (error) {
      if (!(error instanceof ExpressionCompileError)) throw error;
    }
    this.index = index;
    this.depth = depth;
    return null;
  }

  /** Runs `read` one nesting level deeper. @throws ExpressionCompileError `ExpressionTooDeep` beyond 250 levels */
  nested<Result>(read: () => Result): Result {
    if (this.depth >= maximumDepth) {
      throw this.error("ExpressionTooDeep", `The expression is nested more than ${maximumDepth} levels deep.`);
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  /** A stream over a part of the same source, at this nesting level: the C# in a hole of an interpolated string. */
  part(start: number, end: number): TokenStream {
    return new TokenStream(this.source, start, end, this.depth);
  }

  unexpected(wanted: string, code: CompileErrorCode = "CS1525"): ExpressionCompileError {
    const token = this.peek();
    const found = token.kind === "end" ? "the end" : `"${token.text}"`;
    return this.error(code, `Found ${found} where ${wanted} is expected.`);
  }

  error(code: CompileErrorCode, message: string, at: number = this.peek().at): ExpressionCompileError {
    return new ExpressionCompileError(code, message, this.source, at);
  }
}
