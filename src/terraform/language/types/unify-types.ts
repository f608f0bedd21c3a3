import { ANY, type ObjectType, STRING, type TupleType, type TypeConstraint } from "./type-constraint.ts";

/**
 * Finds the one type to which values of all these types convert, as the two results of a conditional and the elements
 * of a list must; undefined when there is none. `any` (null) goes with everything.
 */
export function unifyTypes(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const known = types.filter((type) => type.kind !== "any");
  const [first] = known;
  if (first === undefined) return ANY;
  const kinds = new Set(known.map((type) => type.kind));
  if (kinds.size === 1) return unifySameKind(known, first);
  if (kinds.has("string") && isSubset(kinds, ["string", "number", "bool"])) return STRING;
  if (isSubset(kinds, ["list", "tuple", "set"])) return unifyToCollection(kinds.has("list") ? "list" : "set", known);
  if (isSubset(kinds, ["map", "object"])) return unifyToCollection("map", known);
  return undefined;
}

function isSubset(kinds: ReadonlySet<string>, allowed: readonly string[]): boolean {
  return [...kinds].every((kind) => allowed.includes(kind));
}

function unifySameKind(types: readonly TypeConstraint[], first: TypeConstraint): TypeConstraint | undefined {
  switch (first.kind) {
    case "list":
    case "set":
    case "map":
      return unifyToCollection(first.kind, types);
    case "tuple":
      return unifyTuples(types.filter((type) => type.kind === "tuple")) ?? unifyToCollection("list", types);
    case "object":
      return unifyObjects(types.filter((type) => type.kind === "object")) ?? unifyToCollection("map", types);
    default:
      return first;
  }
}

function unifyToCollection(kind: "list" | "set" | "map", types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const element = unifyTypes(types.flatMap(elementTypes));
  return element === undefined ? undefined : { kind, element };
}

function elementTypes(type: TypeConstraint): readonly TypeConstraint[] {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return [type.element];
    case "tuple":
      return type.elements;
    case "object":
      return [...type.attributes.values()].map((attribute) => attribute.type);
    default:
      return [];
  }
}

function unifyTuples(types: readonly TupleType[]): TypeConstraint | undefined {
  const [first] = types;
  if (first === undefined || types.some((type) => type.elements.length !== first.elements.length)) return undefined;
  const elements: TypeConstraint[] = [];
  for (const index of first.elements.keys()) {
    const element = unifyTypes(types.map((type) => type.elements[index] ?? ANY));
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return { kind: "tuple", elements };
}

function unifyObjects(types: readonly ObjectType[]): TypeConstraint | undefined {
  const [first] = types;
  if (first === undefined || types.some((type) => !sameNames(type, first))) return undefined;
  const attributes = new Map<string, { type: TypeConstraint; optional: boolean; default: undefined }>();
  for (const name of first.attributes.keys()) {
    const type = unifyTypes(types.map((candidate) => candidate.attributes.get(name)?.type ?? ANY));
    if (type === undefined) return undefined;
    attributes.set(name, { type, optional: false, default: undefined });
  }
  return { kind: "object", attributes };
}

function sameNames(left: ObjectType, right: ObjectType): boolean {
  return (
    left.attributes.size === right.attributes.size &&
    [...left.attributes.keys()].every((name) => right.attributes.has(name))
  );
}
