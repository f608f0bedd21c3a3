import { TerraformError } from "../language/index.ts";
import { deleteIfThere } from "./delete-if-there.ts";
import { blockAddress } from "./module-instances.ts";
import { ResourceError } from "./resource-error.ts";
import { contextOf, type Run, report } from "./run.ts";
import type { InstanceState } from "./state.ts";
import { type GraphNode, throwFailures, walkGraph } from "./walk-graph.ts";

interface Deletion extends GraphNode {
  readonly instance: InstanceState;
}

/**
 * Deletes resources, each after those that were made after it, others side by side; what a failed one hangs on stays. Throws
 * TerraformError before the first if one must not be deleted, and ResourceError, or an AggregateError of several.
 */
export async function deleteInstances(run: Run, instances: readonly InstanceState[]): Promise<void> {
  for (const { address } of instances) {
    const block = run.blocks.get(blockAddress(address));
    if (block?.lifecycle.preventDestroy === true)
      throw new TerraformError(
        "INVALID_VALUE",
        `${address} would have to be deleted, but its lifecycle has prevent_destroy.`,
        block.range,
      );
  }
  throwFailures(await walkGraph(deletions(instances), (deletion) => run.limited(() => deleteOne(run, deletion))));
}

async function deleteOne(run: Run, { instance }: Deletion): Promise<void> {
  const { address, attributes } = instance;
  const startedAt = performance.now();
  try {
    const type = run.findType("managed", instance.type);
    if (type === undefined)
      throw new TerraformError("UNSUPPORTED", `The state has a resource of the unknown type "${instance.type}".`);
    await deleteIfThere(type, attributes, contextOf(run, address));
  } catch (error) {
    throw new ResourceError(address, run.blocks.get(blockAddress(address))?.range, error);
  }
  await run.keeper.remove(instance);
  report(run, "delete", address, startedAt);
}

/** The graph upside down: what was made last comes first. */
function deletions(instances: readonly InstanceState[]): readonly Deletion[] {
  const keys = new Map(instances.map((instance, index) => [instance, `${index} ${instance.address}`]));
  const byNeeded = Map.groupBy(
    instances.flatMap((instance) => instance.dependsOn.map((needed) => ({ needed, instance }))),
    ({ needed }) => needed,
  );
  const madeAfter = (instance: InstanceState): readonly InstanceState[] =>
    (byNeeded.get(blockAddress(instance.address)) ?? []).map((dependent) => dependent.instance);
  const ordered = new Map<InstanceState, Deletion>();
  const visited = new Set<InstanceState>();
  const visit = (instance: InstanceState): void => {
    if (visited.has(instance)) return;
    visited.add(instance);
    const first = madeAfter(instance);
    for (const dependent of first) visit(dependent);
    const dependsOn = first.flatMap((dependent) => keys.get(dependent) ?? []);
    ordered.set(instance, { address: keys.get(instance) ?? "", dependsOn, instance });
  };
  for (const instance of instances) visit(instance);
  return [...ordered.values()];
}
