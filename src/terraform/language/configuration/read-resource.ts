import type { Block, Body } from "../body.ts";
import type { Lifecycle, ResourceBlock } from "../module.ts";
import { TerraformError } from "../terraform-error.ts";
import { booleanArgument, checkArguments, checkLabels } from "./arguments.ts";
import { readConditions } from "./read-condition.ts";
import { nameList, pathText, referenceList } from "./read-references.ts";

const META_ARGUMENTS = ["count", "for_each", "depends_on", "provider"];
const META_BLOCKS = ["lifecycle", "provisioner"];
const UNSUPPORTED_BLOCKS = ["connection", "locals", "_"];

/** Reads a `resource` or `data` block: takes the meta-arguments out of the body. Throws TerraformError. */
export function readResource(block: Block): ResourceBlock {
  checkLabels(block, "type", "name");
  const [type = "", name = ""] = block.labels;
  const { body, range } = block;
  const mode = block.type === "data" ? "data" : "managed";
  const what = `${block.type} "${type}" "${name}"`;
  const refused = body.blocks.find(
    (nested) => UNSUPPORTED_BLOCKS.includes(nested.type) || (mode === "data" && nested.type === "provisioner"),
  );
  if (refused !== undefined)
    throw new TerraformError("UNSUPPORTED", `"${refused.type}" in ${what} is not supported here.`, refused.range);
  const provider = body.attributes.get("provider");
  return {
    mode,
    type,
    name,
    body: withoutMetaArguments(body),
    ...readRepetition(body, what),
    dependsOn: referenceList(body.attributes.get("depends_on")),
    provider: provider === undefined ? undefined : pathText(provider.expression.syntax),
    lifecycle: readLifecycle(body, what, mode),
    provisioners: body.blocks.filter((nested) => nested.type === "provisioner"),
    range,
  };
}

/** `count` and `for_each`, of which a block has one at most. */
export function readRepetition(body: Body, what: string): Pick<ResourceBlock, "count" | "forEach"> {
  const count = body.attributes.get("count");
  const forEach = body.attributes.get("for_each");
  if (count !== undefined && forEach !== undefined)
    throw new TerraformError(
      "INVALID_CONFIGURATION",
      `Invalid combination of "count" and "for_each" in ${what}: use one of them.`,
      forEach.range,
    );
  return { count: count?.expression, forEach: forEach?.expression };
}

function withoutMetaArguments(body: Body): Body {
  return {
    attributes: new Map([...body.attributes].filter(([name]) => !META_ARGUMENTS.includes(name))),
    blocks: body.blocks.filter((block) => !META_BLOCKS.includes(block.type)),
    range: body.range,
  };
}

function readLifecycle(body: Body, what: string, mode: "managed" | "data"): Lifecycle {
  const [block, second] = body.blocks.filter((nested) => nested.type === "lifecycle");
  if (second !== undefined)
    throw new TerraformError("DUPLICATE", `Duplicate lifecycle block in ${what}.`, second.range);
  const inside: Body = block?.body ?? { attributes: new Map(), blocks: [], range: body.range };
  checkArguments(inside, `"lifecycle" of ${what}`, {
    attributes:
      mode === "managed" ? ["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"] : [],
    blocks: ["precondition", "postcondition"],
  });
  const ignored = inside.attributes.get("ignore_changes");
  const all = ignored?.expression.syntax.kind === "name" && ignored.expression.syntax.name === "all";
  return {
    createBeforeDestroy: booleanArgument(inside.attributes.get("create_before_destroy"), false),
    preventDestroy: booleanArgument(inside.attributes.get("prevent_destroy"), false),
    ignoreChanges: all ? "all" : nameList(ignored).map(pathText),
    replaceTriggeredBy: referenceList(inside.attributes.get("replace_triggered_by")),
    preconditions: readConditions(inside, "precondition"),
    postconditions: readConditions(inside, "postcondition"),
  };
}
