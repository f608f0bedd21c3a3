import type { Value } from "../language/index.ts";
import type { AzureClients } from "./azure-clients.ts";

/** A block's content as plain data: attributes by name, nested blocks as arrays of such records. */
export type Config = { readonly [name: string]: Value };

export interface AttributeSchema {
  readonly type: "string" | "number" | "bool" | "list" | "map" | "any";
  readonly required?: boolean;
  readonly default?: Value;
  /** A change of it makes a new resource. */
  readonly forceNew?: boolean;
  readonly sensitive?: boolean;
}

export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly blocks?: Readonly<Record<string, BlockSchema>>;
  readonly required?: boolean;
  /** At most one. */
  readonly single?: boolean;
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
}

/** One type of the providers: its schema, and the requests that the provider sends. */
export interface ResourceType extends BlockSchema {
  readonly type: string;
  readonly mode: "managed" | "data";
  /** Attributes that hold secrets among what `create` returns, besides those that the schema marks. */
  readonly secrets?: readonly string[];
  /** Makes it, or takes up what an interrupted apply made; returns what expressions see beside the configuration. */
  create(config: Config, context: ResourceContext): Promise<Config>;
  /** Changes it in place. Absent: every change makes a new one. */
  update?(config: Config, attributes: Config, context: ResourceContext): Promise<Config>;
  delete?(attributes: Config, context: ResourceContext): Promise<void>;
}
