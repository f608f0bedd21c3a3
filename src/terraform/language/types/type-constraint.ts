import type { Value } from "../value.ts";

/** The type of a variable, as its `type` argument says it, or of a value. `any` takes whatever comes. */
export type TypeConstraint = PrimitiveType | CollectionType | TupleType | ObjectType;

export interface PrimitiveType {
  readonly kind: "string" | "number" | "bool" | "any";
}

export interface CollectionType {
  readonly kind: "list" | "set" | "map";
  readonly element: TypeConstraint;
}

export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly TypeConstraint[];
}

export interface ObjectType {
  readonly kind: "object";
  readonly attributes: ReadonlyMap<string, ObjectAttributeType>;
}

/** An attribute of an `object({…})`; an optional one may be absent, and then is its default or null. */
export interface ObjectAttributeType {
  readonly type: TypeConstraint;
  readonly optional: boolean;
  readonly default: Value | undefined;
}

export const STRING: TypeConstraint = { kind: "string" };
export const NUMBER: TypeConstraint = { kind: "number" };
export const BOOL: TypeConstraint = { kind: "bool" };
export const ANY: TypeConstraint = { kind: "any" };

/** The type as Terraform writes it in messages: `string`, `list of number`, `object`. */
export function describeType(type: TypeConstraint): string {
  switch (type.kind) {
    case "any":
      return "dynamic";
    case "list":
    case "set":
    case "map":
      return type.element.kind === "any" ? `${type.kind} of dynamic` : `${type.kind} of ${describeType(type.element)}`;
    default:
      return type.kind;
  }
}
