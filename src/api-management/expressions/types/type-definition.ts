import type { NetType } from "./net-type.ts";

/** What kind of type a definition makes. */
export type TypeKind =
  | "class"
  | "static"
  | "struct"
  | "interface"
  | "enum"
  | "delegate"
  | "array"
  | "parameter"
  | "null"
  | "void";

/** A JavaScript function that runs a .NET member. A table's signature says what it takes and gives. */
export type Implementation = (...parameters: never[]) => unknown;

/** How a member runs: a method or getter alone, a getter and setter, or one that also reads the policy's context. */
export type MemberBody =
  | Implementation
  | { readonly get: Implementation; readonly set: Implementation }
  | { readonly withContext: Implementation };

/**
 * A .NET type as the library declares it. A member's key is its signature in C#:
 *
 * ```ts
 * members: {
 *   "int Length": (text: string) => text.length,
 *   "static bool IsNullOrEmpty(string value)": (value: string | null) => value === null || value === "",
 *   "new(char c, int count)": (c: Char, count: number) => c.text.repeat(count),
 *   "explicit int(JToken value)": …, "bool operator ==(Guid a, Guid b)": …, "T this[int index] { set }": { get, set },
 * }
 * ```
 *
 * Instance members take the instance first. Members of a generic type or method take an array of the type arguments before
 * everything else: those of the type (constructors and static members only), then those of the method.
 */
export interface TypeTable {
  /** Full name without arity. */
  readonly name: string;
  /** Names of type parameters. */
  readonly parameters?: readonly string[];
  readonly kind: "class" | "static" | "struct" | "interface" | "enum" | "delegate" | "array";
  /** C# keyword that also names the type. */
  readonly keyword?: string;
  /** Base class, as C# writes it; `object` when it is left out. */
  readonly base?: string;
  readonly interfaces?: readonly string[];
  /** `unlisted` types occur as results, but Azure's list of types does not let an expression name them. */
  readonly listed?: "listed" | "unlisted";
  /** Members of an enum with their values. */
  readonly values?: Readonly<Record<string, number>>;
  /** The value that `default(T)` gives a struct; for the rest it is null. */
  readonly defaultValue?: () => unknown;
  readonly members?: Readonly<Record<string, MemberBody>>;
}

/** One parameter of a member. */
export interface Parameter {
  readonly name: string;
  readonly type: NetType;
  readonly modifier: "none" | "this" | "out" | "params";
  readonly optional: { readonly value: unknown } | null;
}

/** What kind of member a signature declares. */
export type MemberKind = "method" | "property" | "indexer" | "constructor" | "implicit" | "explicit" | "operator";

/** A member whose signature was read; its types may hold the type parameters of its type and its own. */
export interface Member {
  readonly kind: MemberKind;
  readonly name: string;
  readonly declaring: TypeDefinition;
  readonly scope: "static" | "instance" | "extension";
  readonly typeParameters: readonly NetType[];
  readonly parameters: readonly Parameter[];
  readonly returns: NetType;
  readonly run: Implementation;
  readonly set: Implementation | null;
  readonly readsContext: boolean;
}

/** A type definition as the registry holds it. */
export interface TypeDefinition {
  readonly name: string;
  readonly simpleName: string;
  readonly keyword: string | null;
  readonly kind: TypeKind;
  readonly listed: boolean;
  readonly parameters: readonly NetType[];
  readonly table: TypeTable | null;
  /** Closed types made from this definition, by their arguments. */
  readonly instances: Map<string, NetType>;
}
