import type { Body } from "../body.ts";
import type { Condition } from "../module.ts";
import { checkArguments, requiredArgument } from "./arguments.ts";

/** The `validation`, `precondition` or `postcondition` blocks of a body. */
export function readConditions(body: Body, type: string): readonly Condition[] {
  return body.blocks
    .filter((block) => block.type === type)
    .map((block) => {
      checkArguments(block.body, `"${type}"`, { attributes: ["condition", "error_message"], blocks: [] });
      return {
        condition: requiredArgument(block.body, "condition", `"${type}"`),
        errorMessage: requiredArgument(block.body, "error_message", `"${type}"`),
        range: block.range,
      };
    });
}
