import { hashKey } from "../runtime/equality.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import type { KeyRule } from "./net-dictionary.ts";
import { NetSequence } from "./net-sequence.ts";

/** A System.Collections.Generic.HashSet; it keeps the order of insertion. */
export class NetSet extends NetSequence {
  readonly elementType: NetType;
  readonly rule: KeyRule;
  readonly map = new Map<unknown, unknown>();

  constructor(elementType: NetType, items: Iterable<unknown> = [], rule: KeyRule = hashKey) {
    super();
    this.elementType = elementType;
    this.rule = rule;
    for (const item of items) this.add(item);
  }

  override get netType(): NetType {
    return typeNamed("System.Collections.Generic.HashSet", this.elementType);
  }

  add(item: unknown): boolean {
    const key = this.rule(item);
    if (this.map.has(key)) return false;
    this.map.set(key, item);
    return true;
  }

  has(item: unknown): boolean {
    return this.map.has(this.rule(item));
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return this.map.values();
  }
}
