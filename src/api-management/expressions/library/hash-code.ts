import { hashKey } from "../runtime/equality.ts";

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

/** A hash code: the same for equal values. .NET's own numbers differ from run to run, so none is promised. */
export function hashCode(value: unknown): number {
  const key = hashKey(value);
  if (typeof key === "number") return key | 0;
  if (typeof key === "boolean") return key ? 1 : 0;
  if (typeof key === "object" && key !== null) {
    const known = identities.get(key) ?? nextIdentity++;
    identities.set(key, known);
    return known;
  }
  let hash = 17;
  for (const character of String(key)) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return hash;
}
