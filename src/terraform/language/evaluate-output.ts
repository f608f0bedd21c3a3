import { checkConditions } from "./check-conditions.ts";
import { evaluateMarked } from "./evaluate.ts";
import type { OutputBlock } from "./module.ts";
import type { Scope } from "./scope.ts";
import { isSensitive, sensitive } from "./sensitivity.ts";
import { TerraformError } from "./terraform-error.ts";
import type { MarkedValue } from "./value.ts";

/**
 * The value of an output, after its preconditions; marked when the output is sensitive. An output of the root module
 * whose value is sensitive must say so; one of a called module need not. Throws TerraformError.
 */
export function evaluateOutput(output: OutputBlock, scope: Scope, module: "root" | "called"): MarkedValue {
  checkConditions(output.preconditions, scope, "Module output value precondition failed");
  const value = evaluateMarked(output.value, scope);
  if (output.sensitive) return sensitive(value);
  if (module === "called" || !isSensitive(value)) return value;
  throw new TerraformError(
    "INVALID_VALUE",
    `Output refers to sensitive values: to show that this is intended, set sensitive = true in output "${output.name}".`,
    output.range,
  );
}
