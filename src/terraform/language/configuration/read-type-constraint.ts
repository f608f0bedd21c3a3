import type { Expression } from "../body.ts";
import { at } from "../evaluation/context.ts";
import { evaluateConstant } from "../evaluation/evaluate-syntax.ts";
import { unmark } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert } from "../types/convert.ts";
import { ANY, type ObjectAttributeType, type TypeConstraint } from "../types/type-constraint.ts";

const PRIMITIVES = ["string", "number", "bool", "any"] as const;
const COLLECTIONS = ["list", "set", "map"] as const;

/** Reads the `type` argument of a variable: `map(object({ name = string, size = optional(number, 1) }))`. */
export function readTypeConstraint(expression: Expression | undefined): TypeConstraint {
  return expression === undefined ? ANY : readType(expression.syntax);
}

function readType(syntax: Syntax): TypeConstraint {
  if (syntax.kind === "name") return readNamedType(syntax.name, syntax);
  if (syntax.kind !== "call") throw invalid(syntax, "a type is expected, such as string or list(string)");
  const [argument, ...others] = syntax.arguments;
  if (argument === undefined || others.length > 0) throw invalid(syntax, `${syntax.name}(…) needs one argument`);
  const collection = COLLECTIONS.find((kind) => kind === syntax.name);
  if (collection !== undefined) return { kind: collection, element: readType(argument) };
  if (syntax.name === "tuple" && argument.kind === "tuple")
    return { kind: "tuple", elements: argument.elements.map(readType) };
  if (syntax.name === "object" && argument.kind === "object")
    return { kind: "object", attributes: new Map(argument.items.map(readAttribute)) };
  throw invalid(syntax, `${syntax.name}(…) is not a type with such an argument`);
}

function readNamedType(name: string, syntax: Syntax): TypeConstraint {
  const primitive = PRIMITIVES.find((kind) => kind === name);
  if (primitive !== undefined) return { kind: primitive };
  // Both are remnants of old versions, which Terraform still takes.
  if (name === "list" || name === "map") return { kind: name, element: ANY };
  throw invalid(syntax, `the keyword "${name}" is not a valid type`);
}

function readAttribute(item: { readonly key: Syntax; readonly value: Syntax }): [string, ObjectAttributeType] {
  const { key, value } = item;
  if (key.kind !== "literal" || typeof key.value !== "string")
    throw invalid(key, "the names of object attributes must be written out");
  if (value.kind !== "call" || value.name !== "optional")
    return [key.value, { type: readType(value), optional: false, default: undefined }];
  const [typeSyntax, defaultSyntax, ...others] = value.arguments;
  if (typeSyntax === undefined || others.length > 0)
    throw invalid(value, "optional(…) needs a type and may have a default");
  const type = readType(typeSyntax);
  return [key.value, { type, optional: true, default: defaultSyntax && readDefault(defaultSyntax, type) }];
}

function readDefault(syntax: Syntax, type: TypeConstraint) {
  const value = unmark(evaluateConstant(syntax, "Invalid default value for optional attribute"));
  return at(syntax.range, () => convert(value, type));
}

function invalid(syntax: Syntax, detail: string): TerraformError {
  return new TerraformError("INVALID_CONFIGURATION", `Invalid type specification: ${detail}.`, syntax.range);
}
