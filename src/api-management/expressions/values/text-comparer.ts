import { type TextComparison, upper } from "../runtime/compare-texts.ts";
import { hashKey } from "../runtime/equality.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import type { KeyRule } from "./net-dictionary.ts";
import { NetObject } from "./net-object.ts";

/** A System.StringComparer. */
export class TextComparer extends NetObject {
  readonly comparison: TextComparison;

  constructor(comparison: TextComparison) {
    super();
    this.comparison = comparison;
  }

  override get netType(): NetType {
    return typeNamed("System.StringComparer");
  }

  /** How keys are found under this comparer. */
  get rule(): KeyRule {
    const ignoresCase = this.comparison === "ordinalIgnoreCase" || this.comparison === "cultureIgnoreCase";
    return ignoresCase ? (key) => hashKey(typeof key === "string" ? upper(key) : key) : hashKey;
  }
}

/** The key rule of an optional comparer. */
export const ruleOf = (comparer: unknown): KeyRule => (comparer instanceof TextComparer ? comparer.rule : hashKey);
