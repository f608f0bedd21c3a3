import { parseType } from "../syntax/parse-type.ts";
import { TokenStream } from "../syntax/token-stream.ts";
import { NetType } from "./net-type.ts";
import { defineUnnamed } from "./registry.ts";
import { resolveType } from "./resolve-type.ts";
import type { Member, MemberBody, MemberKind, Parameter, TypeDefinition } from "./type-definition.ts";

interface Head {
  readonly kind: MemberKind;
  readonly name: string;
  readonly scope: "static" | "instance";
  readonly returns: NetType;
}

/** Reads one signature of a type's table. See {@link TypeTable} for how they are written. */
export function readSignature(definition: TypeDefinition, signature: string, body: MemberBody): Member {
  const tokens = new TokenStream(signature, 0, signature.length);
  const scope = new Map(definition.parameters.map((parameter) => [parameter.definition.name, parameter]));
  const typeParameters = readTypeParameters(signature);
  for (const parameter of typeParameters) scope.set(parameter.definition.name, parameter);
  const readType = (): NetType =>
    resolveType(parseType(tokens), scope, "all", (_, message) => {
      throw new RangeError(`${definition.name}: ${signature}: ${message}`);
    });
  const head = readHead(tokens, definition, readType);
  if (tokens.accept("<")) while (!tokens.accept(">")) tokens.next();
  const close = tokens.is("[") ? "]" : ")";
  const parameters = tokens.is("(") || tokens.is("[") ? readParameters(tokens, close, readType) : [];
  const bodies = typeof body === "function" ? { get: body } : body;
  return {
    ...head,
    declaring: definition,
    scope: parameters[0]?.modifier === "this" ? "extension" : head.scope,
    typeParameters,
    parameters,
    run: "withContext" in bodies ? bodies.withContext : bodies.get,
    set: "set" in bodies ? bodies.set : null,
    readsContext: "withContext" in bodies,
  };
}

/** The type parameters of a generic method: the names in the `<…>` right before its parameters. */
function readTypeParameters(signature: string): readonly NetType[] {
  const names = /\w<(\w+(?:, ?\w+)*)>\(/.exec(signature)?.[1];
  return names === undefined ? [] : names.split(/, ?/).map((name) => NetType.of(defineUnnamed(name, "parameter")));
}

function readHead(tokens: TokenStream, definition: TypeDefinition, readType: () => NetType): Head {
  const self = NetType.of(definition, definition.parameters);
  if (tokens.accept("new")) return { kind: "constructor", name: ".ctor", scope: "static", returns: self };
  if (tokens.is("implicit") || tokens.is("explicit")) {
    const kind = tokens.next().text === "implicit" ? "implicit" : "explicit";
    return { kind, name: kind, scope: "static", returns: readType() };
  }
  const scope = tokens.accept("static") ? "static" : "instance";
  const returns = readType();
  if (tokens.accept("operator")) {
    return { kind: "operator", name: tokens.next().text, scope: "static", returns };
  }
  if (tokens.accept("this")) return { kind: "indexer", name: "this[]", scope, returns };
  const { text: name } = tokens.next();
  return { kind: tokens.is("(") || tokens.is("<") ? "method" : "property", name, scope, returns };
}

function readParameters(tokens: TokenStream, close: string, readType: () => NetType): readonly Parameter[] {
  tokens.next();
  const parameters: Parameter[] = [];
  while (!tokens.is(close)) {
    if (parameters.length > 0) tokens.expect(",");
    const modifier = tokens.accept("this")
      ? "this"
      : tokens.accept("out")
        ? "out"
        : tokens.accept("params")
          ? "params"
          : "none";
    const type = readType();
    const name = tokens.next().text;
    parameters.push({ name, type, modifier, optional: tokens.accept("=") ? { value: readDefault(tokens) } : null });
  }
  tokens.expect(close);
  return parameters;
}

function readDefault(tokens: TokenStream): unknown {
  const token = tokens.next();
  if (token.kind === "literal") return token.value;
  return token.text === "null" ? null : token.text === "true";
}
