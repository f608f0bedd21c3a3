import type { Reference } from "../reference.ts";
import type { ModulePlace } from "./collect-nodes.ts";

/** Addresses of the nodes that a reference in a module reads; `prefix` comes before those of the module. */
export function referenceAddresses(
  reference: Reference,
  { module, prefix }: Pick<ModulePlace, "module" | "prefix">,
): readonly string[] {
  switch (reference.kind) {
    case "variable":
      return [`${prefix}var.${reference.name}`];
    case "local":
      return [`${prefix}local.${reference.name}`];
    case "resource":
      return [`${prefix}${reference.type}.${reference.name}`];
    case "data":
      return [`${prefix}data.${reference.type}.${reference.name}`];
    case "module": {
      const address = `${prefix}module.${reference.name}`;
      const outputs = [...(module.moduleCalls.get(reference.name)?.module.outputs.keys() ?? [])];
      // What is no output is the key of an instance, or the module as a whole is read.
      const read = outputs.filter((output) => output === reference.output);
      return [address, ...(read.length > 0 ? read : outputs).map((output) => `${address}.output.${output}`)];
    }
    case "context":
      return [];
  }
}
