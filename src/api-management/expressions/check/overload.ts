import { ExpressionCompileError } from "../compile-error.ts";
import type { FoundMember } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { bindingsOf, substitute } from "../types/substitute.ts";
import type { Parameter } from "../types/type-definition.ts";
import type { Argument } from "./arguments.ts";
import type { Checker } from "./checker.ts";
import { tryConvert } from "./convert.ts";
import { type ArgumentPair, inferTypes } from "./infer-types.ts";

/** How one parameter gets its value: an argument, its default, or the rest of the arguments as an array. */
export type Slot =
  | { readonly kind: "argument"; readonly index: number }
  | { readonly kind: "default"; readonly value: unknown }
  | { readonly kind: "rest"; readonly indexes: readonly number[]; readonly element: NetType };

/** A member that takes the arguments, with the types its type parameters got. */
export interface Applicable {
  readonly found: FoundMember;
  readonly typeArguments: readonly NetType[];
  readonly parameters: readonly NetType[];
  readonly slots: readonly Slot[];
  /** The parameter type of each argument. */
  readonly argumentTypes: readonly NetType[];
  /** The same before type arguments were put in: the more specific one wins a tie. */
  readonly openArgumentTypes: readonly NetType[];
  readonly form: "normal" | "expanded";
}

/** Why a member does not take the arguments; the most telling one becomes the error. */
export type Mismatch =
  | { readonly kind: "count" }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "inference" }
  | { readonly kind: "lambda"; readonly error: ExpressionCompileError }
  | { readonly kind: "type"; readonly argument: Argument; readonly index: number; readonly parameter: NetType };

/** Tries a member in both its forms, as written and with a `params` array spread out. */
export function tryMember(
  checker: Checker,
  found: FoundMember,
  list: readonly Argument[],
  explicit: readonly NetType[],
): Applicable | Mismatch {
  const normal = tryForm(checker, found, list, explicit, "normal");
  if (isApplicable(normal) || found.member.parameters.at(-1)?.modifier !== "params") return normal;
  const expanded = tryForm(checker, found, list, explicit, "expanded");
  return isApplicable(expanded) || normal.kind === "count" ? expanded : normal;
}

/** Whether the member takes the arguments. */
export const isApplicable = (result: Applicable | Mismatch): result is Applicable => "found" in result;

function tryForm(
  checker: Checker,
  found: FoundMember,
  list: readonly Argument[],
  explicit: readonly NetType[],
  form: "normal" | "expanded",
): Applicable | Mismatch {
  const { member, owner } = found;
  const ownerBindings = bindingsOf(owner);
  const declared = member.parameters.map((parameter) => substitute(parameter.type, ownerBindings));
  const slots = assignSlots(member.parameters, declared, list, form);
  if (!Array.isArray(slots)) return slots;
  const open = new Array<NetType>(list.length);
  slots.forEach((slot: Slot, index) => {
    const type = declared[index];
    if (slot.kind === "argument" && type !== undefined) open[slot.index] = type;
    if (slot.kind === "rest") for (const each of slot.indexes) open[each] = slot.element;
  });
  const bindings = new Map<NetType, NetType>();
  if (member.typeParameters.length > 0) {
    if (explicit.length > 0) {
      if (explicit.length !== member.typeParameters.length) return { kind: "count" };
      member.typeParameters.forEach((parameter, index) => {
        const type = explicit[index];
        if (type !== undefined) bindings.set(parameter, type);
      });
    } else {
      const pairs = list.map((argument, index): ArgumentPair => ({ argument, parameter: open[index] ?? owner }));
      const inference = inferTypes(checker, member.typeParameters, pairs);
      if (inference.kind === "failed") {
        return inference.lambdaError === null
          ? { kind: "inference" }
          : { kind: "lambda", error: inference.lambdaError };
      }
      for (const [parameter, type] of inference.bindings) bindings.set(parameter, type);
    }
  } else if (explicit.length > 0) {
    return { kind: "count" };
  }
  const argumentTypes = open.map((type) => substitute(type, bindings));
  const mismatch = findMismatch(checker, found, list, argumentTypes);
  if (mismatch !== null) return mismatch;
  return {
    found,
    typeArguments: member.typeParameters.map((parameter) => bindings.get(parameter) ?? parameter),
    parameters: declared.map((type) => substitute(type, bindings)),
    slots: slots.map((slot: Slot) =>
      slot.kind === "rest" ? { ...slot, element: substitute(slot.element, bindings) } : slot,
    ),
    argumentTypes,
    openArgumentTypes: open,
    form,
  };
}

function assignSlots(
  parameters: readonly Parameter[],
  types: readonly NetType[],
  list: readonly Argument[],
  form: "normal" | "expanded",
): Slot[] | Mismatch {
  const positional = list.findIndex((argument) => argument.name !== null);
  const positionalCount = positional < 0 ? list.length : positional;
  const fixed = form === "expanded" ? parameters.length - 1 : parameters.length;
  if (form === "normal" && positionalCount > fixed) return { kind: "count" };
  const byName = new Map<string, number>();
  for (const [index, argument] of list.entries()) {
    if (argument.name === null) continue;
    const position = parameters.findIndex((parameter) => parameter.name === argument.name);
    if (position < 0 || position < positionalCount || byName.has(argument.name)) {
      return { kind: "name", name: argument.name, at: argument.at };
    }
    byName.set(argument.name, index);
  }
  const slots: Slot[] = [];
  for (const [position, parameter] of parameters.entries()) {
    if (position >= fixed) {
      const element = types[position]?.arguments[0];
      if (element === undefined) return { kind: "count" };
      const indexes = list.map((_, index) => index).slice(fixed, positionalCount);
      slots.push({ kind: "rest", indexes, element });
      continue;
    }
    const index = position < positionalCount ? position : byName.get(parameter.name);
    if (index !== undefined) slots.push({ kind: "argument", index });
    else if (parameter.optional !== null) slots.push({ kind: "default", value: parameter.optional.value });
    else return { kind: "count" };
  }
  return slots;
}

function findMismatch(
  checker: Checker,
  { member }: FoundMember,
  list: readonly Argument[],
  types: readonly NetType[],
): Mismatch | null {
  for (const [index, argument] of list.entries()) {
    const parameter = types[index];
    const byName = member.parameters.find((each) => each.name === argument.name);
    const modifier = (
      argument.name === null ? member.parameters[Math.min(index, member.parameters.length - 1)] : byName
    )?.modifier;
    if (parameter === undefined) return { kind: "count" };
    const mismatch: Mismatch = { kind: "type", argument, index, parameter };
    if ((modifier === "out") !== (argument.kind === "out")) return mismatch;
    if (argument.kind === "out") {
      const { target } = argument;
      if (target.kind !== "discarded" && target.type !== null && target.type !== parameter) return mismatch;
      continue;
    }
    try {
      if (tryConvert(checker, argument.operand, parameter) === null) return mismatch;
    } catch (error) {
      if (!(error instanceof ExpressionCompileError) || error.code === "ExpressionTooDeep") throw error;
      return argument.operand.kind === "lambda" && error.code !== "CS1593" && error.code !== "CS1660"
        ? { kind: "lambda", error }
        : mismatch;
    }
  }
  return null;
}
