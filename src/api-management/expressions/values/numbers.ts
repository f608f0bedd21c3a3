/** C# numeric types whose values are boxed here with a tag. `int` is a JS number, `long` a bigint, `decimal` a Decimal. */
export type TaggedKind = "sbyte" | "byte" | "short" | "ushort" | "uint" | "ulong" | "float" | "double";

/** A .NET number of a type other than int, long and decimal. `value` is a bigint for `ulong` only. */
export class NetNumber {
  readonly kind: TaggedKind;
  readonly value: number | bigint;

  constructor(kind: TaggedKind, value: number | bigint) {
    this.kind = kind;
    this.value = value;
  }
}

const bytes: readonly NetNumber[] = Array.from({ length: 256 }, (_, value) => new NetNumber("byte", value));

/** A System.Byte; only the low eight bits of `value` count. */
export const byte = (value: number): NetNumber => bytes[value & 0xff] ?? new NetNumber("byte", value & 0xff);
/** A System.SByte; only the low eight bits of `value` count. */
export const sbyte = (value: number): NetNumber => new NetNumber("sbyte", (value << 24) >> 24);
/** A System.Int16; only the low sixteen bits count. */
export const short = (value: number): NetNumber => new NetNumber("short", (value << 16) >> 16);
/** A System.UInt16; only the low sixteen bits count. */
export const ushort = (value: number): NetNumber => new NetNumber("ushort", value & 0xffff);
/** A System.UInt32; only the low 32 bits count. */
export const uint = (value: number): NetNumber => new NetNumber("uint", value >>> 0);
/** A System.UInt64; only the low 64 bits count. */
export const ulong = (value: bigint): NetNumber => new NetNumber("ulong", BigInt.asUintN(64, value));
/** A System.Single, rounded to its precision. */
export const float = (value: number): NetNumber => new NetNumber("float", Math.fround(value));
/** A System.Double. */
export const double = (value: number): NetNumber => new NetNumber("double", value);

/** The JS number inside an int or a tagged number other than ulong. */
export const numberOf = (value: unknown): number => (value instanceof NetNumber ? Number(value.value) : Number(value));

/** The bigint inside a long or ulong. */
export const bigintOf = (value: unknown): bigint =>
  typeof value === "bigint" ? value : value instanceof NetNumber ? BigInt(value.value) : BigInt(Number(value));
