import { invalidOperation } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { NetSequence } from "./net-sequence.ts";

const names = {
  list: "System.Collections.Generic.List",
  queue: "System.Collections.Generic.Queue",
  stack: "System.Collections.Generic.Stack",
} as const;

/** A List, Queue or Stack. A stack's top is the last item. */
export class NetList extends NetSequence {
  readonly elementType: NetType;
  readonly items: unknown[];
  readonly shape: keyof typeof names;
  private version = 0;

  constructor(elementType: NetType, items: unknown[] = [], shape: keyof typeof names = "list") {
    super();
    this.elementType = elementType;
    this.items = items;
    this.shape = shape;
  }

  override get netType(): NetType {
    return typeNamed(names[this.shape], this.elementType);
  }

  /** Notes a change; an enumeration that runs on after one fails. */
  changed(): void {
    this.version++;
  }

  override *[Symbol.iterator](): Iterator<unknown> {
    const { version } = this;
    const ordered = this.shape === "stack" ? this.items.toReversed() : this.items;
    for (const item of ordered) {
      yield item;
      if (version !== this.version) {
        throw invalidOperation("Collection was modified; enumeration operation may not execute.");
      }
    }
  }
}
