import { hashKey } from "../runtime/equality.ts";
import { argumentNull, invalidOperation } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { KeyValuePair } from "./key-value-pair.ts";
import { NetSequence } from "./net-sequence.ts";

/** How a dictionary or set finds equal keys; a comparer for texts gives another one. */
export type KeyRule = (key: unknown) => unknown;

/** What every dictionary can do, whoever holds its entries. */
export interface DictionaryLike extends Iterable<unknown> {
  readonly keyType: NetType;
  readonly valueType: NetType;
  readonly count: number;
  /** The entry of a key; undefined when there is none. @throws DotNetError System.ArgumentNullException */
  entry(key: unknown): KeyValuePair | undefined;
  entries(): Iterable<KeyValuePair>;
}

/** A System.Collections.Generic.Dictionary; it keeps the order of insertion. */
export class NetDictionary extends NetSequence implements DictionaryLike {
  readonly keyType: NetType;
  readonly valueType: NetType;
  readonly rule: KeyRule;
  private readonly map = new Map<unknown, KeyValuePair>();
  private version = 0;

  constructor(keyType: NetType, valueType: NetType, rule: KeyRule = hashKey) {
    super();
    this.keyType = keyType;
    this.valueType = valueType;
    this.rule = rule;
  }

  override get netType(): NetType {
    return typeNamed("System.Collections.Generic.Dictionary", this.keyType, this.valueType);
  }

  override get elementType(): NetType {
    return typeNamed("System.Collections.Generic.KeyValuePair", this.keyType, this.valueType);
  }

  get count(): number {
    return this.map.size;
  }

  private keyOf(key: unknown): unknown {
    if (key === null || key === undefined) throw argumentNull("key");
    return this.rule(key);
  }

  entry(key: unknown): KeyValuePair | undefined {
    return this.map.get(this.keyOf(key));
  }

  set(key: unknown, value: unknown): void {
    const found = this.keyOf(key);
    const kept = this.map.get(found)?.key ?? key;
    this.map.set(found, new KeyValuePair(kept, value, [this.keyType, this.valueType]));
    this.version++;
  }

  remove(key: unknown): boolean {
    this.version++;
    return this.map.delete(this.keyOf(key));
  }

  clear(): void {
    this.version++;
    this.map.clear();
  }

  *entries(): Iterable<KeyValuePair> {
    const { version } = this;
    for (const entry of this.map.values()) {
      yield entry;
      if (version !== this.version) {
        throw invalidOperation("Collection was modified; enumeration operation may not execute.");
      }
    }
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return this.entries()[Symbol.iterator]();
  }
}
