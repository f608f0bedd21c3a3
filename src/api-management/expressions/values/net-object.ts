import type { NetType } from "../types/net-type.ts";

/** A .NET object that has a class here. `toString` is .NET's ToString() with the invariant culture. */
export abstract class NetObject {
  abstract get netType(): NetType;

  toString(): string {
    return this.netType.fullName;
  }

  /** Object.Equals: identity, unless a class compares by value. */
  equals(other: unknown): boolean {
    return this === other;
  }

  /** A primitive (or this object) that is the same for equal objects: their place in sets and dictionaries. */
  hashKey(): unknown {
    return this;
  }
}
