import type { Block } from "../body.ts";
import type { OutputBlock } from "../module.ts";
import { booleanArgument, checkArguments, checkLabels, requiredArgument, textArgument } from "./arguments.ts";
import { readConditions } from "./read-condition.ts";
import { referenceList } from "./read-references.ts";

/** Reads an `output` block. Throws TerraformError. */
export function readOutput(block: Block): OutputBlock {
  checkLabels(block, "name");
  const [name = ""] = block.labels;
  const { body, range } = block;
  const what = `output "${name}"`;
  checkArguments(body, what, {
    attributes: ["value", "description", "sensitive", "depends_on"],
    blocks: ["precondition"],
    unsupported: ["ephemeral", "deprecated"],
  });
  return {
    name,
    value: requiredArgument(body, "value", what),
    description: textArgument(body.attributes.get("description")),
    sensitive: booleanArgument(body.attributes.get("sensitive"), false),
    dependsOn: referenceList(body.attributes.get("depends_on")),
    preconditions: readConditions(body, "precondition"),
    range,
  };
}
