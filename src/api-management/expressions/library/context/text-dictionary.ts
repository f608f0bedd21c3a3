import { argumentNull } from "../../runtime/errors.ts";
import type { NetType } from "../../types/net-type.ts";
import { arrayOf, typeNamed } from "../../types/registry.ts";
import { known } from "../../types/well-known.ts";
import { KeyValuePair } from "../../values/key-value-pair.ts";
import { NetArray } from "../../values/net-array.ts";
import type { DictionaryLike } from "../../values/net-dictionary.ts";
import { NetSequence } from "../../values/net-sequence.ts";

/** Where a read-only dictionary of the context finds its entries. */
export interface TextSource {
  get(name: string): readonly string[] | undefined;
  names(): Iterable<string>;
}

/** A read-only dictionary of texts: headers, query parameters and claims hold several per name, template parameters one. */
export class TextDictionary extends NetSequence implements DictionaryLike {
  private readonly source: TextSource;
  readonly shape: "many" | "one";

  constructor(source: TextSource, shape: "many" | "one") {
    super();
    this.source = source;
    this.shape = shape;
  }

  get keyType(): NetType {
    return known.string;
  }

  get valueType(): NetType {
    return this.shape === "many" ? arrayOf(known.string) : known.string;
  }

  override get elementType(): NetType {
    return typeNamed("System.Collections.Generic.KeyValuePair", this.keyType, this.valueType);
  }

  override get netType(): NetType {
    return typeNamed("System.Collections.Generic.IReadOnlyDictionary", this.keyType, this.valueType);
  }

  get count(): number {
    return [...this.source.names()].length;
  }

  /** All values of a name; undefined when there is none. */
  texts(name: string | null): readonly string[] | undefined {
    if (name === null) throw argumentNull("key");
    return this.source.get(name);
  }

  entry(key: unknown): KeyValuePair | undefined {
    const texts = this.texts(key === null ? null : String(key));
    if (texts === undefined) return undefined;
    const value = this.shape === "many" ? new NetArray(known.string, [...texts]) : (texts[0] ?? null);
    return new KeyValuePair(key, value, [this.keyType, this.valueType]);
  }

  *entries(): Iterable<KeyValuePair> {
    for (const name of this.source.names()) {
      const entry = this.entry(name);
      if (entry !== undefined) yield entry;
    }
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return this.entries()[Symbol.iterator]();
  }
}

/** The entries of a map of lists. */
export const mapSource = (map: ReadonlyMap<string, readonly string[]>): TextSource => ({
  get: (name) => map.get(name),
  names: () => map.keys(),
});
