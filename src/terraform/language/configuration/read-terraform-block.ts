import type { Block } from "../body.ts";
import { constantText } from "../evaluation/evaluate-syntax.ts";
import type { ProviderRequirement } from "../module.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { type Range, TerraformError } from "../terraform-error.ts";
import { checkArguments, checkLabels, textArgument } from "./arguments.ts";
import { LANGUAGE_VERSION, meetsConstraint } from "./version-constraint.ts";

/** What a `terraform` block says. */
export interface TerraformSettings {
  readonly requiredProviders: ReadonlyMap<string, ProviderRequirement>;
  readonly backend: Block | undefined;
}

/** Reads a `terraform` block; refuses a `required_version` that our version of the language does not meet. */
export function readTerraformBlock(block: Block): TerraformSettings {
  checkLabels(block);
  checkArguments(block.body, '"terraform"', {
    attributes: ["required_version"],
    blocks: ["required_providers", "backend"],
    unsupported: ["experiments", "cloud", "provider_meta", "language"],
  });
  checkVersion(block);
  const requiredProviders = new Map<string, ProviderRequirement>();
  for (const nested of block.body.blocks) {
    if (nested.type !== "required_providers") continue;
    for (const { name, expression } of nested.body.attributes.values())
      requiredProviders.set(name, readRequirement(name, expression.syntax));
  }
  return { requiredProviders, backend: block.body.blocks.find((nested) => nested.type === "backend") };
}

function checkVersion(block: Block): void {
  const attribute = block.body.attributes.get("required_version");
  const constraint = textArgument(attribute);
  if (constraint === undefined || meetsConstraint(LANGUAGE_VERSION, constraint, attribute?.expression.range)) return;
  throw new TerraformError(
    "UNSUPPORTED",
    `Unsupported Terraform version: the configuration requires ${constraint}, but its language is read here as ` +
      `Terraform ${LANGUAGE_VERSION} does.`,
    attribute?.expression.range,
  );
}

function readRequirement(name: string, syntax: Syntax): ProviderRequirement {
  // Old configurations write only the version.
  if (syntax.kind !== "object")
    return requirement(`hashicorp/${name}`, constantText(syntax, `"${name}"`), syntax.range);
  const found = new Map<string, string>();
  for (const { key, value } of syntax.items) {
    const setting = constantText(key, "The name of a setting");
    if (setting === "configuration_aliases") continue;
    if (setting !== "source" && setting !== "version")
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `Invalid required_providers object: "${setting}" is not expected; only source, version and ` +
          "configuration_aliases are.",
        key.range,
      );
    found.set(setting, constantText(value, `"${setting}"`));
  }
  return requirement(found.get("source") ?? `hashicorp/${name}`, found.get("version"), syntax.range);
}

function requirement(source: string, version: string | undefined, range: Range): ProviderRequirement {
  return version === undefined ? { source, range } : { source, version, range };
}
