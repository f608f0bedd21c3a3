import type { DependencyNode, ResourceBlock } from "../language/index.ts";
import { isManaged } from "./order-nodes.ts";

/** The blocks of managed resources by their address. */
export function resourceBlocks(nodes: readonly DependencyNode[]): ReadonlyMap<string, ResourceBlock> {
  return new Map(nodes.filter(isManaged).map(({ address, resource }) => [address, resource]));
}

/**
 * Addresses of the blocks whose replacement is made before the old one is deleted: those with `create_before_destroy`, and as
 * in Terraform all that they hang on, which must not go before them either.
 */
export function createFirst(
  nodes: readonly DependencyNode[],
  resourcesBefore: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const first = new Set<string>();
  const add = (address: string): void => {
    if (first.has(address)) return;
    first.add(address);
    for (const needed of resourcesBefore.get(address) ?? []) add(needed);
  };
  for (const node of nodes.filter(isManaged)) if (node.resource.lifecycle.createBeforeDestroy) add(node.address);
  return first;
}
