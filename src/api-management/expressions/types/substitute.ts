import { NetType } from "./net-type.ts";

/** What type parameters stand for. */
export type TypeBindings = ReadonlyMap<NetType, NetType>;

/** Replaces the type parameters in `type` by what they stand for; unbound ones stay. */
export function substitute(type: NetType, bindings: TypeBindings): NetType {
  if (type.definition.kind === "parameter") return bindings.get(type) ?? type;
  if (type.arguments.length === 0 || bindings.size === 0) return type;
  const replaced = type.arguments.map((argument) => substitute(argument, bindings));
  return replaced.every((argument, index) => argument === type.arguments[index])
    ? type
    : NetType.of(type.definition, replaced);
}

/** The bindings of a closed type's own parameters. */
export function bindingsOf(type: NetType): TypeBindings {
  const bindings = new Map<NetType, NetType>();
  type.definition.parameters.forEach((parameter, index) => {
    const argument = type.arguments[index];
    if (argument !== undefined) bindings.set(parameter, argument);
  });
  return bindings;
}

/** Whether the type still holds a type parameter. */
export const isOpen = (type: NetType): boolean =>
  type.definition.kind === "parameter" || type.arguments.some((argument) => isOpen(argument));
