import { DotNetError } from "../dotnet-error.ts";
import type { ExpressionSyntax, Initializer, InitializerEntry } from "../syntax/ast.ts";
import { defaultValue } from "../types/default-value.ts";
import { declaredMembers, findMembers } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { arrayOf, voidType } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import { anonymousType } from "../values/anonymous.ts";
import { NetArray } from "../values/net-array.ts";
import { checkArguments, valueArgument } from "./arguments.ts";
import type { BoundExpression, Run } from "./bound.ts";
import { callMember, checkGroupCall, chooseMember } from "./call.ts";
import type { Checker } from "./checker.ts";
import { commonType } from "./common-type.ts";
import { callOf, constant, readLocal, storeLocal } from "./construct.ts";
import { convert } from "./convert.ts";
import { checkExpression, checkValue } from "./expression.ts";
import { instanceMember } from "./member.ts";

/** Checks `new T(…) { … }`. */
export function checkNew(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "new" }): BoundExpression {
  const type = checker.resolve(syntax.type);
  const created = construct(checker, type, syntax);
  return syntax.initializer === null ? created : initialize(checker, created, syntax.initializer);
}

function construct(
  checker: Checker,
  type: NetType,
  syntax: ExpressionSyntax & { readonly kind: "new" },
): BoundExpression {
  const { at } = syntax;
  const list = checkArguments(checker, syntax.arguments);
  if (type.definition.kind === "delegate") {
    const [argument] = list;
    if (argument?.kind === "in") return convert(checker, argument.operand, type);
  }
  if (type.isNullable && list.length === 1 && list[0]?.kind === "in") return convert(checker, list[0].operand, type);
  if (type.isValueType && list.length === 0) return constant(defaultValue(type), type, at);
  const members = declaredMembers(type.definition).get(".ctor") ?? [];
  if (members.length === 0) {
    throw checker.error("CS0144", `No "${type.displayName}" can be created in a policy expression.`, at);
  }
  const chosen = chooseMember(
    checker,
    members.map((member) => ({ member, owner: type })),
    list,
    type.displayName,
    at,
  );
  const call = callMember(checker, chosen, null, list, at);
  return { ...call, type };
}

/** Runs `{ … }` on the object that was just made. */
function initialize(checker: Checker, created: BoundExpression, initializer: Initializer): BoundExpression {
  const local = checker.temporary(created.type);
  const effects = [storeLocal(local, created), ...entries(checker, readLocal(local, created.at), initializer)];
  return { kind: "sequence", effects, result: readLocal(local, created.at), type: created.type, at: created.at };
}

function entries(checker: Checker, target: BoundExpression, initializer: Initializer): readonly BoundExpression[] {
  return initializer.entries.flatMap((entry) => applyEntry(checker, target, entry));
}

function applyEntry(checker: Checker, target: BoundExpression, entry: InitializerEntry): readonly BoundExpression[] {
  const { at } = entry;
  if (entry.kind === "values") {
    const found = instanceMemberIfAny(checker, target, "Add", at);
    if (found === null) {
      throw checker.error("CS1922", `A "${target.type.displayName}" takes no values in braces: it has no Add.`, at);
    }
    const list = entry.values.map((value) => ({
      kind: "in" as const,
      at,
      name: null,
      operand: checkExpression(checker, value),
    }));
    return [checkGroupCall(checker, found, list)];
  }
  const place =
    entry.kind === "member" ? memberPlace(checker, target, entry.name, at) : indexPlace(checker, target, entry);
  if (entry.value.kind === "initializer") return entries(checker, place.read, entry.value);
  if (place.set === null) throw checker.error("CS0200", "This property is read-only and can't be set in braces.", at);
  const value = convert(checker, checkExpression(checker, entry.value), place.read.type);
  return [
    { kind: "store", target: { kind: "member", run: place.set, inputs: place.inputs }, value, type: value.type, at },
  ];
}

interface EntryPlace {
  readonly read: BoundExpression;
  readonly inputs: readonly BoundExpression[];
  readonly set: Run | null;
}

function instanceMemberIfAny(checker: Checker, target: BoundExpression, name: string, at: number) {
  const candidates = findMembers(target.type, name, "instance");
  if (candidates.length === 0) return null;
  const operand = instanceMember(checker, target, name, [], at);
  return operand.kind === "methods" ? operand : null;
}

function memberPlace(checker: Checker, target: BoundExpression, name: string, at: number): EntryPlace {
  const operand = instanceMember(checker, target, name, [], at);
  const [found] = findMembers(target.type, name, "instance");
  if (operand.kind !== "value" || operand.value.kind !== "call") {
    throw checker.error("CS0117", `"${name}" is no property that can be set in braces.`, at);
  }
  const set = (found?.member.set ?? null) as Run | null;
  return { read: operand.value, inputs: operand.value.inputs, set };
}

function indexPlace(
  checker: Checker,
  target: BoundExpression,
  entry: InitializerEntry & { readonly kind: "index" },
): EntryPlace {
  const candidates = findMembers(target.type, "this[]", "instance");
  const list = entry.index.map((index) => valueArgument(checkValue(checker, index)));
  const chosen = chooseMember(checker, candidates, list, "[]", entry.at);
  const read = callMember(checker, chosen, target, list, entry.at);
  return {
    read,
    inputs: read.kind === "call" ? read.inputs : [],
    set: (chosen.found.member.set ?? null) as Run | null,
  };
}

/** Checks `new T[n]`, `new T[] { … }` and `new[] { … }`. */
export function checkNewArray(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "newArray" },
): BoundExpression {
  const { at } = syntax;
  if (syntax.values === null) {
    const element = syntax.element === null ? known.object : checker.resolve(syntax.element);
    const length = syntax.length === null ? constant(0, known.int, at) : checkValue(checker, syntax.length);
    const count = convert(checker, { kind: "value", at, value: length }, known.int);
    return callOf((value) => newArray(element, Number(value)), [count], arrayOf(element), at);
  }
  if (syntax.element !== null) return checkArrayValues(checker, checker.resolve(syntax.element), syntax.values, at);
  const operands = syntax.values.map((value) => checkExpression(checker, value));
  const element = commonType(operands.map((operand) => (operand.kind === "value" ? operand.value.type : voidType)));
  if (element === null || operands.some((operand) => operand.kind === "value" && operand.value.type === voidType)) {
    throw checker.error("CS0826", "The values have no type in common; write it: new T[] { … }.", at);
  }
  const values = operands.map((operand) => convert(checker, operand, element));
  return { kind: "array", element, values, type: arrayOf(element), at };
}

/** Checks the values between the braces of an array of a known element type. */
export function checkArrayValues(
  checker: Checker,
  element: NetType,
  syntax: readonly ExpressionSyntax[],
  at: number,
): BoundExpression {
  const [inner] = element.arguments;
  const values = syntax.map((value) => {
    if (value.kind === "arrayInitializer" && element.isArray && inner !== undefined) {
      return checkArrayValues(checker, inner, value.values, value.at);
    }
    return convert(checker, checkExpression(checker, value), element);
  });
  return { kind: "array", element, values, type: arrayOf(element), at };
}

const maximumLength = 10_000_000;

function newArray(element: NetType, length: number): unknown {
  if (length < 0) throw new DotNetError("System.OverflowException", "Arithmetic operation resulted in an overflow.");
  if (length > maximumLength) throw new DotNetError("System.OutOfMemoryException", "The array is too large.");
  if (element === known.byte) return new Uint8Array(length);
  return new NetArray(element, new Array<unknown>(length).fill(defaultValue(element)));
}

/** Checks `new { name = value, … }`. */
export function checkNewAnonymous(
  checker: Checker,
  syntax: ExpressionSyntax & { readonly kind: "newAnonymous" },
): BoundExpression {
  const names = new Set<string>();
  const values = syntax.members.map((member) => {
    if (names.has(member.name)) throw checker.error("CS0833", `The member "${member.name}" is given twice.`, member.at);
    names.add(member.name);
    const value = checkValue(checker, member.value);
    if (value.type === voidType) throw checker.error("CS0815", "A call that gives nothing is no value.", member.at);
    return value;
  });
  const { type, create } = anonymousType(
    [...names],
    values.map((value) => value.type),
  );
  return callOf(create, values, type, syntax.at);
}
