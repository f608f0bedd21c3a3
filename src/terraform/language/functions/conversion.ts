import { sensitive, unmark } from "../sensitivity.ts";
import { convertMarked } from "../types/convert.ts";
import { ANY, BOOL, NUMBER, STRING, type TypeConstraint } from "../types/type-constraint.ts";
import { Sensitive } from "../value.ts";
import { define, type FunctionTable, type LanguageFunction } from "./define.ts";
import { marked } from "./parameter.ts";

/** Functions that convert between types, and those about sensitivity. `try` and `can` are part of the evaluation. */
export const conversionFunctions: FunctionTable = new Map([
  ["tobool", conversion(BOOL)],
  ["tolist", conversion({ kind: "list", element: ANY })],
  ["tomap", conversion({ kind: "map", element: ANY })],
  ["tonumber", conversion(NUMBER)],
  ["toset", conversion({ kind: "set", element: ANY })],
  ["tostring", conversion(STRING)],
  // Both answer in the open whatever they are given, so the marks of the argument must not go on to the result.
  ["issensitive", (name, given, context) => unmark(sensitivityOf(name, given, context))],
  ["nonsensitive", (name, given, context) => unmark(identityFunction(name, given, context))],
  ["sensitive", define([marked("value")], ([value]) => sensitive(value), "keep")],
]);

const sensitivityOf = define([marked("value")], ([value]) => value instanceof Sensitive);
const identityFunction = define([marked("value")], ([value]) => unmark(value));

function conversion(type: TypeConstraint): LanguageFunction {
  return define([marked("v")], ([value]) => convertMarked(value, type), "keep");
}
