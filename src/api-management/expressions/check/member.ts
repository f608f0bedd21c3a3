import type { ExpressionSyntax } from "../syntax/ast.ts";
import { type FoundMember, findExtensions, findMembers } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { NetType as Types } from "../types/net-type.ts";
import { isNamespace, nullType, voidType } from "../types/registry.ts";
import { findTypeDefinition, refuseUnlisted, unavailableType } from "../types/resolve-type.ts";
import { bindingsOf, substitute } from "../types/substitute.ts";
import { isUnavailableMember, isUnavailableType } from "../types/unavailable.ts";
import { numericKind } from "../types/well-known.ts";
import { EnumValue } from "../values/enum-value.ts";
import { asValue } from "./as-value.ts";
import { noteBodyRead } from "./body-reads.ts";
import type { BoundExpression, Run } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { callOf, constant } from "./construct.ts";
import { checkExpression } from "./expression.ts";
import type { Operand } from "./operand.ts";

/** Checks `target.name`: a namespace, a type, a property or the methods of that name. */
export function checkMember(checker: Checker, syntax: ExpressionSyntax & { readonly kind: "member" }): Operand {
  const target = checkExpression(checker, syntax.target);
  const typeArguments = syntax.typeArguments.map((type) => checker.resolve(type));
  const { name, at } = syntax;
  if (target.kind === "namespace") return typeOrNamespace(checker, `${target.name}.${name}`, typeArguments, at);
  if (target.kind === "type") return staticMember(checker, target.type, name, typeArguments, at);
  return instanceMember(checker, asValue(checker, target), name, typeArguments, at);
}

/** What a name with dots means when no value goes by it. */
export function typeOrNamespace(
  checker: Checker,
  name: string,
  typeArguments: readonly NetType[],
  at: number,
): Operand {
  const definition = findTypeDefinition(name.split("."), typeArguments.length);
  if (definition !== undefined) {
    refuseUnlisted(definition, (code, message) => {
      throw checker.error(code, message, at);
    });
    return { kind: "type", at, type: Types.of(definition, typeArguments) };
  }
  if (isUnavailableType(name)) throw checker.error("NotSupported", unavailableType(name), at);
  if (isNamespace(name)) return { kind: "namespace", at, name };
  throw checker.error("CS0103", `The name "${name}" is unknown here, or policy expressions may not use it.`, at);
}

function staticMember(
  checker: Checker,
  type: NetType,
  name: string,
  typeArguments: readonly NetType[],
  at: number,
): Operand {
  const enumValue = type.definition.kind === "enum" ? type.definition.table?.values?.[name] : undefined;
  if (enumValue !== undefined) return { kind: "value", at, value: constant(EnumValue.of(type, enumValue), type, at) };
  const found = findMembers(type, name, "static");
  const [first] = found;
  if (first === undefined) {
    if (findMembers(type, name, "instance").length > 0) {
      throw checker.error("CS0120", `"${name}" needs an object of type "${type.displayName}" before the dot.`, at);
    }
    throw checker.error("CS0117", `"${type.displayName}" has no member "${name}" that policy expressions may use.`, at);
  }
  if (first.member.kind === "property") return { kind: "value", at, value: readProperty(first, null, at) };
  return { kind: "methods", at, name, receiver: null, candidates: found, extensions: [], typeArguments };
}

/** Checks a member of a value. Also used behind `?.`. */
export function instanceMember(
  checker: Checker,
  receiver: BoundExpression,
  name: string,
  typeArguments: readonly NetType[],
  at: number,
): Operand {
  if (receiver.type === nullType) throw checker.error("CS0023", `null has no member "${name}".`, at);
  if (receiver.type === voidType) throw checker.error("CS0023", "The call before the dot gives no value.", at);
  const found = findMembers(receiver.type, name, "instance");
  const [first] = found;
  if (first !== undefined && first.member.kind === "property") {
    noteBodyRead(checker, first.member, receiver);
    return { kind: "value", at, value: readProperty(first, receiver, at) };
  }
  const extensions = findExtensions(name);
  if (found.length > 0 || extensions.length > 0) {
    const candidates = found.filter((each) => each.member.kind === "method");
    return { kind: "methods", at, name, receiver, candidates, extensions, typeArguments };
  }
  if (findMembers(receiver.type, name, "static").length > 0) {
    throw checker.error("CS0176", `"${name}" is static: write ${receiver.type.displayName}.${name}.`, at);
  }
  const type = receiver.type.displayName;
  if (isUnavailableMember(type, name)) {
    throw checker.error("NotSupported", `"${name}" exists in API Management, but this engine does not have it.`, at);
  }
  throw checker.error("CS1061", `A "${type}" has no member "${name}" that policy expressions may use.`, at);
}

function readProperty({ member, owner }: FoundMember, receiver: BoundExpression | null, at: number): BoundExpression {
  const type = substitute(member.returns, bindingsOf(owner));
  if (receiver === null && numericKind(owner) !== undefined) return constant(member.run(), type, at);
  const call = callOf(member.run as Run, receiver === null ? [] : [receiver], type, at);
  if (call.kind !== "call") return call;
  const optional = owner.isValueType || receiver?.type.isValueType === true;
  return {
    ...call,
    receiver: receiver === null ? "none" : optional ? "nullable" : "required",
    typeArguments: receiver === null && owner.arguments.length > 0 ? owner.arguments : null,
    readsContext: member.readsContext,
  };
}
