import { collectionKind } from "../collection-kind.ts";
import { isList, type Value } from "../value.ts";
import { ANY, BOOL, NUMBER, STRING, type TypeConstraint } from "./type-constraint.ts";
import { unifyTypes } from "./unify-types.ts";

/** The type of a value. Null has type `any`, and so have the elements of an empty list, set or map. */
export function typeOf(value: Value): TypeConstraint {
  if (value === null) return ANY;
  if (typeof value === "string") return STRING;
  if (typeof value === "number") return NUMBER;
  if (typeof value === "boolean") return BOOL;
  const kind = collectionKind(value);
  const members: readonly Value[] = isList(value) ? value : Object.values(value);
  if (kind === "list" || kind === "set" || kind === "map")
    return { kind, element: unifyTypes(members.map(typeOf)) ?? ANY };
  if (isList(value)) return { kind: "tuple", elements: value.map(typeOf) };
  const attributes = Object.entries(value).map(
    ([name, attribute]) => [name, { type: typeOf(attribute), optional: false, default: undefined }] as const,
  );
  return { kind: "object", attributes: new Map(attributes) };
}
