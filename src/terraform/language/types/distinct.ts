import type { Value } from "../value.ts";
import { compareText, sortedKeys } from "./sorted-keys.ts";

/** A text that is the same for equal values of one type only. */
export function identity(value: Value): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(sortedKeys({ ...part }).map((key) => [`:${key}`, Reflect.get(part, key)]))
      : part,
  );
}

/** The values without repetitions, the first of each in its place. */
export function distinct(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const known = identity(value);
    if (seen.has(known)) return false;
    seen.add(known);
    return true;
  });
}

/**
 * The values without repetitions in the order in which Terraform goes through a set: texts by code point, numbers by
 * size. For other elements Terraform promises no order; here it is the order of their JSON.
 */
export function distinctSorted(values: readonly Value[]): readonly Value[] {
  return distinct(values).toSorted((left, right) => {
    if (typeof left === "number" && typeof right === "number") return left - right;
    if (typeof left === "string" && typeof right === "string") return compareText(left, right);
    return compareText(identity(left), identity(right));
  });
}
