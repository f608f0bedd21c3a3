import type { FunctionContext } from "../functions/define.ts";
import { functions, unsupportedFunctions } from "../functions/table.ts";
import type { Scope } from "../scope.ts";
import { sensitive } from "../sensitivity.ts";
import { parseBareTemplate } from "../syntax/parse-quoted.ts";
import { SourceText } from "../syntax/source-text.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";
import { isSequence } from "../types/convert.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import { at, type Context } from "./context.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";

type Call = Syntax & { readonly kind: "call" };

/** How deep a template may render others: one that renders itself would never end. */
const MAXIMUM_TEMPLATE_DEPTH = 16;

/** Calls a built-in function. Throws TerraformError: an unknown one, unfit arguments, and what it can't compute. */
export function callFunction(call: Call, context: Context): MarkedValue {
  const name = call.name.replace(/^core::/, "");
  if (name === "try") return tryEach(call, context);
  if (name === "can") return can(call, context);
  const { names } = context;
  if (names.kind === "constant")
    throw new TerraformError("INVALID_CONFIGURATION", `Function calls not allowed here: "${name}"`, call.range);
  const found = functions.get(name);
  if (found === undefined) throw unknownFunction(name, call);
  if (name === "templatestring" && !isPath(call.arguments[0]))
    throw new TerraformError(
      "INVALID_FUNCTION_CALL",
      "Invalid template expression: templatestring renders templates that come from elsewhere; write a literal " +
        "template as a text in quotes instead.",
      call.range,
    );
  const given = evaluateArguments(call, context);
  return at(call.range, () => {
    const result = found(name, given.values, functionContext(names.scope, context.templateDepth));
    return given.sensitive ? sensitive(result) : result;
  });
}

/** Refuses the call of a function that does not exist or is not supported. Throws TerraformError. */
export function checkFunctionName(call: Call): void {
  const name = call.name.replace(/^core::/, "");
  if (name !== "try" && name !== "can" && !functions.has(name)) throw unknownFunction(name, call);
}

function isPath(syntax: Syntax | undefined): boolean {
  return syntax?.kind === "attribute" || syntax?.kind === "index" || syntax?.kind === "name";
}

function unknownFunction(name: string, call: Call): TerraformError {
  const reason = unsupportedFunctions.get(name);
  if (reason !== undefined)
    return new TerraformError("UNSUPPORTED", `The function "${name}" is not supported here: ${reason}.`, call.range);
  if (name.startsWith("provider::"))
    return new TerraformError("UNSUPPORTED", `Functions of providers are not supported: "${name}".`, call.range);
  return new TerraformError(
    "INVALID_FUNCTION_CALL",
    `Call to unknown function: there is no function named "${name}".`,
    call.range,
  );
}

/** The values of the arguments, the last one spread out if "..." follows it. */
function evaluateArguments(call: Call, context: Context): { values: readonly MarkedValue[]; sensitive: boolean } {
  const values = call.arguments.map((argument) => evaluateSyntax(argument, context));
  if (!call.expand) return { values, sensitive: false };
  const last = values.at(-1) ?? null;
  const list = last instanceof Sensitive ? last.value : last;
  if (!isSequence(list))
    throw new TerraformError(
      "INVALID_FUNCTION_CALL",
      "Invalid expanding argument value: the expanding argument (indicated by ...) must be of a tuple, list, or set type.",
      call.arguments.at(-1)?.range ?? call.range,
    );
  return { values: [...values.slice(0, -1), ...list], sensitive: last instanceof Sensitive };
}

/** `try`: the first argument that can be evaluated. */
function tryEach(call: Call, context: Context): MarkedValue {
  if (call.arguments.length === 0)
    throw new TerraformError(
      "INVALID_FUNCTION_CALL",
      'Error in function call: call to function "try" failed: at least one argument is required.',
      call.range,
    );
  const failures: string[] = [];
  for (const argument of call.arguments) {
    try {
      return evaluateSyntax(argument, context);
    } catch (error) {
      if (!(error instanceof TerraformError)) throw error;
      failures.push(error.message);
    }
  }
  throw new TerraformError(
    "INVALID_FUNCTION_CALL",
    `Error in function call: call to function "try" failed: no expression succeeded: ${failures.join("; ")}`,
    call.range,
  );
}

/** `can`: whether the argument can be evaluated. */
function can(call: Call, context: Context): MarkedValue {
  const [argument, ...others] = call.arguments;
  if (argument === undefined || others.length > 0)
    throw new TerraformError("INVALID_FUNCTION_CALL", 'Function "can" expects 1 argument.', call.range);
  try {
    evaluateSyntax(argument, context);
    return true;
  } catch (error) {
    if (error instanceof TerraformError) return false;
    throw error;
  }
}

function functionContext(scope: Scope, templateDepth: number): FunctionContext {
  return {
    now: scope.now,
    planTime: scope.planTime,
    folder: scope.paths.cwd,
    render: (file, template, variables) => {
      if (templateDepth >= MAXIMUM_TEMPLATE_DEPTH)
        throw new TerraformError("INVALID_FUNCTION_CALL", `templates render each other too deep, at ${file}`);
      return evaluateSyntax(parseBareTemplate(new SourceText(file, template)), {
        names: { kind: "template", scope, file },
        bindings: new Map(Object.entries(variables)),
        templateDepth: templateDepth + 1,
      });
    },
  };
}
