import type { Block } from "../body.ts";
import { evaluateConstant } from "../evaluation/evaluate-syntax.ts";
import type { VariableBlock } from "../module.ts";
import { unmark } from "../sensitivity.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert } from "../types/convert.ts";
import type { TypeConstraint } from "../types/type-constraint.ts";
import type { Value } from "../value.ts";
import { booleanArgument, checkArguments, checkLabels, textArgument } from "./arguments.ts";
import { readConditions } from "./read-condition.ts";
import { readTypeConstraint } from "./read-type-constraint.ts";

/** Reads a `variable` block. Throws TerraformError. */
export function readVariable(block: Block): VariableBlock {
  checkLabels(block, "name");
  const [name = ""] = block.labels;
  const { body, range } = block;
  const what = `variable "${name}"`;
  checkArguments(body, what, {
    attributes: ["type", "default", "description", "sensitive", "nullable"],
    blocks: ["validation"],
    unsupported: ["ephemeral", "deprecated"],
  });
  const type = readTypeConstraint(body.attributes.get("type")?.expression);
  const nullable = booleanArgument(body.attributes.get("nullable"), true);
  return {
    name,
    type,
    // `type = any` is an expression, and no type at all is a text: so it is in Terraform.
    textIs: body.attributes.has("type") && !["string", "number", "bool"].includes(type.kind) ? "expression" : "value",
    default: readDefault(block, type, nullable),
    description: textArgument(body.attributes.get("description")),
    sensitive: booleanArgument(body.attributes.get("sensitive"), false),
    nullable,
    validations: readConditions(body, "validation"),
    range,
  };
}

function readDefault(block: Block, type: TypeConstraint, nullable: boolean): Value | undefined {
  const expression = block.body.attributes.get("default")?.expression;
  if (expression === undefined) return undefined;
  const value = unmark(evaluateConstant(expression.syntax, "Invalid default value"));
  if (value === null && !nullable)
    throw new TerraformError(
      "INVALID_CONFIGURATION",
      "Invalid default value for variable: null is not allowed, because nullable is false.",
      expression.range,
    );
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new TerraformError(
      error.code,
      `Invalid default value for variable: this default value is not compatible with the variable's type constraint: ` +
        `${error.detail}.`,
      expression.range,
    );
  }
}
