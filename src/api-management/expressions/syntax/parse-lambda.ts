import type { LambdaSyntax } from "./ast.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseBlock } from "./parse-statement.ts";
import { parseType } from "./parse-type.ts";
import type { TokenStream } from "./token-stream.ts";

/** Parses a lambda when one starts here: `x => …`, `(x, y) => …`, `(int x) => …`; null otherwise. */
export function parseLambda(tokens: TokenStream): LambdaSyntax | null {
  const { at } = tokens.peek();
  const parameters = parseParameters(tokens);
  if (parameters === null) return null;
  const body = tokens.is("{") ? parseBlock(tokens) : parseExpression(tokens);
  return { kind: "lambda", at, parameters, body };
}

function parseParameters(tokens: TokenStream): LambdaSyntax["parameters"] | null {
  const first = tokens.peek();
  if (first.kind === "identifier" && tokens.is("=>", 1)) {
    tokens.next();
    tokens.next();
    return [{ at: first.at, name: first.text, type: null }];
  }
  if (!tokens.is("(") || !arrowFollows(tokens)) return null;
  tokens.expect("(");
  const parameters: LambdaSyntax["parameters"][number][] = [];
  while (!tokens.is(")")) {
    if (parameters.length > 0) tokens.expect(",");
    const bare = tokens.is(",", 1) || tokens.is(")", 1);
    const type = bare ? null : parseType(tokens);
    const name = tokens.identifier();
    parameters.push({ at: name.at, name: name.text, type });
  }
  tokens.expect(")");
  tokens.expect("=>");
  return parameters;
}

/** Whether `=>` stands after the bracket that closes the one here. */
function arrowFollows(tokens: TokenStream): boolean {
  let depth = 0;
  for (let ahead = 0; ; ahead++) {
    if (tokens.peek(ahead).kind === "end") return false;
    if (tokens.is("(", ahead)) depth++;
    if (tokens.is(")", ahead) && --depth === 0) return tokens.is("=>", ahead + 1);
  }
}
