import { DotNetError } from "../dotnet-error.ts";
import { isInstance, isSubtype, nullReference, typeOf } from "../runtime/type-of.ts";
import { EnumValue } from "../values/enum-value.ts";
import type { NetType } from "./net-type.ts";
import { convertsImplicitly, numericConverter } from "./numeric-conversions.ts";
import { nullType, voidType } from "./registry.ts";
import { userConversion } from "./user-conversions.ts";
import { known, numericKind } from "./well-known.ts";

/** How a value of one type becomes one of another. `apply` is null when its representation does not change. */
export interface Conversion {
  readonly kind: "identity" | "numeric" | "reference" | "null" | "nullable" | "user" | "checked";
  readonly apply: ((value: unknown) => unknown) | null;
}

const identity: Conversion = { kind: "identity", apply: null };
const reference: Conversion = { kind: "reference", apply: null };

const lift =
  (apply: (value: unknown) => unknown) =>
  (value: unknown): unknown =>
    value === null ? null : apply(value);

const underlying = (type: NetType): NetType => (type.isNullable ? (type.arguments[0] ?? type) : type);

/** Implicit conversions that C# itself defines. */
export function standardImplicit(from: NetType, to: NetType): Conversion | null {
  if (from === to) return identity;
  if (from === voidType || to === voidType) return null;
  if (from === nullType) return to.isValueType && !to.isNullable ? null : { kind: "null", apply: null };
  if (to.isNullable) {
    const inner = standardImplicit(underlying(from), underlying(to));
    if (inner === null || inner.kind === "reference") return null;
    return { kind: "nullable", apply: inner.apply === null ? null : lift(inner.apply) };
  }
  const fromKind = numericKind(from);
  const toKind = numericKind(to);
  if (fromKind !== undefined && toKind !== undefined) {
    return convertsImplicitly(fromKind, toKind) ? { kind: "numeric", apply: numericConverter(fromKind, toKind) } : null;
  }
  if (to.isValueType) return null;
  return isSubtype(underlying(from), to) ? reference : null;
}

/** Implicit conversion between two types, user-defined ones included; null when there is none. */
export function implicitConversion(from: NetType, to: NetType): Conversion | null {
  const standard = standardImplicit(from, to);
  if (standard !== null || from === nullType) return standard;
  const run = userConversion(from, to, ["implicit"]);
  return run === null ? null : { kind: "user", apply: run };
}

/** What a cast does; null when C# has no conversion between the types. */
export function explicitConversion(from: NetType, to: NetType): Conversion | null {
  const implicit = implicitConversion(from, to);
  if (implicit !== null) return implicit;
  if (from === nullType || from === voidType || to === voidType) return null;
  return numericCast(from, to) ?? downcast(from, to) ?? userCast(from, to);
}

function userCast(from: NetType, to: NetType): Conversion | null {
  const run = userConversion(from, to, ["implicit", "explicit"]);
  return run === null ? null : { kind: "user", apply: run };
}

/** Casts between numbers, enums, and their nullable forms. */
function numericCast(from: NetType, to: NetType): Conversion | null {
  const convert = plainNumericCast(underlying(from), underlying(to));
  if (convert === null) return null;
  if (!from.isNullable) return { kind: "numeric", apply: convert };
  if (to.isNullable) return { kind: "nullable", apply: lift(convert) };
  return { kind: "numeric", apply: (value) => convert(requireValue(value)) };
}

function plainNumericCast(from: NetType, to: NetType): ((value: unknown) => unknown) | null {
  const fromKind = numericKind(from);
  const toKind = numericKind(to);
  if (fromKind !== undefined && toKind !== undefined) return numericConverter(fromKind, toKind);
  if (from.definition.kind === "enum" && toKind !== undefined) {
    const convert = numericConverter("int", toKind);
    return (value) => convert(value instanceof EnumValue ? value.value : 0);
  }
  if (to.definition.kind === "enum" && fromKind !== undefined) {
    const convert = numericConverter(fromKind, "int");
    return (value) => EnumValue.of(to, Number(convert(value)));
  }
  if (from === to) return (value) => value;
  return null;
}

/** The value of a nullable. @throws DotNetError System.InvalidOperationException when it has none */
export function requireValue(value: unknown): unknown {
  if (value === null) throw new DotNetError("System.InvalidOperationException", "Nullable object must have a value.");
  return value;
}

/** Casts down a hierarchy, to or from an interface, and out of a box. */
function downcast(from: NetType, to: NetType): Conversion | null {
  const interfaces = from.definition.kind === "interface" || to.definition.kind === "interface";
  const related = isSubtype(underlying(to), from) || (interfaces && !from.isValueType && !to.isValueType);
  const dynamic = from.definition.kind === "parameter" || to.definition.kind === "parameter";
  if (!related && !dynamic && !(from.isArray && to.isArray)) return null;
  return { kind: "checked", apply: castTo(to) };
}

/** The runtime check of a cast from `object`. @throws DotNetError System.InvalidCastException */
export function castTo(type: NetType): (value: unknown) => unknown {
  const nullable = !type.isValueType || type.isNullable;
  if (type === known.string) {
    return (value) => (typeof value === "string" || value === null ? value : refuseCast(value, type));
  }
  return (value) => {
    if (value === null || value === undefined) {
      if (nullable) return null;
      throw nullReference();
    }
    return isInstance(value, type) ? value : refuseCast(value, type);
  };
}

function refuseCast(value: unknown, type: NetType): never {
  throw new DotNetError(
    "System.InvalidCastException",
    `Unable to cast object of type '${typeOf(value).fullName}' to type '${type.fullName}'.`,
  );
}
