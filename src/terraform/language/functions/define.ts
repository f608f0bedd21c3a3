import { isSensitive, sensitive } from "../sensitivity.ts";
import { TerraformError } from "../terraform-error.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import type { Parameter } from "./parameter.ts";

/** What a function may ask its surroundings. */
export interface FunctionContext {
  readonly now: () => Date;
  readonly planTime: Date;
  /** Absolute; relative paths start here. */
  readonly folder: string;
  /** Renders a template with these variables; `file` is its name in messages. */
  readonly render: (file: string, template: string, variables: { readonly [name: string]: MarkedValue }) => MarkedValue;
}

/** A function of the language: checks its arguments and computes. Throws TerraformError without a range. */
export type LanguageFunction = (name: string, given: readonly MarkedValue[], context: FunctionContext) => MarkedValue;

export type FunctionTable = ReadonlyMap<string, LanguageFunction>;

type Parameters<Accepted extends readonly unknown[]> = {
  readonly [Index in keyof Accepted]: Parameter<Accepted[Index]>;
};

/**
 * Whether a mark anywhere in an argument makes the result sensitive as a whole (`spread`, which is usual), or only one
 * on the argument itself, while marks inside it go to the result with the parts that bear them (`keep`).
 */
export type Marks = "spread" | "keep";

/** Defines a function with a fixed number of parameters. */
export function define<const Accepted extends readonly unknown[]>(
  parameters: Parameters<Accepted>,
  call: (given: Accepted, context: FunctionContext) => MarkedValue,
  marks: Marks = "spread",
): LanguageFunction {
  return (name, given, context) => {
    checkCount(name, parameters, given.length, false);
    const accepted = parameters.map((parameter, index) => accept(parameter, given[index] ?? null, marks));
    // The parameters have just made each of them what its place in the tuple says.
    return remark(
      run(name, () => call(accepted as readonly unknown[] as Accepted, context)),
      given,
      marks,
    );
  };
}

/** Defines a function that takes any number of further arguments after its parameters. */
export function defineVariadic<const Accepted extends readonly unknown[], Further>(
  parameters: Parameters<Accepted>,
  further: Parameter<Further>,
  call: (given: Accepted, more: readonly Further[], context: FunctionContext) => MarkedValue,
  marks: Marks = "spread",
): LanguageFunction {
  return (name, given, context) => {
    checkCount(name, parameters, given.length, true);
    const accepted = parameters.map((parameter, index) => accept(parameter, given[index] ?? null, marks));
    const more = given.slice(parameters.length).map((argument) => accept(further, argument, marks));
    return remark(
      run(name, () => call(accepted as readonly unknown[] as Accepted, more, context)),
      given,
      marks,
    );
  };
}

/** The error of a function that can't compute with these values. */
export function failure(message: string): TerraformError {
  return new TerraformError("INVALID_FUNCTION_CALL", message);
}

function checkCount(
  name: string,
  parameters: readonly { readonly name: string }[],
  count: number,
  variadic: boolean,
): void {
  const missing = parameters[count];
  if (missing !== undefined)
    throw new TerraformError(
      "INVALID_FUNCTION_CALL",
      `Not enough function arguments: function "${name}" expects ${variadic ? "at least " : ""}${parameters.length} ` +
        `argument(s). Missing value for "${missing.name}".`,
    );
  if (count > parameters.length && !variadic)
    throw new TerraformError(
      "INVALID_FUNCTION_CALL",
      `Too many function arguments: function "${name}" expects only ${parameters.length} argument(s).`,
    );
}

function accept<Accepted>(parameter: Parameter<Accepted>, argument: MarkedValue, marks: Marks): Accepted {
  const shallow = marks === "keep" && argument instanceof Sensitive ? argument.value : argument;
  const bare = argument instanceof Sensitive ? argument.value : argument;
  try {
    if (bare === null && !parameter.nullable) throw failure("argument must not be null");
    return parameter.accept(shallow);
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError(
      error.code === "UNSUPPORTED" ? "UNSUPPORTED" : "INVALID_FUNCTION_CALL",
      `Invalid function argument: invalid value for "${parameter.name}" parameter: ${error.detail}.`,
    );
  }
}

function run(name: string, call: () => MarkedValue): MarkedValue {
  try {
    return call();
  } catch (thrown) {
    // A text longer than JavaScript can hold: `indent(536870888, …)`.
    const error = thrown instanceof RangeError ? failure("the result is too long to be held here") : thrown;
    if (!(error instanceof TerraformError) || error.range !== undefined) throw error;
    throw new TerraformError(error.code, `Error in function call: call to function "${name}" failed: ${error.detail}.`);
  }
}

function remark(result: MarkedValue, given: readonly MarkedValue[], marks: Marks): MarkedValue {
  const secret = marks === "keep" ? given.some((argument) => argument instanceof Sensitive) : given.some(isSensitive);
  return secret ? sensitive(result) : result;
}
