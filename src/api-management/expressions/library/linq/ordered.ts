import type { Run } from "../../check/bound.ts";
import { compareValues } from "../../runtime/compare.ts";
import { compareTexts } from "../../runtime/compare-texts.ts";
import { iterate } from "../../runtime/iterate.ts";
import type { NetType } from "../../types/net-type.ts";
import { LazySequence } from "../../values/net-sequence.ts";
import { TextComparer } from "../../values/text-comparer.ts";

/** One criterion of OrderBy or ThenBy. */
export interface SortKey {
  readonly select: Run;
  readonly direction: 1 | -1;
  readonly comparer: unknown;
}

function compareKeys(one: unknown, other: unknown, comparer: unknown): number {
  if (comparer instanceof TextComparer && typeof one === "string" && typeof other === "string") {
    return compareTexts(one, other, comparer.comparison);
  }
  return compareValues(one, other);
}

/** What OrderBy gives: a sequence that ThenBy can refine. Sorting is stable, and done when it is enumerated. */
export class OrderedSequence extends LazySequence {
  private readonly source: unknown;
  private readonly keys: readonly SortKey[];

  constructor(elementType: NetType, source: unknown, keys: readonly SortKey[]) {
    super(elementType, () => {
      const rows = [...iterate(source)].map((item) => ({ item, values: keys.map((key) => key.select(item)) }));
      rows.sort((one, other) => {
        for (const [index, key] of keys.entries()) {
          const order = compareKeys(one.values[index], other.values[index], key.comparer) * key.direction;
          if (order !== 0) return order;
        }
        return 0;
      });
      return rows.map((row) => row.item);
    });
    this.source = source;
    this.keys = keys;
  }

  thenBy(key: SortKey): OrderedSequence {
    return new OrderedSequence(this.elementType, this.source, [...this.keys, key]);
  }
}
