import { implicitConversion } from "../types/conversions.ts";
import type { NetType } from "../types/net-type.ts";
import { nullType, voidType } from "../types/registry.ts";

/** The one type among these to which all of them convert; null when there is none, or no type but null's. */
export function commonType(types: readonly NetType[]): NetType | null {
  const candidates = [...new Set(types)].filter((type) => type !== nullType && type !== voidType);
  const fits = candidates.filter((candidate) => types.every((type) => implicitConversion(type, candidate) !== null));
  return fits[0] ?? null;
}
