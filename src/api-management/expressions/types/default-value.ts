import { EnumValue } from "../values/enum-value.ts";
import type { NetType } from "./net-type.ts";

/** `default(T)`: null for classes, interfaces and `T?`; zero for the value types. */
export function defaultValue(type: NetType): unknown {
  if (type.definition.kind === "enum") return EnumValue.of(type, 0);
  if (type.isNullable) return null;
  return type.definition.table?.defaultValue?.() ?? null;
}
