import type { ExpressionSyntax, Initializer, InitializerEntry, TypeSyntax } from "./ast.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseArguments } from "./parse-operand.ts";
import { parseTypeName } from "./parse-type.ts";
import type { TokenStream } from "./token-stream.ts";

/** Parses `new …`: an object, an array, or an anonymous object. */
export function parseNew(tokens: TokenStream): ExpressionSyntax {
  const { at } = tokens.expect("new");
  if (tokens.is("{")) return { kind: "newAnonymous", at, members: parseAnonymousMembers(tokens) };
  if (tokens.is("[")) {
    tokens.next();
    if (tokens.is(",")) throw multidimensional(tokens);
    tokens.expect("]");
    return { kind: "newArray", at, element: null, length: null, values: parseArrayValues(tokens) };
  }
  let type = parseTypeName(tokens);
  if (tokens.is("?") && (tokens.is("(", 1) || tokens.is("[", 1))) {
    tokens.next();
    type = { ...type, nullable: true };
  }
  if (tokens.is("[")) return parseNewArray(tokens, at, type);
  if (!tokens.is("(") && !tokens.is("{")) throw tokens.unexpected('"(", "[" or "{"');
  const list = tokens.is("(") ? parseArguments(tokens, "(", ")") : [];
  return { kind: "new", at, type, arguments: list, initializer: tokens.is("{") ? parseInitializer(tokens) : null };
}

function multidimensional(tokens: TokenStream): Error {
  return tokens.error("NotSupported", "Arrays of several dimensions are not available; use an array of arrays.");
}

function parseNewArray(tokens: TokenStream, at: number, element: TypeSyntax): ExpressionSyntax {
  tokens.expect("[");
  const length = tokens.is("]") || tokens.is(",") ? null : parseExpression(tokens);
  if (tokens.is(",")) throw multidimensional(tokens);
  tokens.expect("]");
  const ranks: number[] = [];
  while (tokens.is("[") && tokens.is("]", 1)) {
    tokens.next();
    tokens.next();
    ranks.push(1);
  }
  const values = tokens.is("{") ? parseArrayValues(tokens) : null;
  if (length === null && values === null) throw tokens.unexpected('"{"');
  return { kind: "newArray", at, element: { ...element, ranks }, length, values };
}

/** Parses `{ a, b, }` as the values of an array. */
export function parseArrayValues(tokens: TokenStream): readonly ExpressionSyntax[] {
  tokens.expect("{");
  const values: ExpressionSyntax[] = [];
  while (!tokens.is("}")) {
    const { at } = tokens.peek();
    values.push(
      tokens.is("{")
        ? tokens.nested(() => ({ kind: "arrayInitializer", at, values: parseArrayValues(tokens) }))
        : parseExpression(tokens),
    );
    if (!tokens.accept(",")) break;
  }
  tokens.expect("}");
  return values;
}

function parseAnonymousMembers(tokens: TokenStream): (ExpressionSyntax & { readonly kind: "newAnonymous" })["members"] {
  tokens.expect("{");
  const members: { at: number; name: string; value: ExpressionSyntax }[] = [];
  while (!tokens.is("}")) {
    const { at } = tokens.peek();
    if (tokens.peek().kind === "identifier" && tokens.is("=", 1)) {
      const name = tokens.next().text;
      tokens.next();
      members.push({ at, name, value: parseExpression(tokens) });
    } else {
      const value = parseExpression(tokens);
      if (value.kind !== "member" && value.kind !== "name") {
        throw tokens.error("CS0746", "A member of an anonymous object needs a name: write `name = value`.", at);
      }
      members.push({ at, name: value.name, value });
    }
    if (!tokens.accept(",")) break;
  }
  tokens.expect("}");
  return members;
}

function parseInitializer(tokens: TokenStream): Initializer {
  return tokens.nested(() => {
    const { at } = tokens.expect("{");
    const entries: InitializerEntry[] = [];
    while (!tokens.is("}")) {
      entries.push(parseEntry(tokens));
      if (!tokens.accept(",")) break;
    }
    tokens.expect("}");
    return { kind: "initializer", at, entries };
  });
}

function parseEntry(tokens: TokenStream): InitializerEntry {
  const { at } = tokens.peek();
  const value = (): ExpressionSyntax | Initializer =>
    tokens.is("{") ? parseInitializer(tokens) : parseExpression(tokens);
  if (tokens.peek().kind === "identifier" && tokens.is("=", 1)) {
    const name = tokens.next().text;
    tokens.next();
    return { kind: "member", at, name, value: value() };
  }
  if (tokens.is("[")) {
    const index = parseArguments(tokens, "[", "]").map((argument) => argument.value);
    tokens.expect("=");
    return { kind: "index", at, index, value: value() };
  }
  return { kind: "values", at, values: tokens.is("{") ? parseArrayValues(tokens) : [parseExpression(tokens)] };
}
