import { checkConditions } from "./check-conditions.ts";
import type { VariableBlock } from "./module.ts";
import type { Scope } from "./scope.ts";
import { sensitive } from "./sensitivity.ts";
import { type Range, TerraformError } from "./terraform-error.ts";
import { convertMarked } from "./types/convert.ts";
import type { MarkedValue } from "./value.ts";

/**
 * The value that a called module's variable takes: the input converted to its type, or the default when `input` is
 * undefined; marked when the variable is sensitive. Its `validation` blocks are run in `scope`, the one of the called
 * module, to which the value itself need not have been added. `range` is where the call or the input stands. Throws
 * TerraformError.
 */
export function checkModuleInput(
  variable: VariableBlock,
  input: MarkedValue | undefined,
  scope: Scope,
  range: Range,
): MarkedValue {
  const value = fitVariable(variable, input, range);
  const variables = new Map([...scope.variables, [variable.name, value] as const]);
  validateVariable(variable, { ...scope, variables });
  return value;
}

/** The input converted to the variable's type, or its default; marked when the variable is sensitive. */
export function fitVariable(variable: VariableBlock, input: MarkedValue | undefined, range?: Range): MarkedValue {
  const value = input === undefined || (input === null && !variable.nullable) ? variable.default : input;
  if (value === undefined)
    throw input === null
      ? new TerraformError(
          "INVALID_VALUE",
          `Required variable not set: the given value is null, and the variable "${variable.name}" takes none.`,
          range ?? variable.range,
        )
      : new TerraformError(
          "MISSING_VARIABLE",
          `No value for required variable: the variable "${variable.name}" is not set, and has no default value. ` +
            `Give one with -var '${variable.name}=…', a .tfvars file, or TF_VAR_${variable.name}.`,
          range ?? variable.range,
        );
  try {
    const fitted = convertMarked(value, variable.type);
    return variable.sensitive ? sensitive(fitted) : fitted;
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError(
      error.code,
      `Invalid value for input variable: the given value is not suitable for var.${variable.name} declared at ` +
        `${variable.range.file}:${variable.range.line}: ${error.detail}.`,
      range ?? variable.range,
    );
  }
}

/** Runs the `validation` blocks of a variable. */
export function validateVariable(variable: VariableBlock, scope: Scope): void {
  checkConditions(variable.validations, scope, `Invalid value for variable "${variable.name}"`);
}
