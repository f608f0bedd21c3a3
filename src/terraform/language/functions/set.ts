import { collectionKind, listOf, setOf } from "../collection-kind.ts";
import { convert } from "../types/convert.ts";
import { distinct, distinctSorted, identity } from "../types/distinct.ts";
import { ANY, type TypeConstraint } from "../types/type-constraint.ts";
import { typeOf } from "../types/type-of.ts";
import { unifyTypes } from "../types/unify-types.ts";
import type { Value } from "../value.ts";
import { define, defineVariadic, type FunctionTable, failure } from "./define.ts";
import { listOfType, sequence } from "./parameter.ts";

type Combine = (left: readonly Value[], right: readonly Value[]) => readonly Value[];

/** Functions on sets. Lists and tuples are taken as sets, and elements converted to one type. */
export const setFunctions: FunctionTable = new Map([
  ["setintersection", combination(intersection)],
  [
    "setsubtract",
    define([listOfType("a", "set", ANY), listOfType("b", "set", ANY)], ([left, right]) =>
      combine([left, right], subtraction),
    ),
  ],
  ["setunion", combination((left, right) => [...left, ...right])],
  ["setproduct", defineVariadic([], sequence("sets"), (_, given) => product(given))],
]);

function combination(step: Combine) {
  return defineVariadic(
    [listOfType("first_set", "set", ANY)],
    listOfType("other_sets", "set", ANY),
    ([first], others) => combine([first, ...others], step),
  );
}

function combine(sets: readonly (readonly Value[])[], step: Combine): Value {
  const element = unifyTypes(sets.flatMap((set) => set.map(typeOf)));
  if (element === undefined) throw failure("all given sets must have compatible element types");
  const [first = [], ...others] = sets.map((set) => set.map((member) => convert(member, element)));
  return setOf(distinctSorted(others.reduce(step, first)));
}

function intersection(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const known = new Set(right.map(identity));
  return left.filter((member) => known.has(identity(member)));
}

function subtraction(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const known = new Set(right.map(identity));
  return left.filter((member) => !known.has(identity(member)));
}

/** A set of tuples if one of the arguments is a set, otherwise a list of them. */
function product(given: readonly (readonly Value[])[]): Value {
  if (given.length < 2) throw failure("at least two arguments are required");
  const rows = given.reduce<readonly (readonly Value[])[]>(
    (combined, set) => combined.flatMap((row) => unified(set).map((member) => [...row, member])),
    [[]],
  );
  return given.some((set) => collectionKind(set) === "set") ? setOf(distinct(rows)) : listOf(rows);
}

function unified(members: readonly Value[]): readonly Value[] {
  const type: TypeConstraint = unifyTypes(members.map(typeOf)) ?? ANY;
  return members.map((member) => convert(member, type));
}
