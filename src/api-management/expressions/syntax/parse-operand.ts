import type { ArgumentSyntax, ExpressionSyntax, InterpolatedPart } from "./ast.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseNew } from "./parse-new.ts";
import { parseExpressionTypeArguments, parseType } from "./parse-type.ts";
import { decodeInterpolatedText } from "./text-literals.ts";
import { type Token, typeKeywords } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

const prefixOperators: ReadonlySet<string> = new Set(["+", "-", "!", "~"]);
const maximumChain = 400;
const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

/** Parses an operand with what binds closest: prefix operators, casts, member accesses, calls and indexes. */
export function parseUnary(tokens: TokenStream): ExpressionSyntax {
  return tokens.nested(() => {
    const { at, text, kind } = tokens.peek();
    if (kind === "punctuation") {
      if (prefixOperators.has(text)) {
        tokens.next();
        return { kind: "unary", at, operator: text, operand: parseUnary(tokens) };
      }
      if (text === "++" || text === "--") {
        tokens.next();
        return { kind: "increment", at, operator: text, prefix: true, operand: parseUnary(tokens) };
      }
      const type = text === "(" ? tokens.attempt(() => parseCastType(tokens)) : null;
      if (type !== null) return { kind: "cast", at, type, operand: parseUnary(tokens) };
    }
    if (tokens.isContextual("await") && tokens.peek(1).kind === "identifier") {
      throw tokens.error("NotSupported", '"await" is not available in policy expressions.');
    }
    return parseSuffixes(tokens, parsePrimary(tokens));
  });
}

/** Reads `(T)` when it is a cast: for a name, only when something that starts an operand follows. */
function parseCastType(tokens: TokenStream): ReturnType<typeof parseType> | null {
  tokens.expect("(");
  const predefined = tokens.peek().kind === "keyword";
  const type = parseType(tokens);
  tokens.expect(")");
  const next = tokens.peek();
  const certain = predefined || type.nullable || type.ranks.length > 0;
  if (next.kind === "punctuation") {
    return next.text === "(" || next.text === "!" || next.text === "~" || (certain && /^[-+]/.test(next.text))
      ? type
      : null;
  }
  return next.kind === "end" || next.text === "is" || next.text === "as" ? null : type;
}

function parsePrimary(tokens: TokenStream): ExpressionSyntax {
  const token = tokens.peek();
  const { at } = token;
  if (token.kind === "literal") {
    tokens.next();
    return { kind: "literal", at, value: token.value };
  }
  if (token.kind === "interpolated") {
    tokens.next();
    return { kind: "interpolated", at, parts: parseParts(tokens, token) };
  }
  if (token.kind === "identifier") return parseName(tokens, token);
  if (token.kind === "keyword") return parseKeyword(tokens, token);
  if (tokens.accept("(")) {
    const inner = parseExpression(tokens);
    if (tokens.is(",")) throw tokens.error("NotSupported", "Tuples are not available in policy expressions.");
    tokens.expect(")");
    return inner;
  }
  throw tokens.unexpected("an expression");
}

function parseName(tokens: TokenStream, token: Token): ExpressionSyntax {
  const { at, text: name } = token;
  if (name === "nameof" && tokens.is("(", 1)) return parseNameof(tokens);
  if (name === "from" && tokens.peek(1).kind === "identifier" && tokens.is("in", 2)) {
    throw tokens.error("NotSupported", "Query expressions are not available; call Where, Select and OrderBy instead.");
  }
  tokens.next();
  if (tokens.is("::")) {
    tokens.next();
    return parseName(tokens, tokens.peek());
  }
  return { kind: "name", at, name, typeArguments: parseExpressionTypeArguments(tokens) };
}

function parseNameof(tokens: TokenStream): ExpressionSyntax {
  const { at } = tokens.next();
  tokens.expect("(");
  let name = tokens.identifier().text;
  while (tokens.accept(".")) name = tokens.identifier().text;
  tokens.expect(")");
  return { kind: "nameof", at, name };
}

function parseKeyword(tokens: TokenStream, token: Token): ExpressionSyntax {
  const { at, text } = token;
  if (text in constants) {
    tokens.next();
    return { kind: "literal", at, value: constants[text] };
  }
  if (typeKeywords.has(text) && text !== "void") {
    tokens.next();
    const parts = [{ name: text, arguments: [] }];
    return { kind: "type", at, type: { at, parts, nullable: false, ranks: [] } };
  }
  switch (text) {
    case "new":
      return parseNew(tokens);
    case "typeof":
    case "default": {
      tokens.next();
      if (text === "default" && !tokens.is("(")) return { kind: "default", at, type: null };
      tokens.expect("(");
      const type = parseType(tokens);
      tokens.expect(")");
      return { kind: text, at, type };
    }
    case "checked":
    case "unchecked": {
      tokens.next();
      tokens.expect("(");
      const operand = parseExpression(tokens);
      tokens.expect(")");
      return { kind: "checked", at, overflow: text, operand };
    }
    case "this":
    case "base":
      throw tokens.error("CS0026", `"${text}" has no meaning in a policy expression, which is no method of an object.`);
    case "delegate":
    case "sizeof":
    case "stackalloc":
      throw tokens.error("NotSupported", `"${text}" is not available in policy expressions.`);
    default:
      throw tokens.unexpected("an expression");
  }
}

function parseParts(
  tokens: TokenStream,
  token: Token & { readonly kind: "interpolated" },
): readonly InterpolatedPart[] {
  const { source } = tokens;
  return token.literal.parts.map((part): InterpolatedPart => {
    if (part.kind === "text") {
      return { kind: "text", text: decodeInterpolatedText(source, part.start, part.end, token.literal.verbatim) };
    }
    const inner = tokens.part(part.start, part.end);
    const value = parseExpression(inner);
    const alignment = inner.accept(",") ? parseExpression(inner) : null;
    if (inner.peek().kind !== "end") throw inner.unexpected('"}"');
    return { kind: "hole", value, alignment, format: part.format };
  });
}

function parseSuffixes(tokens: TokenStream, primary: ExpressionSyntax): ExpressionSyntax {
  let target = primary;
  for (let length = 0; ; length++) {
    if (length > maximumChain) {
      throw tokens.error("ExpressionTooDeep", `More than ${maximumChain} members, calls and indexes follow one value.`);
    }
    const { at } = tokens.peek();
    if (tokens.is("?") && tokens.touchesNext() && (tokens.is(".", 1) || tokens.is("[", 1))) {
      const access = tokens.attempt(() => {
        tokens.next();
        const parsed = tokens.nested(() => parseSuffixes(tokens, { kind: "conditionalReceiver", at }));
        return tokens.is(":") && tokens.peek(-1).text === "]" ? null : parsed;
      });
      return access === null ? target : { kind: "conditionalAccess", at, target, access };
    }
    const next = parseSuffix(tokens, target);
    if (next === null) return target;
    target = next;
  }
}

function parseSuffix(tokens: TokenStream, target: ExpressionSyntax): ExpressionSyntax | null {
  const { at, text } = tokens.peek();
  if (tokens.accept(".")) {
    const name = tokens.identifier();
    const typeArguments = parseExpressionTypeArguments(tokens);
    return { kind: "member", at: name.at, target, name: name.text, typeArguments };
  }
  if (tokens.is("(")) return { kind: "call", at: target.at, target, arguments: parseArguments(tokens, "(", ")") };
  if (tokens.is("[")) return { kind: "index", at, target, arguments: parseArguments(tokens, "[", "]") };
  if (tokens.is("++") || tokens.is("--")) {
    tokens.next();
    return { kind: "increment", at, operator: text === "++" ? "++" : "--", prefix: false, operand: target };
  }
  return null;
}

/** Parses the arguments of a call or an index, brackets included. */
export function parseArguments(tokens: TokenStream, open: string, close: string): readonly ArgumentSyntax[] {
  tokens.expect(open);
  const list: ArgumentSyntax[] = [];
  while (!tokens.is(close)) {
    if (list.length > 0) tokens.expect(",");
    list.push(parseArgument(tokens));
  }
  tokens.expect(close);
  return list;
}

function parseArgument(tokens: TokenStream): ArgumentSyntax {
  const { at } = tokens.peek();
  let name: string | null = null;
  if (tokens.peek().kind === "identifier" && tokens.is(":", 1)) {
    name = tokens.next().text;
    tokens.next();
  }
  const modifier = tokens.accept("out") ? "out" : tokens.accept("ref") ? "ref" : "none";
  if (modifier !== "out") return { at, name, modifier, declared: null, value: parseExpression(tokens) };
  const declared = tokens.attempt(() => {
    const type = parseType(tokens);
    return tokens.peek().kind === "identifier" ? type : null;
  });
  if (declared === null) return { at, name, modifier, declared, value: parseExpression(tokens) };
  const variable = tokens.identifier();
  return {
    at,
    name,
    modifier,
    declared,
    value: { kind: "name", at: variable.at, name: variable.text, typeArguments: [] },
  };
}
