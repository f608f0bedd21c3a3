import type { CompileErrorCode } from "../compile-error.ts";
import type { TypeSyntax } from "../syntax/ast.ts";
import { NetType } from "./net-type.ts";
import { arrayOf, findByFullName, findBySimpleName, nullableOf, voidType } from "./registry.ts";
import type { TypeDefinition } from "./type-definition.ts";
import { isUnavailableType } from "./unavailable.ts";

/** Refuses a type; the caller knows the place in the source. */
export type RefuseType = (code: CompileErrorCode, message: string) => never;

/** Which types may be named: an expression is held to Azure's list, the library is not. */
export type NamingRule = "listed" | "all";

/** Finds the type that `syntax` names. `scope` holds type parameters by name. */
export function resolveType(
  syntax: TypeSyntax,
  scope: ReadonlyMap<string, NetType>,
  rule: NamingRule,
  refuse: RefuseType,
): NetType {
  let type = resolveNamed(syntax, scope, rule, refuse);
  if (syntax.nullable)
    type =
      type.isValueType && !type.isNullable
        ? nullableOf(type)
        : refuse("CS0246", `"${type.displayName}?" is no type: only value types take a "?".`);
  for (const rank of syntax.ranks) {
    if (rank !== 1) refuse("NotSupported", "Arrays of several dimensions are not available; use an array of arrays.");
    type = arrayOf(type);
  }
  return type;
}

function resolveNamed(
  syntax: TypeSyntax,
  scope: ReadonlyMap<string, NetType>,
  rule: NamingRule,
  refuse: RefuseType,
): NetType {
  const name = syntax.parts.map((part) => part.name).join(".");
  const written = syntax.parts.at(-1)?.arguments ?? [];
  const parameter = written.length === 0 ? scope.get(name) : undefined;
  if (parameter !== undefined) return parameter;
  if (name === "void") return voidType;
  const definition = findTypeDefinition(
    syntax.parts.map((part) => part.name),
    written.length,
  );
  if (definition === undefined && isUnavailableType(name)) return refuse("NotSupported", unavailableType(name));
  if (definition === undefined)
    return refuse("CS0246", `The type "${name}" is unknown, or policy expressions may not use it.`);
  if (rule === "listed") refuseUnlisted(definition, refuse);
  return NetType.of(
    definition,
    written.map((argument) => resolveType(argument, scope, rule, refuse)),
  );
}

/** Why a type that Azure has is refused. */
export const unavailableType = (name: string): string =>
  `The type "${name}" exists in API Management, but this engine does not have it.`;

/** Throws unless Azure's list of .NET types lets an expression name this type. */
export function refuseUnlisted(definition: TypeDefinition, refuse: RefuseType): void {
  if (!definition.listed) {
    refuse(
      "TypeNotAllowed",
      `Policy expressions may not use the type "${definition.name}": it is not on API Management's list.`,
    );
  }
}

/** The definition that a possibly qualified name means. Names without a namespace are found in every implicit import. */
export function findTypeDefinition(parts: readonly string[], arity: number): TypeDefinition | undefined {
  const name = parts.join(".");
  return parts.length === 1 ? findBySimpleName(name, arity) : findByFullName(name, arity);
}
