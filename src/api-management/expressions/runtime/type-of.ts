import { DotNetError } from "../dotnet-error.ts";
import { ancestry } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import { arrayOf, findByFullName, typeNamed } from "../types/registry.ts";
import { known, numericType } from "../types/well-known.ts";
import { Char } from "../values/char.ts";
import { Decimal } from "../values/decimal.ts";
import { NetObject } from "../values/net-object.ts";
import { NetNumber } from "../values/numbers.ts";

/** The exception of a member access through null. */
export const nullReference = (): DotNetError =>
  new DotNetError("System.NullReferenceException", "Object reference not set to an instance of an object.");

/** Runtime .NET type of a value that is not null. */
export function typeOf(value: unknown): NetType {
  switch (typeof value) {
    case "string":
      return known.string;
    case "number":
      return known.int;
    case "boolean":
      return known.bool;
    case "bigint":
      return known.long;
    case "function":
      return typeNamed("System.Delegate");
  }
  if (value instanceof NetObject) return value.netType;
  if (value instanceof NetNumber) return numericType(value.kind);
  if (value instanceof Char) return known.char;
  if (value instanceof Decimal) return known.decimal;
  if (value instanceof Uint8Array) return arrayOf(known.byte);
  if (value instanceof DotNetError) {
    return findByFullName(value.typeName) === undefined ? known.exception : typeNamed(value.typeName);
  }
  if (value === null || value === undefined) throw nullReference();
  return known.object;
}

const assignable = new WeakMap<NetType, WeakMap<NetType, boolean>>();

/** Whether a reference of type `from` can stand where `to` is expected: same type, base, interface, or by variance. */
export function isSubtype(from: NetType, to: NetType): boolean {
  if (from === to || to === known.object) return true;
  let answers = assignable.get(from);
  if (answers === undefined) {
    answers = new WeakMap();
    assignable.set(from, answers);
  }
  let answer = answers.get(to);
  if (answer === undefined) {
    answer = ancestry(from).some((each) => each === to || isVariant(each, to));
    answers.set(to, answer);
  }
  return answer;
}

/** Interfaces and delegates of which C# converts the type arguments: all that the library has only give values. */
const covariant: ReadonlySet<string> = new Set([
  "System.Array",
  "System.Collections.Generic.IEnumerable",
  "System.Collections.Generic.IEnumerator",
  "System.Collections.Generic.IReadOnlyCollection",
  "System.Collections.Generic.IReadOnlyList",
  "System.Linq.IGrouping",
]);

function isVariant(from: NetType, to: NetType): boolean {
  if (from.definition !== to.definition || !covariant.has(from.definition.name)) return false;
  return from.arguments.every((argument, index) => {
    const wanted = to.arguments[index];
    if (argument === wanted) return true;
    return wanted !== undefined && !argument.isValueType && !wanted.isValueType && isSubtype(argument, wanted);
  });
}

/** C#'s `value is T` for a value of any type: never true for null. */
export function isInstance(value: unknown, type: NetType): boolean {
  if (value === null || value === undefined) return false;
  const wanted = type.isNullable ? (type.arguments[0] ?? type) : type;
  return isSubtype(typeOf(value), wanted);
}
