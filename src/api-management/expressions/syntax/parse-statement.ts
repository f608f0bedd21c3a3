import type {
  BlockSyntax,
  CatchSyntax,
  DeclarationSyntax,
  ExpressionSyntax,
  StatementSyntax,
  SwitchSection,
} from "./ast.ts";
import { parseExpression, parsePattern } from "./parse-expression.ts";
import { parseArrayValues } from "./parse-new.ts";
import { parseType } from "./parse-type.ts";
import type { TokenStream } from "./token-stream.ts";

const unavailable: ReadonlySet<string> = new Set(["lock", "unsafe", "fixed", "checked"]);

/** Parses `{ statements }`. */
export function parseBlock(tokens: TokenStream): BlockSyntax {
  return tokens.nested(() => {
    const { at } = tokens.expect("{");
    const statements: StatementSyntax[] = [];
    while (!tokens.is("}")) {
      if (tokens.peek().kind === "end") throw tokens.unexpected('"}"', "CS1513");
      statements.push(parseStatement(tokens));
    }
    const { at: end } = tokens.expect("}");
    return { kind: "block", at, end, statements };
  });
}

/** Parses one statement. */
function parseStatement(tokens: TokenStream): StatementSyntax {
  return tokens.nested(() => {
    const { at, text, kind } = tokens.peek();
    if (tokens.is("{")) return parseBlock(tokens);
    if (tokens.accept(";")) return { kind: "empty", at };
    if (kind === "keyword") {
      const statement = parseKeywordStatement(tokens, at, text);
      if (statement !== null) return statement;
    }
    const declaration = parseDeclaration(tokens) ?? parseLocalFunction(tokens);
    if (declaration?.kind === "declaration") tokens.expect(";");
    if (declaration !== null) return declaration;
    const value = parseExpression(tokens);
    tokens.expect(";");
    return { kind: "expression", at, value };
  });
}

function parseKeywordStatement(tokens: TokenStream, at: number, keyword: string): StatementSyntax | null {
  if (unavailable.has(keyword) && !tokens.is("(", 1)) {
    throw tokens.error("NotSupported", `"${keyword}" is not available in policy expressions.`);
  }
  switch (keyword) {
    case "unchecked":
      if (!tokens.is("{", 1)) return null;
      tokens.next();
      return { kind: "unchecked", at, body: parseBlock(tokens) };
    case "if":
      return parseIf(tokens, at);
    case "while": {
      tokens.next();
      const condition = parseBracketed(tokens);
      return { kind: "while", at, condition, body: parseStatement(tokens) };
    }
    case "do": {
      tokens.next();
      const body = parseStatement(tokens);
      tokens.expect("while");
      const condition = parseBracketed(tokens);
      tokens.expect(";");
      return { kind: "do", at, condition, body };
    }
    case "for":
      return parseFor(tokens, at);
    case "foreach":
      return parseForeach(tokens, at);
    case "switch":
      return parseSwitch(tokens, at);
    case "return":
    case "throw": {
      tokens.next();
      const value = tokens.is(";") ? null : parseExpression(tokens);
      tokens.expect(";");
      return { kind: keyword, at, value };
    }
    case "break":
    case "continue":
      tokens.next();
      tokens.expect(";");
      return { kind: keyword, at };
    case "try":
      return parseTry(tokens, at);
    case "using":
      return parseUsing(tokens, at);
    case "goto":
      throw tokens.error("CS0159", '"goto" is not available in policy expressions: no label can be declared.');
    case "lock":
      throw tokens.error("NotSupported", '"lock" is not available in policy expressions.');
    default:
      return null;
  }
}

function parseBracketed(tokens: TokenStream): ExpressionSyntax {
  tokens.expect("(");
  const value = parseExpression(tokens);
  tokens.expect(")");
  return value;
}

function parseIf(tokens: TokenStream, at: number): StatementSyntax {
  tokens.next();
  const condition = parseBracketed(tokens);
  const whenTrue = parseStatement(tokens);
  return { kind: "if", at, condition, whenTrue, whenFalse: tokens.accept("else") ? parseStatement(tokens) : null };
}

/** Parses `T a = 1, b` when a declaration starts here, without its `;`. */
function parseDeclaration(tokens: TokenStream): DeclarationSyntax | null {
  const { at } = tokens.peek();
  const constant = tokens.accept("const");
  const type = tokens.attempt(() => {
    const read = parseType(tokens);
    const names = tokens.peek().kind === "identifier";
    return names && (tokens.is("=", 1) || tokens.is(";", 1) || tokens.is(",", 1)) ? read : null;
  });
  if (type === null) {
    if (constant) throw tokens.unexpected("the type and name of a constant");
    return null;
  }
  const variables: DeclarationSyntax["variables"][number][] = [];
  do {
    const name = tokens.identifier();
    variables.push({ at: name.at, name: name.text, value: tokens.accept("=") ? parseInitialValue(tokens) : null });
  } while (tokens.accept(","));
  return { kind: "declaration", at, constant, type, variables };
}

function parseInitialValue(tokens: TokenStream): ExpressionSyntax {
  if (!tokens.is("{")) return parseExpression(tokens);
  return { kind: "arrayInitializer", at: tokens.peek().at, values: parseArrayValues(tokens) };
}

function parseLocalFunction(tokens: TokenStream): StatementSyntax | null {
  const { at } = tokens.peek();
  const head = tokens.attempt(() => {
    const returns = parseType(tokens);
    const name = tokens.identifier().text;
    tokens.expect("(");
    const parameters: { at: number; name: string; type: typeof returns }[] = [];
    while (!tokens.is(")")) {
      if (parameters.length > 0) tokens.expect(",");
      const type = parseType(tokens);
      const parameter = tokens.identifier();
      parameters.push({ at: parameter.at, name: parameter.text, type });
    }
    tokens.expect(")");
    return tokens.is("{") || tokens.is("=>") ? { returns, name, parameters } : null;
  });
  if (head === null) return null;
  if (tokens.is("{")) return { kind: "function", at, ...head, body: parseBlock(tokens) };
  tokens.expect("=>");
  const body = parseExpression(tokens);
  tokens.expect(";");
  return { kind: "function", at, ...head, body };
}

function parseFor(tokens: TokenStream, at: number): StatementSyntax {
  tokens.next();
  tokens.expect("(");
  const declaration = tokens.is(";") ? null : parseDeclaration(tokens);
  const start: StatementSyntax[] = declaration === null ? [] : [declaration];
  if (declaration === null && !tokens.is(";")) {
    start.push(...parseList(tokens, ";").map((value) => ({ kind: "expression" as const, at: value.at, value })));
  }
  tokens.expect(";");
  const condition = tokens.is(";") ? null : parseExpression(tokens);
  tokens.expect(";");
  const step = parseList(tokens, ")");
  tokens.expect(")");
  return { kind: "for", at, start, condition, step, body: parseStatement(tokens) };
}

function parseList(tokens: TokenStream, close: string): ExpressionSyntax[] {
  const list: ExpressionSyntax[] = [];
  while (!tokens.is(close)) {
    if (list.length > 0) tokens.expect(",");
    list.push(parseExpression(tokens));
  }
  return list;
}

function parseForeach(tokens: TokenStream, at: number): StatementSyntax {
  tokens.next();
  tokens.expect("(");
  const type = parseType(tokens);
  const name = tokens.identifier();
  tokens.expect("in");
  const sequence = parseExpression(tokens);
  tokens.expect(")");
  return { kind: "foreach", at, type, name: name.text, nameAt: name.at, sequence, body: parseStatement(tokens) };
}

function parseSwitch(tokens: TokenStream, at: number): StatementSyntax {
  tokens.next();
  const value = parseBracketed(tokens);
  tokens.expect("{");
  const sections: SwitchSection[] = [];
  while (!tokens.is("}")) sections.push(parseSection(tokens));
  tokens.expect("}");
  return { kind: "switch", at, value, sections };
}

function parseSection(tokens: TokenStream): SwitchSection {
  const { at } = tokens.peek();
  const labels: SwitchSection["labels"][number][] = [];
  while (tokens.is("case") || (tokens.is("default") && tokens.is(":", 1))) {
    const isDefault = tokens.next().text === "default";
    const pattern = isDefault ? null : parsePattern(tokens);
    let when: ExpressionSyntax | null = null;
    if (tokens.isContextual("when")) {
      tokens.next();
      when = parseExpression(tokens);
    }
    tokens.expect(":");
    labels.push({ pattern, when });
  }
  if (labels.length === 0) throw tokens.unexpected('"case" or "default"');
  const statements: StatementSyntax[] = [];
  while (!tokens.is("}") && !tokens.is("case") && !(tokens.is("default") && tokens.is(":", 1))) {
    statements.push(parseStatement(tokens));
  }
  return { at, labels, statements };
}

function parseTry(tokens: TokenStream, at: number): StatementSyntax {
  tokens.next();
  const body = parseBlock(tokens);
  const catches: CatchSyntax[] = [];
  while (tokens.is("catch")) catches.push(parseCatch(tokens));
  const cleanup = tokens.accept("finally") ? parseBlock(tokens) : null;
  if (catches.length === 0 && cleanup === null) throw tokens.unexpected('"catch" or "finally"');
  return { kind: "try", at, body, catches, cleanup };
}

function parseCatch(tokens: TokenStream): CatchSyntax {
  const { at } = tokens.next();
  let type: CatchSyntax["type"] = null;
  let name: string | null = null;
  if (tokens.accept("(")) {
    type = parseType(tokens);
    if (!tokens.is(")")) name = tokens.identifier().text;
    tokens.expect(")");
  }
  let when: ExpressionSyntax | null = null;
  if (tokens.isContextual("when")) {
    tokens.next();
    when = parseBracketed(tokens);
  }
  return { at, type, name, when, body: parseBlock(tokens) };
}

function parseUsing(tokens: TokenStream, at: number): StatementSyntax {
  tokens.next();
  if (!tokens.is("("))
    throw tokens.error("NotSupported", '"using" needs brackets and a body: using (var x = …) { … }.');
  tokens.expect("(");
  const resource = parseDeclaration(tokens) ?? parseExpression(tokens);
  tokens.expect(")");
  return { kind: "using", at, resource, body: parseStatement(tokens) };
}
