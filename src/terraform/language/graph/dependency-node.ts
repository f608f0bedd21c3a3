import type { Attribute, Block } from "../body.ts";
import type { Module, ModuleCall, OutputBlock, ResourceBlock, VariableBlock } from "../module.ts";
import type { Range } from "../terraform-error.ts";

/**
 * One thing to do in an apply. `module` is the module it stands in; a module called with `count` or `for_each` has one
 * node for all its instances. `address` is unique (`module.a.azurerm_x.y`, `var.a`, `local.b`, `output.c`,
 * `provider.azurerm`; `module.a` is the call), and `dependsOn` holds the addresses that must be done before, those that
 * are needed directly only; all of them come earlier in the order.
 */
export type DependencyNode = NodeContent & {
  readonly address: string;
  readonly module: Module;
  readonly dependsOn: readonly string[];
};

export type NodeContent =
  /** `call` is the call that gives a called module's variable its value; undefined in the root module. */
  | { readonly kind: "variable"; readonly variable: VariableBlock; readonly call: ModuleCall | undefined }
  | { readonly kind: "local"; readonly name: string; readonly attribute: Attribute }
  | { readonly kind: "provider"; readonly name: string; readonly block: Block }
  | { readonly kind: "resource"; readonly resource: ResourceBlock }
  | { readonly kind: "output"; readonly output: OutputBlock }
  /** The call itself, in the calling module: evaluate its `count` or `for_each` here, before anything inside. */
  | { readonly kind: "call"; readonly call: ModuleCall };

/** Where a node stands in the files. */
export function rangeOf(node: NodeContent): Range {
  switch (node.kind) {
    case "variable":
      return node.variable.range;
    case "local":
      return node.attribute.range;
    case "provider":
      return node.block.range;
    case "resource":
      return node.resource.range;
    case "output":
      return node.output.range;
    case "call":
      return node.call.range;
  }
}
