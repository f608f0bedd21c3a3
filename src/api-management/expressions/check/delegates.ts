import { declaredMembers } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { bindingsOf, substitute } from "../types/substitute.ts";

/** What a delegate type takes and gives. */
export interface DelegateSignature {
  readonly parameters: readonly NetType[];
  readonly returns: NetType;
}

/** The signature of a delegate type; null for every other type. */
export function delegateSignature(type: NetType): DelegateSignature | null {
  if (type.definition.kind !== "delegate") return null;
  const invoke = declaredMembers(type.definition).get("Invoke")?.[0];
  if (invoke === undefined) return null;
  const bindings = bindingsOf(type);
  return {
    parameters: invoke.parameters.map((parameter) => substitute(parameter.type, bindings)),
    returns: substitute(invoke.returns, bindings),
  };
}
