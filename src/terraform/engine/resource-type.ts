import type { Value } from "../language/index.ts";
import type { AzureClients } from "./azure-clients.ts";
import type { Features } from "./provider-features.ts";

/** A block's content as plain data: attributes by name, nested blocks as arrays of such records. */
export type Config = { readonly [name: string]: Value };

/** `list`, `set` and `map` hold texts; `any` is taken as it is. */
export type AttributeType = "string" | "number" | "bool" | "list" | "set" | "map" | "any";

export interface AttributeSchema {
  readonly type: AttributeType;
  readonly required?: boolean;
  readonly default?: Value;
  /** A change of it makes a new resource. */
  readonly forceNew?: boolean;
  readonly sensitive?: boolean;
  /** Major versions of the provider that take it; all when absent. */
  readonly majors?: readonly number[];
  /** Brings spellings that mean the same into one form, so that they compare as equal. */
  readonly normalize?: (value: Value) => Value;
}

export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly blocks?: Readonly<Record<string, BlockSchema>>;
  /** At least one. */
  readonly required?: boolean;
  /** At most one. */
  readonly single?: boolean;
  /** Of each of these groups of arguments exactly one must be given: two spellings of the same. */
  readonly exactlyOne?: readonly (readonly string[])[];
}

/** What a resource type works with. */
export interface ResourceContext {
  readonly azure: AzureClients;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Unique in the configuration: `azurerm_x.y[0]`. */
  readonly address: string;
  /** Absolute folder in which relative paths start. */
  readonly cwd: string;
  /** What the `features` block of the provider azurerm says. */
  readonly features: Features;
  /** The one major version of a provider that `required_providers` allows; undefined when it allows several. */
  readonly major: (provider: string) => number | undefined;
}

/** One type of the providers: its schema, and the requests that the provider sends. */
export interface ResourceType extends BlockSchema {
  readonly type: string;
  readonly mode: "managed" | "data";
  /** Attributes that hold secrets among what `create` returns, besides those that the schema marks. */
  readonly secrets?: readonly string[];
  /** Makes it (reads it, for a data source); returns what expressions see beside the configuration. */
  create(config: Config, context: ResourceContext): Promise<Config>;
  /**
   * For what would be made twice: finds what an apply left behind that was killed between making it and saving that. Asked
   * only when the state says that making it was begun. Undefined when there is nothing.
   */
  adopt?(config: Config, context: ResourceContext): Promise<Config | undefined>;
  /** Whether it is still there. Absent: it lives in the state alone. */
  exists?(attributes: Config, context: ResourceContext): Promise<boolean>;
  /** Changes it in place; returns what `create` does. Absent: every change makes a new one. */
  update?(config: Config, attributes: Config, context: ResourceContext): Promise<Config>;
  delete?(attributes: Config, context: ResourceContext): Promise<void>;
}

/** Finds a resource type or data source by its name; undefined if it isn't supported. */
export type FindType = (mode: "managed" | "data", type: string) => ResourceType | undefined;
