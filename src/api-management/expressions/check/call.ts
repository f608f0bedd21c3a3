import type { ExpressionSyntax } from "../syntax/ast.ts";
import type { FoundMember } from "../types/members.ts";
import { bindingsOf, substitute } from "../types/substitute.ts";
import type { MemberKind } from "../types/type-definition.ts";
import { type Argument, argumentTypeName, checkArguments, valueArgument } from "./arguments.ts";
import { asValue } from "./as-value.ts";
import { bestOf } from "./better.ts";
import type { BoundExpression, Run, StoreTarget } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { callOf, constant } from "./construct.ts";
import { convert } from "./convert.ts";
import { delegateSignature } from "./delegates.ts";
import { checkExpression } from "./expression.ts";
import { checkLiteralPattern } from "./literal-patterns.ts";
import type { MethodGroup } from "./operand.ts";
import { type Applicable, isApplicable, type Mismatch, tryMember } from "./overload.ts";

/** Checks a call: of a method, an extension method, or a delegate. */
export function checkCall(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "call" }): BoundExpression {
  const target = checkExpression(checker, syntax.target);
  if (target.kind === "methods") return checkGroupCall(checker, target, checkArguments(checker, syntax.arguments));
  if (target.kind === "value" && target.value.type.definition.kind === "delegate") {
    return checkInvoke(checker, target.value, checkArguments(checker, syntax.arguments));
  }
  if (target.kind === "value") {
    const name = syntax.target.kind === "member" || syntax.target.kind === "name" ? syntax.target.name : "this value";
    throw checker.error("CS1955", `"${name}" is no method and can't be called.`, syntax.target.at);
  }
  if (target.kind === "type") {
    throw checker.error("CS1955", `"${target.type.displayName}" is a type; objects are made with "new".`, syntax.at);
  }
  return asValue(checker, target);
}

function checkInvoke(checker: Checker, delegate: BoundExpression, list: readonly Argument[]): BoundExpression {
  const signature = delegateSignature(delegate.type);
  const parameters = signature?.parameters ?? [];
  if (list.length !== parameters.length) {
    throw checker.error(
      "CS1593",
      `The delegate takes ${parameters.length} arguments, not ${list.length}.`,
      delegate.at,
    );
  }
  const inputs = list.map((argument, index) => {
    const type = parameters[index];
    if (argument.kind === "out" || type === undefined) throw wrongArgument(checker, argument, index, "no out argument");
    return convert(checker, argument.operand, type);
  });
  return { kind: "invoke", delegate, inputs, type: signature?.returns ?? delegate.type, at: delegate.at };
}

/** Chooses among the methods of a group and checks the call of the one that fits best. */
export function checkGroupCall(checker: Checker, group: MethodGroup, list: readonly Argument[]): BoundExpression {
  const own = resolve(checker, group.candidates, list, group);
  if (own.chosen !== null) return callMember(checker, own.chosen, group.receiver, list, group.at);
  if (group.receiver !== null && group.extensions.length > 0) {
    const extended = [valueArgument(group.receiver), ...list];
    const extension = resolve(checker, group.extensions, extended, group);
    if (extension.chosen !== null) return callMember(checker, extension.chosen, null, extended, group.at);
    if (group.candidates.length === 0) {
      throw mismatchError(checker, extension.mismatches, extended, group.name, group.at, 1);
    }
  }
  throw mismatchError(checker, own.mismatches, list, group.name, group.at, 0);
}

interface Resolution {
  readonly chosen: Applicable | null;
  readonly mismatches: readonly Mismatch[];
}

/** Overload resolution: a type's own methods come before those of its bases. */
function resolve(
  checker: Checker,
  candidates: readonly FoundMember[],
  list: readonly Argument[],
  group: Pick<MethodGroup, "name" | "at" | "typeArguments">,
): Resolution {
  const mismatches: Mismatch[] = [];
  const owners = [...new Set(candidates.map((candidate) => candidate.owner))];
  const isExtension = candidates[0]?.member.scope === "extension";
  const levels = isExtension ? [candidates] : owners.map((owner) => candidates.filter((each) => each.owner === owner));
  for (const level of levels) {
    const results = level.map((candidate) => tryMember(checker, candidate, list, group.typeArguments));
    const applicable = results.filter(isApplicable);
    for (const result of results) if (!isApplicable(result)) mismatches.push(result);
    if (applicable.length === 0) continue;
    const best = bestOf(checker, list, applicable);
    const [chosen] = best.length === 0 ? [] : best;
    if (chosen === undefined) throw checker.error("CS0121", `The call of "${group.name}" is ambiguous.`, group.at);
    return { chosen, mismatches };
  }
  return { chosen: null, mismatches };
}

/** Chooses among constructors, indexers or operators. @throws ExpressionCompileError when none fits */
export function chooseMember(
  checker: Checker,
  candidates: readonly FoundMember[],
  list: readonly Argument[],
  name: string,
  at: number,
): Applicable {
  const { chosen, mismatches } = resolve(checker, candidates, list, { name, at, typeArguments: [] });
  if (chosen === null) throw mismatchError(checker, mismatches, list, name, at, 0, candidates[0]?.member.kind);
  return chosen;
}

/** Like {@link chooseMember}, but null when none fits. */
export function chooseMemberIfAny(
  checker: Checker,
  candidates: readonly FoundMember[],
  list: readonly Argument[],
  name: string,
  at: number,
): Applicable | null {
  return resolve(checker, candidates, list, { name, at, typeArguments: [] }).chosen;
}

/** Writes out the call of the member that was chosen: arguments converted, defaults and `params` arrays filled in. */
export function callMember(
  checker: Checker,
  chosen: Applicable,
  receiver: BoundExpression | null,
  list: readonly Argument[],
  at: number,
): BoundExpression {
  const { member, owner } = chosen.found;
  const inputs: BoundExpression[] = member.scope === "instance" && receiver !== null ? [receiver] : [];
  const outs: { input: number; target: StoreTarget }[] = [];
  chosen.slots.forEach((slot, position) => {
    const type = chosen.parameters[position] ?? owner;
    if (slot.kind === "default") {
      inputs.push(constant(slot.value, type, at));
    } else if (slot.kind === "rest") {
      const values = slot.indexes.map((index) => inputFor(checker, list[index], slot.element));
      inputs.push({ kind: "array", element: slot.element, values, type, at });
    } else {
      const argument = list[slot.index];
      if (argument?.kind === "out") {
        outs.push({ input: inputs.length, target: outTarget(checker, argument, type) });
        inputs.push(constant(null, type, argument.at));
      } else {
        inputs.push(inputFor(checker, argument, type));
      }
    }
  });
  checkLiteralPattern(checker, chosen, inputs);
  const ownerArguments = member.scope === "instance" ? [] : owner.arguments;
  const typeArguments = [...ownerArguments, ...chosen.typeArguments];
  const bindings = new Map(bindingsOf(owner));
  member.typeParameters.forEach((parameter, index) => {
    const type = chosen.typeArguments[index];
    if (type !== undefined) bindings.set(parameter, type);
  });
  const type = substitute(member.returns, bindings);
  return {
    ...callOf(member.run as Run, inputs, type, at),
    kind: "call",
    receiver:
      member.scope !== "instance" ? "none" : owner.isValueType || receiver?.type.isValueType ? "nullable" : "required",
    typeArguments: typeArguments.length === 0 ? null : typeArguments,
    readsContext: member.readsContext,
    outs,
  } as BoundExpression & { readonly kind: "call" };
}

function inputFor(
  checker: Checker,
  argument: Argument | undefined,
  type: Applicable["parameters"][number],
): BoundExpression {
  if (argument === undefined || argument.kind === "out")
    throw new RangeError("overload resolution matched an out argument");
  return convert(checker, argument.operand, type);
}

function outTarget(
  checker: Checker,
  argument: Argument & { readonly kind: "out" },
  type: Applicable["parameters"][number],
): StoreTarget {
  const { target } = argument;
  if (target.kind === "existing") return target.target;
  if (target.kind === "discarded") return { kind: "local", local: checker.temporary(type) };
  return { kind: "local", local: checker.declare(target.name, type, target.at) };
}

function wrongArgument(checker: Checker, argument: Argument, index: number, wanted: string): Error {
  const message = `Argument ${index + 1} is a "${argumentTypeName(argument)}" where ${wanted} is expected.`;
  return checker.error("CS1503", message, argument.at);
}

function mismatchError(
  checker: Checker,
  mismatches: readonly Mismatch[],
  list: readonly Argument[],
  name: string,
  at: number,
  hidden: number,
  kind: MemberKind = "method",
): Error {
  for (const mismatch of mismatches) if (mismatch.kind === "lambda") return mismatch.error;
  for (const mismatch of mismatches) {
    if (mismatch.kind !== "type") continue;
    if (mismatch.index < hidden) {
      return checker.error(
        "CS1061",
        `A "${argumentTypeName(mismatch.argument)}" has no member "${name}" that fits here.`,
        at,
      );
    }
    return wrongArgument(checker, mismatch.argument, mismatch.index - hidden, `a "${mismatch.parameter.displayName}"`);
  }
  for (const mismatch of mismatches) {
    if (mismatch.kind === "name") {
      return checker.error("CS1739", `"${name}" has no parameter "${mismatch.name}" left to fill.`, mismatch.at);
    }
    if (mismatch.kind === "inference") {
      return checker.error("CS0411", `The type arguments of "${name}" can't be inferred; write them: ${name}<…>.`, at);
    }
  }
  const count = list.length - hidden;
  if (kind === "constructor") {
    return checker.error("CS1729", `No constructor of "${name}" takes ${count} argument${count === 1 ? "" : "s"}.`, at);
  }
  return checker.error("CS1501", `No form of "${name}" takes ${count} argument${count === 1 ? "" : "s"}.`, at);
}
