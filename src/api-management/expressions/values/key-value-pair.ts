import { netEquals } from "../runtime/equality.ts";
import { toText } from "../runtime/to-text.ts";
import { typeOf } from "../runtime/type-of.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { known } from "../types/well-known.ts";
import { NetObject } from "./net-object.ts";

/** A key and its value, as enumerating a dictionary gives them. */
export class KeyValuePair extends NetObject {
  readonly key: unknown;
  readonly value: unknown;
  private readonly types: readonly [NetType, NetType] | null;

  constructor(key: unknown, value: unknown, types: readonly [NetType, NetType] | null = null) {
    super();
    this.key = key;
    this.value = value;
    this.types = types;
  }

  override get netType(): NetType {
    const [key, value] = this.types ?? [typeOf(this.key), known.object];
    return typeNamed("System.Collections.Generic.KeyValuePair", key, value);
  }

  override toString(): string {
    return `[${toText(this.key) ?? ""}, ${toText(this.value) ?? ""}]`;
  }

  override equals(other: unknown): boolean {
    return other instanceof KeyValuePair && netEquals(this.key, other.key) && netEquals(this.value, other.value);
  }
}
