import { type Body, type Configuration, TerraformError } from "../language/index.ts";
import { findType } from "../resources/index.ts";
import type { BlockSchema } from "./resource-type.ts";

const HINT = "What is not supported here works with the real provider: gatehouse run -- terraform apply.";

/** Refuses, before anything is sent, every resource type, argument and block that is not supported, with file and line. */
export function checkConfiguration(configuration: Configuration): void {
  for (const module of configuration.modules) {
    for (const resource of module.resources) {
      const type = findType(resource.mode, resource.type);
      if (type === undefined) {
        const what = resource.mode === "data" ? "data source" : "resource type";
        throw new TerraformError(
          "UNSUPPORTED",
          `The ${what} "${resource.type}" is not supported. ${HINT}`,
          resource.range,
        );
      }
      checkNames(resource.body, type, resource.type);
      const { createBeforeDestroy, replaceTriggeredBy } = resource.lifecycle;
      if (createBeforeDestroy || replaceTriggeredBy.length > 0) {
        const name = createBeforeDestroy ? "create_before_destroy" : "replace_triggered_by";
        throw new TerraformError(
          "UNSUPPORTED",
          `The lifecycle argument "${name}" of ${resource.type}.${resource.name} is not supported. ${HINT}`,
          resource.range,
        );
      }
      for (const provisioner of resource.provisioners) {
        throw new TerraformError(
          "UNSUPPORTED",
          `Provisioners are not supported: found "${provisioner.labels[0] ?? ""}" in ${resource.type}.${resource.name}. Deploy code with zip_deploy_file instead. ${HINT}`,
          provisioner.range,
        );
      }
    }
  }
}

function checkNames(body: Body, schema: BlockSchema, where: string): void {
  for (const { name, range } of body.attributes.values()) {
    if (schema.attributes?.[name] === undefined) {
      throw new TerraformError(
        "UNSUPPORTED",
        `The argument "${name}" of ${where} is not supported; it takes ${names(schema.attributes)}. ${HINT}`,
        range,
      );
    }
  }
  for (const block of body.blocks) {
    const isDynamic = block.type === "dynamic";
    const name = isDynamic ? (block.labels[0] ?? "") : block.type;
    const nested = schema.blocks?.[name];
    if (nested === undefined)
      throw new TerraformError(
        "UNSUPPORTED",
        `The block "${name}" of ${where} is not supported; it takes ${names(schema.blocks)}. ${HINT}`,
        block.range,
      );
    if (!isDynamic) checkNames(block.body, nested, `${where}.${name}`);
    else for (const content of block.body.blocks) checkNames(content.body, nested, `${where}.${name}`);
  }
}

function names(known: object | undefined): string {
  const list = Object.keys(known ?? {});
  return list.length === 0 ? "none" : list.join(", ");
}
