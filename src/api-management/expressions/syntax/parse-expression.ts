import type { ExpressionSyntax, PatternSyntax } from "./ast.ts";
import { parseLambda } from "./parse-lambda.ts";
import { parseUnary } from "./parse-operand.ts";
import { parseType } from "./parse-type.ts";
import type { TokenStream } from "./token-stream.ts";

const precedences: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "|": 3,
  "^": 4,
  "&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  ">": 7,
  "<=": 7,
  ">=": 7,
  is: 7,
  as: 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "%": 10,
};

const assignments: ReadonlySet<string> = new Set("= += -= *= /= %= &= |= ^= <<= >>=".split(" "));
const maximumOperands = 1000;

/** Parses a C# expression: assignment, lambda, conditional, down to operands. */
export function parseExpression(tokens: TokenStream): ExpressionSyntax {
  return tokens.nested(() => {
    const lambda = parseLambda(tokens);
    if (lambda !== null) return lambda;
    if (tokens.is("throw")) {
      const { at } = tokens.next();
      return { kind: "throw", at, value: parseExpression(tokens) };
    }
    const target = parseConditional(tokens);
    const { text, at, kind } = tokens.peek();
    if (kind !== "punctuation" || !assignments.has(text)) return target;
    tokens.next();
    return { kind: "assign", at, operator: text.slice(0, -1), target, value: parseExpression(tokens) };
  });
}

function parseConditional(tokens: TokenStream): ExpressionSyntax {
  const condition = parseCoalesce(tokens);
  if (!tokens.is("?")) return condition;
  const { at } = tokens.next();
  const whenTrue = parseExpression(tokens);
  tokens.expect(":");
  const whenFalse = parseExpression(tokens);
  return { kind: "conditional", at, condition, whenTrue, whenFalse };
}

function parseCoalesce(tokens: TokenStream): ExpressionSyntax {
  const left = parseBinary(tokens, 1);
  if (!tokens.is("??")) return left;
  const { at } = tokens.next();
  const right = tokens.nested(() => (tokens.is("throw") ? parseExpression(tokens) : parseCoalesce(tokens)));
  return { kind: "binary", at, operator: "??", left, right };
}

function binaryOperator(tokens: TokenStream): string {
  const { kind, text } = tokens.peek();
  if (kind !== "punctuation" && kind !== "keyword") return "";
  return text === ">" && tokens.is(">", 1) && tokens.touchesNext() ? ">>" : text;
}

function parseBinary(tokens: TokenStream, minimum: number): ExpressionSyntax {
  let left = parseUnary(tokens);
  for (let operands = 1; ; operands++) {
    const operator = binaryOperator(tokens);
    const precedence = precedences[operator];
    if (precedence === undefined || precedence < minimum) return left;
    if (operands > maximumOperands) {
      throw tokens.error("ExpressionTooDeep", `More than ${maximumOperands} operands are joined without brackets.`);
    }
    const { at } = tokens.next();
    if (operator === ">>") tokens.next();
    if (operator === "is") left = { kind: "is", at, operand: left, pattern: parsePattern(tokens) };
    else if (operator === "as") left = { kind: "as", at, operand: left, type: parseTestedType(tokens) };
    else left = { kind: "binary", at, operator, left, right: tokens.nested(() => parseBinary(tokens, precedence + 1)) };
  }
}

/** Parses what follows `is` or `case`: a type, a type with a name for the value, or a constant. */
export function parsePattern(tokens: TokenStream): PatternSyntax {
  const { at } = tokens.peek();
  const typed = tokens.attempt((): PatternSyntax | null => {
    const type = parseTestedType(tokens);
    const next = tokens.peek();
    if (next.kind === "identifier" && next.text !== "when") {
      return { kind: "type", at, type, name: tokens.next().text };
    }
    return tokens.is(".") || tokens.is("(") || tokens.is("[") ? null : { kind: "type", at, type, name: null };
  });
  return typed ?? { kind: "constant", at, value: parseBinary(tokens, 8) };
}

/** A type after `is` or `as`; in `x is int ? a : b` the `?` starts a conditional. */
function parseTestedType(tokens: TokenStream): ReturnType<typeof parseType> {
  const type = parseType(tokens);
  if (!type.nullable || type.ranks.length > 0) return type;
  const next = tokens.peek();
  const startsOperand =
    next.kind === "literal" ||
    next.kind === "interpolated" ||
    next.kind === "identifier" ||
    (next.kind === "keyword" && next.text !== "is" && next.text !== "as") ||
    (next.kind === "punctuation" && "(!-+~".includes(next.text));
  if (!startsOperand) return type;
  tokens.back();
  return { ...type, nullable: false };
}
