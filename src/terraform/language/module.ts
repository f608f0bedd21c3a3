import type { Attribute, Block, Body, Expression } from "./body.ts";
import type { Reference } from "./reference.ts";
import type { Range } from "./terraform-error.ts";
import type { TypeConstraint } from "./types/type-constraint.ts";
import type { Value } from "./value.ts";

/** A folder with all local modules that it calls, read and checked. */
export interface Configuration {
  /** Absolute path of the root folder. */
  readonly folder: string;
  readonly root: Module;
  /** All modules, the root first, each called module once per call. */
  readonly modules: readonly Module[];
}

/** One module: the root, or a local one as one `module` block calls it. */
export interface Module {
  /** Names of the `module` blocks that lead here: `[]` for the root, `["network", "subnet"]` two levels down. */
  readonly path: readonly string[];
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly variables: ReadonlyMap<string, VariableBlock>;
  readonly locals: ReadonlyMap<string, Attribute>;
  /** Managed resources and data sources in the order of the files. */
  readonly resources: readonly ResourceBlock[];
  readonly moduleCalls: ReadonlyMap<string, ModuleCall>;
  readonly outputs: ReadonlyMap<string, OutputBlock>;
  /** `provider` blocks: one label, and an `alias` attribute where it has one. */
  readonly providers: readonly Block[];
  /** `required_providers` by local name. */
  readonly requiredProviders: ReadonlyMap<string, ProviderRequirement>;
  /** The `backend` block of `terraform`, which says where Terraform would keep its state. */
  readonly backend: Block | undefined;
}

export interface ProviderRequirement {
  /** As written, for example `hashicorp/azurerm`. */
  readonly source: string;
  /** A version constraint, for example `~> 4.0`. */
  readonly version?: string;
  readonly range: Range;
}

export interface VariableBlock {
  readonly name: string;
  readonly type: TypeConstraint;
  /** What a text on the command line or in the environment is: the value itself, or an expression to evaluate. */
  readonly textIs: "value" | "expression";
  /** Already converted to the type; undefined when the variable must be given. */
  readonly default: Value | undefined;
  readonly description: string | undefined;
  readonly sensitive: boolean;
  /** `false`: null stands for the default. */
  readonly nullable: boolean;
  readonly validations: readonly Condition[];
  readonly range: Range;
}

/** A `validation`, `precondition` or `postcondition` block. */
export interface Condition {
  readonly condition: Expression;
  readonly errorMessage: Expression;
  readonly range: Range;
}

export interface OutputBlock {
  readonly name: string;
  readonly value: Expression;
  readonly description: string | undefined;
  readonly sensitive: boolean;
  readonly dependsOn: readonly Reference[];
  readonly preconditions: readonly Condition[];
  readonly range: Range;
}

/** A `resource` (mode `managed`) or `data` block. */
export interface ResourceBlock {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Without the meta-arguments, `lifecycle` and `provisioner`. */
  readonly body: Body;
  readonly count: Expression | undefined;
  readonly forEach: Expression | undefined;
  readonly dependsOn: readonly Reference[];
  /** The `provider` meta-argument: `azurerm`, or `azurerm.alias`. */
  readonly provider: string | undefined;
  readonly lifecycle: Lifecycle;
  readonly provisioners: readonly Block[];
  readonly range: Range;
}

export interface Lifecycle {
  readonly createBeforeDestroy: boolean;
  readonly preventDestroy: boolean;
  /** Attribute paths as written (`tags`, `tags["x"]`), or `all`. */
  readonly ignoreChanges: readonly string[] | "all";
  readonly replaceTriggeredBy: readonly Reference[];
  readonly preconditions: readonly Condition[];
  readonly postconditions: readonly Condition[];
}

/** A `module` block and the module that it calls. */
export interface ModuleCall {
  readonly name: string;
  readonly module: Module;
  /** Values for the module's variables. */
  readonly inputs: ReadonlyMap<string, Attribute>;
  readonly count: Expression | undefined;
  readonly forEach: Expression | undefined;
  readonly dependsOn: readonly Reference[];
  /** `providers = { child = parent.alias }` as names. */
  readonly providers: ReadonlyMap<string, string>;
  readonly range: Range;
}
