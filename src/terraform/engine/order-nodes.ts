import {
  bodyReferences,
  type Configuration,
  type DependencyNode,
  dependencyOrder,
  referenceAddresses,
  TerraformError,
} from "../language/index.ts";
import { evaluatedPart } from "./provisioners/check-provisioner.ts";

/**
 * All nodes of a configuration, each after those that it depends on: also after what its provisioners refer to, apart from
 * the resource itself, which is made before they run. Throws TerraformError `DEPENDENCY_CYCLE`.
 */
export function orderNodes(configuration: Configuration): readonly DependencyNode[] {
  const nodes = dependencyOrder(configuration).map(withProvisioners);
  const byAddress = new Map(nodes.map((node) => [node.address, node]));
  const ordered = new Set<DependencyNode>();
  const visit = (node: DependencyNode, path: readonly DependencyNode[]): void => {
    if (ordered.has(node)) return;
    if (path.includes(node)) throw cycle([...path.slice(path.indexOf(node)), node]);
    for (const address of node.dependsOn) {
      const needed = byAddress.get(address);
      if (needed !== undefined) visit(needed, [...path, node]);
    }
    ordered.add(node);
  };
  for (const node of nodes) visit(node, []);
  return [...ordered];
}

/**
 * The resource blocks that each node hangs on, through whatever lies between, by address; only the nearest ones on each way.
 * `nodes` in their order.
 */
export function resourcesBefore(nodes: readonly DependencyNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const managed = new Set(nodes.filter(isManaged).map(({ address }) => address));
  const before = new Map<string, ReadonlySet<string>>();
  for (const { address, dependsOn } of nodes) {
    const nearest = dependsOn.flatMap((needed) => (managed.has(needed) ? [needed] : [...(before.get(needed) ?? [])]));
    before.set(address, new Set(nearest));
  }
  return before;
}

export function isManaged(node: DependencyNode): node is DependencyNode & { readonly kind: "resource" } {
  return node.kind === "resource" && node.resource.mode === "managed";
}

function withProvisioners(node: DependencyNode): DependencyNode {
  if (node.kind !== "resource" || node.resource.provisioners.length === 0) return node;
  const found = node.resource.provisioners.flatMap((provisioner) => bodyReferences(evaluatedPart(provisioner)));
  const prefix = node.module.path.map((name) => `module.${name}.`).join("");
  const needed = found.flatMap((reference) => referenceAddresses(reference, { module: node.module, prefix }));
  const dependsOn = new Set([...node.dependsOn, ...needed]);
  dependsOn.delete(node.address);
  return { ...node, dependsOn: [...dependsOn] };
}

function cycle(path: readonly DependencyNode[]): TerraformError {
  const range = path.find((node) => node.kind === "resource")?.resource.range;
  return new TerraformError(
    "DEPENDENCY_CYCLE",
    `Cycle: these need each other: ${path.map(({ address }) => address).join(" → ")}.`,
    range,
  );
}
