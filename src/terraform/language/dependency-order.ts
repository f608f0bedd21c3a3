import { collectNodes, type PlainNode } from "./graph/collect-nodes.ts";
import { type DependencyNode, rangeOf } from "./graph/dependency-node.ts";
import { nodeDependencies } from "./graph/node-dependencies.ts";
import type { Configuration } from "./module.ts";
import { TerraformError } from "./terraform-error.ts";

/**
 * Orders everything of a configuration so that each node comes after what it needs; otherwise the order of the files
 * stays. Throws TerraformError `DEPENDENCY_CYCLE`, which names every member with its file and line.
 */
export function dependencyOrder(configuration: Configuration): readonly DependencyNode[] {
  const nodes = collectNodes(configuration);
  const addresses = nodes.map((node) => node.address);
  const byAddress = new Map(nodes.map((node) => [node.address, node]));
  const ordered = new Map<string, DependencyNode>();
  const visit = (node: PlainNode, path: readonly PlainNode[]) => {
    if (ordered.has(node.address)) return;
    if (path.includes(node)) throw cycle(path.slice(path.indexOf(node)));
    const dependsOn = nodeDependencies(node, addresses);
    for (const address of dependsOn) {
      const needed = byAddress.get(address);
      if (needed !== undefined) visit(needed, [...path, node]);
    }
    const { place, ...content } = node;
    ordered.set(node.address, { ...content, module: place.module, dependsOn });
  };
  for (const node of nodes) visit(node, []);
  return [...ordered.values()];
}

function cycle(members: readonly PlainNode[]): TerraformError {
  const listed = members.map((node) => {
    const { file, line } = rangeOf(node);
    return `${node.address} (${file}:${line})`;
  });
  const [first] = members;
  return new TerraformError(
    "DEPENDENCY_CYCLE",
    `Cycle: these need each other: ${listed.join(", ")}.`,
    first === undefined ? undefined : rangeOf(first),
  );
}
