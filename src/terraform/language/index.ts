/**
 * The Terraform language: reads a folder of `.tf` files, and evaluates its expressions.
 *
 * The way through: `loadConfiguration(folder)` → `resolveVariables(configuration, …)` → `dependencyOrder(configuration)`
 * → for every node in that order, in the scope of each instance of its module: `checkModuleInput` (variable),
 * `evaluateMarked` (local), `expandCount` or `expandForEach`, then `expandBody` (resource, provider), `expandCount` or
 * `expandForEach` (call), `evaluateOutput` (output); `checkConditions` before and after a resource.
 *
 * Every error is a `TerraformError`. What is read from a resource goes back into a scope as a plain value; its secret
 * parts through `sensitive`, its sets through `setOf`, so that expressions treat them as Terraform does.
 */
export type { Attribute, Block, Body, Expression } from "./body.ts";
export { checkConditions } from "./check-conditions.ts";
export { type CollectionKind, collectionKind, listOf, mapOf, setOf } from "./collection-kind.ts";
export { dependencyOrder } from "./dependency-order.ts";
export { evaluate, evaluateMarked } from "./evaluate.ts";
export { evaluateOutput } from "./evaluate-output.ts";
export { type EvaluatedAttribute, type EvaluatedBlock, type EvaluatedBody, expandBody } from "./expand-body.ts";
export { expandCount, expandForEach } from "./expand-instances.ts";
export type { DependencyNode, NodeContent } from "./graph/dependency-node.ts";
export { referenceAddresses } from "./graph/reference-addresses.ts";
export { loadConfiguration } from "./load-configuration.ts";
export type {
  Condition,
  Configuration,
  Lifecycle,
  Module,
  ModuleCall,
  OutputBlock,
  ProviderRequirement,
  ResourceBlock,
  VariableBlock,
} from "./module.ts";
export { modulePaths } from "./module-paths.ts";
export type { Reference, ReferenceTarget } from "./reference.ts";
export { bodyReferences, references } from "./references.ts";
export { type CommandLineVariable, resolveVariables, type VariableSources } from "./resolve-variables.ts";
export type { Scope, ScopePaths } from "./scope.ts";
export { isSensitive, sensitive, unmark } from "./sensitivity.ts";
export { type Range, TerraformError, type TerraformErrorCode } from "./terraform-error.ts";
export type { TypeConstraint } from "./types/type-constraint.ts";
export { type MarkedRecord, type MarkedValue, Sensitive, type Value, type ValueRecord } from "./value.ts";
export { checkModuleInput } from "./variable-value.ts";
