import type { Run } from "../../check/bound.ts";
import { iterate } from "../../runtime/iterate.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { KeyRule } from "../../values/net-dictionary.ts";
import { NetSequence } from "../../values/net-sequence.ts";

/** What GroupBy gives for each key: the key and the elements that have it. */
export class Grouping extends NetSequence {
  readonly key: unknown;
  private readonly keyType: NetType;
  readonly elementType: NetType;
  readonly items: unknown[] = [];

  constructor(key: unknown, keyType: NetType, elementType: NetType) {
    super();
    this.key = key;
    this.keyType = keyType;
    this.elementType = elementType;
  }

  override get netType(): NetType {
    return typeNamed("System.Linq.IGrouping", this.keyType, this.elementType);
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return this.items[Symbol.iterator]();
  }
}

/** Groups a sequence by key, in the order in which keys first occur. */
export function groupBy(
  source: unknown,
  keyType: NetType,
  elementType: NetType,
  key: Run,
  element: Run,
  rule: KeyRule,
): readonly Grouping[] {
  const groups = new Map<unknown, Grouping>();
  for (const item of iterate(source)) {
    const value = key(item);
    const found = rule(value);
    const group = groups.get(found) ?? new Grouping(value, keyType, elementType);
    groups.set(found, group);
    group.items.push(element(item));
  }
  return [...groups.values()];
}
