import type { ArgumentSyntax } from "../syntax/ast.ts";
import type { NetType } from "../types/net-type.ts";
import { voidType } from "../types/registry.ts";
import { checkStoreTarget } from "./assign.ts";
import type { BoundExpression, StoreTarget } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { checkExpression } from "./expression.ts";
import type { Operand } from "./operand.ts";

/** An argument of a call whose expression is checked, but not yet converted to its parameter. */
export type Argument =
  | { readonly kind: "in"; readonly at: number; readonly name: string | null; readonly operand: Operand }
  | { readonly kind: "out"; readonly at: number; readonly name: string | null; readonly target: OutTarget };

/** Where an `out` argument goes: a place that exists, or a local that the call declares. */
export type OutTarget =
  | { readonly kind: "existing"; readonly target: StoreTarget; readonly type: NetType }
  | { readonly kind: "declared"; readonly name: string; readonly type: NetType | null; readonly at: number }
  | { readonly kind: "discarded" };

/** Checks the arguments of a call. */
export function checkArguments(checker: Checker, list: readonly ArgumentSyntax[]): readonly Argument[] {
  let named = false;
  return list.map((argument) => {
    if (argument.name !== null) named = true;
    else if (named) throw checker.error("CS1738", "An argument without a name follows one with a name.", argument.at);
    return checkArgument(checker, argument);
  });
}

function checkArgument(checker: Checker, argument: ArgumentSyntax): Argument {
  const { at, name, modifier, declared, value } = argument;
  if (modifier === "ref")
    throw checker.error("NotSupported", '"ref" arguments are not available in policy expressions.', at);
  if (modifier === "none") return { kind: "in", at, name, operand: checkExpression(checker, value) };
  if (declared !== null && value.kind === "name") {
    const isVar = declared.parts[0]?.name === "var" && declared.parts.length === 1;
    if (value.name === "_") return { kind: "out", at, name, target: { kind: "discarded" } };
    const type = isVar ? null : checker.resolve(declared);
    return { kind: "out", at, name, target: { kind: "declared", name: value.name, type, at: value.at } };
  }
  if (value.kind === "name" && value.name === "_" && checker.find("_") === undefined) {
    return { kind: "out", at, name, target: { kind: "discarded" } };
  }
  const { target, type } = checkStoreTarget(checker, value, "CS1510");
  return { kind: "out", at, name, target: { kind: "existing", target, type } };
}

/** An argument that is a value already: the receiver of an extension method. */
export const valueArgument = (value: BoundExpression): Argument => ({
  kind: "in",
  at: value.at,
  name: null,
  operand: { kind: "value", at: value.at, value },
});

/** How an argument's type reads in an error. */
export function argumentTypeName(argument: Argument): string {
  if (argument.kind === "out")
    return `out ${argument.target.kind === "existing" ? argument.target.type.displayName : "var"}`;
  const { operand } = argument;
  if (operand.kind === "value") return operand.value.type === voidType ? "void" : operand.value.type.displayName;
  return operand.kind === "methods" ? "method group" : operand.kind;
}
