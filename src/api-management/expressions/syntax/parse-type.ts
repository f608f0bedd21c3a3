import type { TypeSyntax } from "./ast.ts";
import { typeKeywords } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

/** Whether a token of this text may follow type arguments in an expression; decides between `a<b>(c)` and comparisons. */
const afterTypeArguments: ReadonlySet<string> = new Set("( ) ] } : ; , . ? == != | ^ && || & [".split(" "));

/** Parses a type: `string`, `System.Text.Encoding`, `List<int>`, `int?`, `byte[]`. */
export function parseType(tokens: TokenStream): TypeSyntax {
  const { at, parts } = parseTypeName(tokens);
  const nullable = tokens.accept("?");
  const ranks: number[] = [];
  while (tokens.is("[") && (tokens.is("]", 1) || tokens.is(",", 1))) {
    tokens.next();
    let rank = 1;
    while (tokens.accept(",")) rank++;
    tokens.expect("]");
    ranks.push(rank);
  }
  return { at, parts, nullable, ranks };
}

/** Parses a type without `?` and `[]`, as it stands after `new`. */
export function parseTypeName(tokens: TokenStream): TypeSyntax {
  const first = tokens.peek();
  if (first.kind === "keyword" && typeKeywords.has(first.text)) {
    tokens.next();
    return { at: first.at, parts: [{ name: first.text, arguments: [] }], nullable: false, ranks: [] };
  }
  if (tokens.isContextual("global") && tokens.is("::", 1)) {
    tokens.next();
    tokens.next();
  }
  const parts: { name: string; arguments: readonly TypeSyntax[] }[] = [];
  do {
    const name = tokens.identifier().text;
    parts.push({ name, arguments: tokens.is("<") ? parseTypeArguments(tokens) : [] });
  } while (tokens.accept("."));
  return { at: first.at, parts, nullable: false, ranks: [] };
}

function parseTypeArguments(tokens: TokenStream): readonly TypeSyntax[] {
  return tokens.nested(() => {
    tokens.expect("<");
    const types = [parseType(tokens)];
    while (tokens.accept(",")) types.push(parseType(tokens));
    tokens.expect(">");
    return types;
  });
}

/** Parses the `<…>` after a name in an expression; gives none when `<` compares. */
export function parseExpressionTypeArguments(tokens: TokenStream): readonly TypeSyntax[] {
  if (!tokens.is("<")) return [];
  const types = tokens.attempt(() => {
    const read = parseTypeArguments(tokens);
    const next = tokens.peek();
    return next.kind === "end" || afterTypeArguments.has(next.text) ? read : null;
  });
  return types ?? [];
}
