import type { Scope } from "../scope.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import type { MarkedValue } from "../value.ts";
import type { Context } from "./context.ts";
import type { PathStep } from "./evaluate-path.ts";

/** A value, and how many of the steps after the name led to it. */
export interface Resolved {
  readonly value: MarkedValue;
  readonly used: number;
}

/** Finds what the start of a path stands for: `var.x`, `data.a.b`, `each.key`, a name of a `for`. Throws TerraformError. */
export function resolveName(
  start: Syntax & { readonly kind: "name" },
  steps: readonly PathStep[],
  context: Context,
): Resolved {
  const bound = context.bindings.get(start.name);
  if (bound !== undefined) return { value: bound, used: 0 };
  if (context.names.kind === "constant")
    throw new TerraformError(
      "INVALID_CONFIGURATION",
      `Variables not allowed: "${start.name}" may not be used here, only fixed values.`,
      start.range,
    );
  if (context.names.kind === "template")
    throw new TerraformError(
      "INVALID_FUNCTION_CALL",
      `Invalid function argument: vars map does not contain key "${start.name}", referenced in this template.`,
      start.range,
    );
  return resolveInScope(start, steps, context.names.scope);
}

function resolveInScope(start: Syntax & { readonly kind: "name" }, steps: readonly PathStep[], scope: Scope): Resolved {
  const first = attributeName(steps[0]);
  const undeclared = (what: string) => new TerraformError("UNDECLARED_REFERENCE", what, start.range);
  if (first === undefined)
    throw undeclared(
      `Invalid reference: "${start.name}" must be followed by at least one attribute, as in ${start.name}.name`,
    );
  const found = (value: MarkedValue | undefined, used: number, what: string): Resolved => {
    if (value === undefined) throw undeclared(what);
    return { value, used };
  };
  switch (start.name) {
    case "var":
      return found(
        scope.variables.get(first),
        1,
        `Reference to undeclared input variable: "${first}" is not declared.`,
      );
    case "local":
      return found(scope.locals.get(first), 1, `Reference to undeclared local value: "${first}" is not declared.`);
    case "module":
      return found(scope.modules.get(first), 1, `Reference to undeclared module: "${first}" is not called here.`);
    case "data": {
      const address = `${first}.${attributeName(steps[1]) ?? ""}`;
      return found(scope.data.get(address), 2, `Reference to undeclared resource: data.${address} is not declared.`);
    }
    case "each":
      return found(
        first === "key" || first === "value" ? scope.each?.[first] : undefined,
        1,
        `Reference to "each" in context without for_each: each.${first} can be used only where for_each is set.`,
      );
    case "count":
      return found(
        first === "index" ? scope.count?.index : undefined,
        1,
        `Reference to "count" in non-counted context: count.${first} can be used only where count is set.`,
      );
    case "self":
      return found(scope.self, 0, 'Invalid "self" reference: it can be used only in provisioners and postconditions.');
    case "path":
      return found(
        new Map(Object.entries(scope.paths)).get(first),
        1,
        `Invalid "path" attribute: the "path" object does not have an attribute named "${first}".`,
      );
    case "terraform":
      return found(
        first === "workspace" ? scope.workspace : undefined,
        1,
        `Invalid "terraform" attribute: the "terraform" object does not have an attribute named "${first}".`,
      );
    default: {
      const address = `${start.name}.${first}`;
      return found(scope.resources.get(address), 1, `Reference to undeclared resource: ${address} is not declared.`);
    }
  }
}

function attributeName(step: PathStep | undefined): string | undefined {
  return step?.kind === "attribute" ? step.name : undefined;
}
