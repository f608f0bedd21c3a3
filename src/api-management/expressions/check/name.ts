import type { ExpressionSyntax } from "../syntax/ast.ts";
import { known } from "../types/well-known.ts";
import type { Checker } from "./checker.ts";
import { constant, readLocal } from "./construct.ts";
import { typeOrNamespace } from "./member.ts";
import type { Operand } from "./operand.ts";

/** Checks a name alone: a local, `context`, a type, or the start of a namespace. */
export function checkName(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "name" }): Operand {
  const { name, at } = syntax;
  const local = syntax.typeArguments.length === 0 ? checker.find(name) : undefined;
  if (local !== undefined) {
    const value = local.constant === null ? readLocal(local, at) : constant(local.constant.value, local.type, at);
    return { kind: "value", at, value };
  }
  if (name === "context") return { kind: "value", at, value: { kind: "context", type: known.context, at } };
  const typeArguments = syntax.typeArguments.map((type) => checker.resolve(type));
  return typeOrNamespace(checker, name, typeArguments, at);
}
