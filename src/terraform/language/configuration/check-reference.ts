import type { Module } from "../module.ts";
import type { Reference } from "../reference.ts";
import { TerraformError } from "../terraform-error.ts";

/** What an expression may name in the place where it stands. */
export interface Place {
  readonly each: boolean;
  readonly count: boolean;
  readonly self: boolean;
  /** Nothing but this kind of reference, apart from `path` and `terraform`. */
  readonly only?: "variable";
}

/** Checks that a reference names something that is declared in its module and allowed in its place. Throws TerraformError. */
export function checkReference(reference: Reference, module: Module, place: Place): void {
  const problem = problemOf(reference, module, place);
  if (problem !== undefined) throw new TerraformError("UNDECLARED_REFERENCE", problem, reference.range);
  if (place.only !== undefined && reference.kind !== place.only && reference.kind !== "context")
    throw new TerraformError(
      "UNSUPPORTED",
      "A validation that refers to something other than variables is not supported here; use a precondition.",
      reference.range,
    );
}

function problemOf(reference: Reference, module: Module, place: Place): string | undefined {
  const where = module.path.length === 0 ? "the root module" : `module.${module.path.join(".module.")}`;
  switch (reference.kind) {
    case "variable":
      if (module.variables.has(reference.name)) return undefined;
      return (
        `Reference to undeclared input variable: an input variable with the name "${reference.name}" has not been ` +
        `declared in ${where}. This variable can be declared with a variable "${reference.name}" {} block.`
      );
    case "local":
      if (module.locals.has(reference.name)) return undefined;
      return (
        `Reference to undeclared local value: a local value with the name "${reference.name}" has not been declared ` +
        `in ${where}.`
      );
    case "resource":
    case "data":
      if (hasResource(module, reference)) return undefined;
      return (
        `Reference to undeclared resource: a ${reference.kind === "data" ? "data" : "managed"} resource ` +
        `"${reference.type}" "${reference.name}" has not been declared in ${where}.`
      );
    case "module":
      return moduleProblem(reference, module, where);
    case "context":
      return contextProblem(reference, place);
  }
}

function hasResource(module: Module, reference: Reference & { readonly kind: "resource" | "data" }): boolean {
  const mode = reference.kind === "data" ? "data" : "managed";
  return module.resources.some(
    (resource) => resource.mode === mode && resource.type === reference.type && resource.name === reference.name,
  );
}

function moduleProblem(
  reference: Reference & { readonly kind: "module" },
  module: Module,
  where: string,
): string | undefined {
  const call = module.moduleCalls.get(reference.name);
  if (call === undefined)
    return `Reference to undeclared module: no module call named "${reference.name}" is declared in ${where}.`;
  // With count or for_each the attribute may be a key of an instance.
  const single = call.count === undefined && call.forEach === undefined;
  if (!single || reference.output === undefined || call.module.outputs.has(reference.output)) return undefined;
  return (
    `Unsupported attribute: the module "${reference.name}" declares no output named "${reference.output}", which is ` +
    "what is read here."
  );
}

function contextProblem(reference: Reference & { readonly kind: "context" }, place: Place): string | undefined {
  const { object, attribute } = reference;
  switch (object) {
    case "each":
      if (!place.each) return 'Reference to "each" in context without for_each.';
      return attribute === "key" || attribute === "value" ? undefined : 'Invalid "each" attribute: use key or value.';
    case "count":
      if (!place.count) return 'Reference to "count" in non-counted context.';
      return attribute === "index" ? undefined : 'Invalid "count" attribute: use count.index.';
    case "self":
      return place.self ? undefined : 'Invalid "self" reference: use it only in a postcondition or a provisioner.';
    case "path":
      return attribute === "module" || attribute === "root" || attribute === "cwd"
        ? undefined
        : 'Invalid "path" attribute: use module, root or cwd.';
    case "terraform":
      return attribute === "workspace" ? undefined : 'Invalid "terraform" attribute: use terraform.workspace.';
  }
}
