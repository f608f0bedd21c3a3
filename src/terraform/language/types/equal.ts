import { collectionKind } from "../collection-kind.ts";
import type { Value } from "../value.ts";

/** The `==` of Terraform: nothing is converted, so `1 == "1"` is false, and so is `[] == tolist([])`. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (collectionKind(left) !== collectionKind(right)) return false;
  const leftEntries = Object.entries<Value>(left);
  const rightEntries = new Map(Object.entries<Value>(right));
  return (
    leftEntries.length === rightEntries.size &&
    leftEntries.every(([key, value]) => {
      const other = rightEntries.get(key);
      return other !== undefined && equalValues(value, other);
    })
  );
}
