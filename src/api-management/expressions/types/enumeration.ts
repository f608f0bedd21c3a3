import { ancestry } from "./members.ts";
import type { NetType } from "./net-type.ts";

/** The element type that `foreach` finds in a type; null when it is no sequence. */
export function enumerationOf(type: NetType): NetType | null {
  const sequence = ancestry(type).find((each) => each.definition.name === "System.Collections.Generic.IEnumerable");
  return sequence?.arguments[0] ?? null;
}
