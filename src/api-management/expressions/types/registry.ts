import { NetType } from "./net-type.ts";
import type { TypeDefinition, TypeKind, TypeTable } from "./type-definition.ts";

const byName = new Map<string, TypeDefinition>();
const bySimpleName = new Map<string, TypeDefinition[]>();
const namespaces = new Set<string>();

function define(
  name: string,
  kind: TypeKind,
  parameters: readonly string[] = [],
  table: TypeTable | null = null,
): TypeDefinition {
  return {
    name,
    simpleName: name.slice(name.lastIndexOf(".") + 1),
    keyword: table?.keyword ?? null,
    kind,
    listed: table?.listed !== "unlisted",
    parameters: parameters.map((parameter) => NetType.of(define(parameter, "parameter"))),
    table,
    instances: new Map(),
  };
}

const arityName = (name: string, arity: number): string => (arity === 0 ? name : `${name}\`${arity}`);

/** Makes the types of a library's tables known. */
export function registerTypes(tables: readonly TypeTable[]): void {
  for (const table of tables) {
    const definition = define(table.name, table.kind, table.parameters, table);
    const arity = definition.parameters.length;
    byName.set(arityName(table.name, arity), definition);
    for (const simple of [definition.simpleName, ...(table.keyword === undefined ? [] : [table.keyword])]) {
      const key = arityName(simple, arity);
      bySimpleName.set(key, [...(bySimpleName.get(key) ?? []), definition]);
    }
    for (let dot = table.name.lastIndexOf("."); dot > 0; dot = table.name.lastIndexOf(".", dot - 1)) {
      namespaces.add(table.name.slice(0, dot));
    }
  }
}

/** The definition with this full name, e.g. `System.Collections.Generic.List` and 1 type parameter. */
export const findByFullName = (name: string, arity = 0): TypeDefinition | undefined =>
  byName.get(arityName(name, arity));

/** The definition with this keyword or name without a namespace. */
export const findBySimpleName = (name: string, arity = 0): TypeDefinition | undefined =>
  bySimpleName.get(arityName(name, arity))?.[0];

/** Whether a type of the library is in this namespace, or below it. */
export const isNamespace = (name: string): boolean => namespaces.has(name);

/** Every definition that has a type name, whatever the number of its type parameters. */
export const allDefinitions = (): Iterable<TypeDefinition> => byName.values();

/** Makes a definition that no expression can name: a type parameter, an anonymous type. */
export const defineUnnamed = (name: string, kind: TypeKind, table: TypeTable | null = null): TypeDefinition =>
  define(name, kind, table?.parameters, table);

/** A type of the library by its full name. @throws RangeError when the library has no such type */
export function typeNamed(name: string, ...typeArguments: readonly NetType[]): NetType {
  const definition = byName.get(arityName(name, typeArguments.length));
  if (definition === undefined) throw new RangeError(`the library declares no type ${name}`);
  return NetType.of(definition, typeArguments);
}

/** The type of `null`. */
export const nullType = NetType.of(define("<null>", "null"));
/** The type of a call that gives nothing. */
export const voidType = NetType.of(
  define("System.Void", "void", [], { name: "System.Void", kind: "struct", keyword: "void" }),
);

/** `T[]`. */
export const arrayOf = (element: NetType): NetType => typeNamed("System.Array", element);
/** `T?` of a value type. */
export const nullableOf = (type: NetType): NetType => typeNamed("System.Nullable", type);
