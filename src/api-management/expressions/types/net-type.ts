import type { TypeDefinition } from "./type-definition.ts";

/** A closed .NET type: a definition with its type arguments. Equal types are one object, so `===` compares them. */
export class NetType {
  readonly definition: TypeDefinition;
  readonly arguments: readonly NetType[];

  private constructor(definition: TypeDefinition, typeArguments: readonly NetType[]) {
    this.definition = definition;
    this.arguments = typeArguments;
  }

  private static readonly serials = new WeakMap<NetType, number>();
  private static nextSerial = 0;

  /** The type that `definition` makes with these arguments. */
  static of(definition: TypeDefinition, typeArguments: readonly NetType[] = []): NetType {
    const key = typeArguments.map((argument) => NetType.serials.get(argument)).join(",");
    const known = definition.instances.get(key);
    if (known !== undefined) return known;
    const type = new NetType(definition, typeArguments);
    NetType.serials.set(type, NetType.nextSerial++);
    definition.instances.set(key, type);
    return type;
  }

  /** Full name as .NET prints it: ``System.Collections.Generic.List`1[System.Int32]``, `System.String[]`. */
  get fullName(): string {
    const [element] = this.arguments;
    if (this.definition.kind === "array" && element !== undefined) return `${element.fullName}[]`;
    if (this.arguments.length === 0) return this.definition.name;
    return `${this.definition.name}\`${this.arguments.length}[${this.arguments.map((a) => a.fullName).join(",")}]`;
  }

  /** Name as C# writes it: `List<int>`, `string[]`, `int?`. */
  get displayName(): string {
    const [element] = this.arguments;
    if (this.definition.kind === "array" && element !== undefined) return `${element.displayName}[]`;
    if (this.definition.name === "System.Nullable" && element !== undefined) return `${element.displayName}?`;
    const name = this.definition.keyword ?? this.definition.simpleName;
    return this.arguments.length === 0 ? name : `${name}<${this.arguments.map((a) => a.displayName).join(", ")}>`;
  }

  get isNullable(): boolean {
    return this.definition.name === "System.Nullable";
  }

  /** Whether values are copied and can't be null: structs and enums, `T?` included. */
  get isValueType(): boolean {
    return this.definition.kind === "struct" || this.definition.kind === "enum";
  }

  get isArray(): boolean {
    return this.definition.kind === "array";
  }
}
