import { hashKey, netEquals } from "../../runtime/equality.ts";
import { toText } from "../../runtime/to-text.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { NetObject } from "../../values/net-object.ts";

/** A System.Tuple. */
class Tuple extends NetObject {
  private readonly types: readonly NetType[];
  readonly values: readonly unknown[];

  constructor(types: readonly NetType[], values: readonly unknown[]) {
    super();
    this.types = types;
    this.values = values;
  }

  override get netType(): NetType {
    return typeNamed("System.Tuple", ...this.types);
  }

  override toString(): string {
    return `(${this.values.map((value) => toText(value) ?? "").join(", ")})`;
  }

  override equals(other: unknown): boolean {
    return (
      other instanceof Tuple &&
      other.values.length === this.values.length &&
      this.values.every((value, index) => netEquals(value, other.values[index]))
    );
  }

  override hashKey(): unknown {
    return `(${this.values.map((value) => String(hashKey(value))).join(",")})`;
  }
}

const largest = 5;
const sizes = Array.from({ length: largest }, (_, index) => index + 1);
const names = (size: number): readonly string[] => Array.from({ length: size }, (_, index) => `T${index + 1}`);
const list = (size: number): string =>
  names(size)
    .map((name, index) => `${name} item${index + 1}`)
    .join(", ");
const create = (types: readonly NetType[], ...values: readonly unknown[]): Tuple => new Tuple(types, values);

const tupleOf = (size: number): TypeTable => ({
  name: "System.Tuple",
  parameters: names(size),
  kind: "class",
  members: {
    [`new(${list(size)})`]: create,
    ...Object.fromEntries(
      names(size).map((name, index) => [`${name} Item${index + 1}`, (tuple: Tuple) => tuple.values[index]]),
    ),
  },
});

/** System.Tuple of one to five values. */
export const tupleTypes: readonly TypeTable[] = [
  {
    name: "System.Tuple",
    kind: "static",
    members: Object.fromEntries(
      sizes.map((size) => {
        const types = names(size).join(", ");
        return [`static Tuple<${types}> Create<${types}>(${list(size)})`, create];
      }),
    ),
  },
  ...sizes.map(tupleOf),
];
