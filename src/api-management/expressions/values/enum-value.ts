import type { NetType } from "../types/net-type.ts";
import { NetObject } from "./net-object.ts";

/** A value of a .NET enum. */
export class EnumValue extends NetObject {
  readonly netType: NetType;
  readonly value: number;

  private constructor(netType: NetType, value: number) {
    super();
    this.netType = netType;
    this.value = value;
  }

  private static readonly values = new WeakMap<NetType, Map<number, EnumValue>>();

  /** The value of this number; equal values are one object. */
  static of(type: NetType, value: number): EnumValue {
    let values = EnumValue.values.get(type);
    if (values === undefined) {
      values = new Map();
      EnumValue.values.set(type, values);
    }
    let found = values.get(value);
    if (found === undefined) {
      found = new EnumValue(type, value);
      values.set(value, found);
    }
    return found;
  }

  /** The member's name; the number when no member has it. */
  override toString(): string {
    const entry = Object.entries(this.netType.definition.table?.values ?? {}).find(([, value]) => value === this.value);
    return entry?.[0] ?? String(this.value);
  }
}
