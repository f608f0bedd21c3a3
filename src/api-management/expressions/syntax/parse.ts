import { ExpressionCompileError } from "../compile-error.ts";
import type { BlockSyntax, ExpressionSyntax } from "./ast.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseBlock } from "./parse-statement.ts";
import { TokenStream } from "./token-stream.ts";

/** Parses a policy expression, `@(expression)` or `@{ statements }`. White space around it is allowed. */
export function parse(source: string): ExpressionSyntax | BlockSyntax {
  const start = source.search(/\S/);
  const opener = source.slice(start, start + 2);
  if (start < 0 || (opener !== "@(" && opener !== "@{")) {
    throw new ExpressionCompileError("ExpressionStart", 'An expression starts with "@(" or "@{".', source, 0);
  }
  const tokens = new TokenStream(source, start + 1, source.length);
  if (opener === "@{") {
    const block = parseBlock(tokens);
    expectEnd(tokens);
    return block;
  }
  tokens.expect("(");
  const expression = parseExpression(tokens);
  tokens.expect(")");
  expectEnd(tokens);
  return expression;
}

function expectEnd(tokens: TokenStream): void {
  if (tokens.peek().kind !== "end") throw tokens.unexpected("the end of the expression", "CS1073");
}
