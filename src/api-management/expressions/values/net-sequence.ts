import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { NetObject } from "./net-object.ts";

/** A .NET object that can be enumerated. */
export abstract class NetSequence extends NetObject implements Iterable<unknown> {
  abstract readonly elementType: NetType;
  abstract [Symbol.iterator](): Iterator<unknown>;
}

/** The result of a LINQ method or an iterator: it runs again each time it is enumerated. */
export class LazySequence extends NetSequence {
  readonly elementType: NetType;
  private readonly start: () => Iterable<unknown>;

  constructor(elementType: NetType, start: () => Iterable<unknown>) {
    super();
    this.elementType = elementType;
    this.start = start;
  }

  override get netType(): NetType {
    return typeNamed("System.Collections.Generic.IEnumerable", this.elementType);
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return this.start()[Symbol.iterator]();
  }
}
