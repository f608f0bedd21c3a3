import { type Block, type Configuration, type Module, type ResourceBlock, TerraformError } from "../language/index.ts";
import { checkBody } from "./check-body.ts";
import { parseIgnoredPath } from "./ignored-changes.ts";
import { providerMajor } from "./provider-major.ts";
import { providerSchemas } from "./provider-schemas.ts";
import { checkProvisioner } from "./provisioners/check-provisioner.ts";
import type { FindType } from "./resource-type.ts";
import { unsupported } from "./unsupported.ts";

/**
 * Refuses, before anything is sent, what can be refused without values: resource types, arguments, blocks, provisioners and
 * lifecycle rules that are unknown or wrong. Throws TerraformError with file and line.
 */
export function checkConfiguration(configuration: Configuration, findType: FindType): void {
  for (const module of configuration.modules) {
    for (const block of module.providers) checkProvider(block);
    for (const resource of module.resources) checkResource(resource, configuration, findType);
    checkProviderReferences(module);
  }
}

/** The provider of a type by its name: `azurerm` of `azurerm_key_vault`. */
export function providerOf({ provider, type }: Pick<ResourceBlock, "provider" | "type">): string {
  return provider?.split(".")[0] ?? type.split("_")[0] ?? "";
}

function checkResource(resource: ResourceBlock, configuration: Configuration, findType: FindType): void {
  const type = findType(resource.mode, resource.type);
  if (type === undefined) {
    const what = resource.mode === "data" ? "data source" : "resource type";
    throw unsupported(`The ${what} "${resource.type}" is not supported.`, resource.range);
  }
  const provider = providerOf(resource);
  checkBody(resource.body, type, { where: resource.type, provider, major: providerMajor(configuration, provider) });
  for (const provisioner of resource.provisioners) checkProvisioner(provisioner);
  const { ignoreChanges, replaceTriggeredBy } = resource.lifecycle;
  const [trigger] = replaceTriggeredBy;
  if (trigger !== undefined)
    throw unsupported(
      `The lifecycle argument "replace_triggered_by" of ${resource.type}.${resource.name} is not supported.`,
      trigger.range,
    );
  if (ignoreChanges === "all") return;
  for (const path of ignoreChanges) {
    const [name = ""] = parseIgnoredPath(path);
    if (type.attributes?.[name] === undefined && type.blocks?.[name] === undefined)
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `ignore_changes names "${path}", which ${resource.type} does not have.`,
        resource.range,
      );
  }
}

function checkProvider(block: Block): void {
  const [name = ""] = block.labels;
  const schema = providerSchemas.get(name);
  if (schema === undefined) throw unsupported(`The provider "${name}" is not supported.`, block.range);
  const attributes = new Map([...block.body.attributes].filter(([argument]) => argument !== "alias"));
  checkBody({ ...block.body, attributes }, schema, { where: `provider "${name}"`, provider: name, major: undefined });
}

/** A resource that names a provider configuration needs one that is there, in its module or passed to it. */
function checkProviderReferences(module: Module): void {
  if (module.path.length > 0) return;
  const aliases = new Set(
    module.providers.map(({ labels, body }) => {
      const alias = body.attributes.get("alias")?.expression.source.replaceAll('"', "");
      return alias === undefined ? labels[0] : `${labels[0]}.${alias}`;
    }),
  );
  for (const { provider, range } of module.resources) {
    if (provider === undefined || !provider.includes(".") || aliases.has(provider)) continue;
    throw new TerraformError("UNDECLARED_REFERENCE", `There is no provider configuration "${provider}".`, range);
  }
}
