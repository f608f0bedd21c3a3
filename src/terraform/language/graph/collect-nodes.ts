import { providerName } from "../configuration/read-module.ts";
import type { Configuration, Module, ModuleCall } from "../module.ts";
import type { NodeContent } from "./dependency-node.ts";

/** A node before its dependencies are known. */
export type PlainNode = NodeContent & { readonly address: string; readonly place: ModulePlace };

/** Where a module stands: the module that calls it, and the call; neither for the root. */
export interface ModulePlace {
  readonly module: Module;
  /** `""` for the root, otherwise `module.a.`. */
  readonly prefix: string;
  readonly caller: { readonly place: ModulePlace; readonly call: ModuleCall } | undefined;
}

/** All nodes of a configuration in the order of the modules and of their files. */
export function collectNodes(configuration: Configuration): readonly PlainNode[] {
  return nodesOf({ module: configuration.root, prefix: "", caller: undefined });
}

function nodesOf(place: ModulePlace): readonly PlainNode[] {
  const { module, prefix, caller } = place;
  const node = (address: string, content: NodeContent): PlainNode => ({
    ...content,
    address: `${prefix}${address}`,
    place,
  });
  const calls = [...module.moduleCalls.values()];
  return [
    ...[...module.variables.values()].map((variable) =>
      node(`var.${variable.name}`, { kind: "variable", variable, call: caller?.call }),
    ),
    ...[...module.locals].map(([name, attribute]) => node(`local.${name}`, { kind: "local", name, attribute })),
    ...module.providers.map((block) =>
      node(`provider.${providerName(block)}`, { kind: "provider", name: providerName(block), block }),
    ),
    ...module.resources.map((resource) =>
      node(`${resource.mode === "data" ? "data." : ""}${resource.type}.${resource.name}`, {
        kind: "resource",
        resource,
      }),
    ),
    ...calls.map((call) => node(`module.${call.name}`, { kind: "call", call })),
    ...calls.flatMap((call) =>
      nodesOf({ module: call.module, prefix: `${prefix}module.${call.name}.`, caller: { place, call } }),
    ),
    ...[...module.outputs.values()].map((output) => node(`output.${output.name}`, { kind: "output", output })),
  ];
}
