import { hashKey, netEquals } from "../runtime/equality.ts";
import { toText } from "../runtime/to-text.ts";
import { NetType } from "../types/net-type.ts";
import { defineUnnamed } from "../types/registry.ts";
import { NetObject } from "./net-object.ts";

/** An object of an anonymous type: named values, compared by value. */
export class AnonymousObject extends NetObject {
  readonly netType: NetType;
  readonly names: readonly string[];
  readonly values: readonly unknown[];

  constructor(netType: NetType, names: readonly string[], values: readonly unknown[]) {
    super();
    this.netType = netType;
    this.names = names;
    this.values = values;
  }

  override toString(): string {
    return `{ ${this.names.map((name, index) => `${name} = ${toText(this.values[index]) ?? ""}`).join(", ")} }`;
  }

  override equals(other: unknown): boolean {
    if (!(other instanceof AnonymousObject) || other.netType !== this.netType) return false;
    return this.values.every((value, index) => netEquals(value, other.values[index]));
  }

  override hashKey(): unknown {
    return `{${this.values.map((value) => String(hashKey(value))).join("|")}}`;
  }
}

const shapes = new WeakMap<NetType, Map<string, NetType>>();

/** The anonymous type of these members; the same names and types give the same type. */
export function anonymousType(
  names: readonly string[],
  types: readonly NetType[],
): { readonly type: NetType; readonly create: (...values: unknown[]) => AnonymousObject } {
  const type = shapeOf(names, types);
  return { type, create: (...values) => new AnonymousObject(type, names, values) };
}

function shapeOf(names: readonly string[], types: readonly NetType[]): NetType {
  const [first] = types;
  const known = first === undefined ? undefined : shapes.get(first);
  const key = names.map((name, index) => `${types[index]?.fullName} ${name}`).join(",");
  const found = known?.get(key);
  if (found !== undefined) return found;
  const parameters = names.map((_, index) => `T${index}`);
  const members = Object.fromEntries(
    names.map((name, index) => [`T${index} ${name}`, (value: AnonymousObject) => value.values[index]]),
  );
  const table = { name: "AnonymousType", kind: "class", parameters, members } as const;
  const type = NetType.of(defineUnnamed(table.name, "class", table), types);
  if (first !== undefined) shapes.set(first, (known ?? new Map<string, NetType>()).set(key, type));
  return type;
}
