export interface GraphNode {
  readonly address: string;
  /** Addresses of nodes that must be done before; ones that are not in the graph don't count. */
  readonly dependsOn: readonly string[];
}

/**
 * Visits every node as soon as those that it depends on are done, others side by side. What depends on a node whose visit
 * failed is not visited; all the rest is. Nodes must come after those that they depend on. Resolves, when nothing runs any
 * more, to what the failed visits threw.
 */
export async function walkGraph<Node extends GraphNode>(
  nodes: readonly Node[],
  visit: (node: Node) => Promise<void>,
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const visits = new Map<string, Promise<"done" | "failed">>();
  const start = async (node: Node): Promise<"done" | "failed"> => {
    const before = await Promise.all(node.dependsOn.map((address) => visits.get(address)));
    if (before.includes("failed")) return "failed";
    try {
      await visit(node);
      return "done";
    } catch (error) {
      failures.push(...(error instanceof AggregateError ? error.errors : [error]));
      return "failed";
    }
  };
  for (const node of nodes) visits.set(node.address, start(node));
  await Promise.all(visits.values());
  return failures;
}

/** Awaits all, also after one has failed; throws an AggregateError of what they threw. */
export async function allOrErrors<Result>(work: readonly Promise<Result>[]): Promise<readonly Result[]> {
  const settled = await Promise.allSettled(work);
  const errors = settled.filter((result) => result.status === "rejected").map(({ reason }): unknown => reason);
  if (errors.length > 0) throw new AggregateError(errors.flatMap(flatten));
  return settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** Throws what was collected: a single error as it is, several as one with all their messages. */
export function throwFailures(failures: readonly unknown[]): void {
  const [first] = failures;
  if (failures.length === 0) return;
  if (failures.length === 1) throw first;
  throw new AggregateError(
    failures,
    failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))).join("\n"),
  );
}

function flatten(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors : [error];
}
