import { resolve } from "node:path";
import { dependencyOrder, loadConfiguration } from "../language/index.ts";
import { findType } from "../resources/index.ts";
import type { ApplyOptions } from "./apply-folder.ts";
import { deleteInstances } from "./delete-instances.ts";
import { resourceBlocks } from "./resource-blocks.ts";
import { createRun } from "./run.ts";
import { StateKeeper } from "./state-keeper.ts";

/**
 * Deletes everything that the state of a folder holds, what was made last first, and returns how many resources that were.
 * The folder is read for its `prevent_destroy` rules and provider features. The state is saved after every resource. Throws
 * `TerraformError`, `ResourceError`, or an AggregateError of several.
 */
export async function destroyFolder(
  options: Pick<ApplyOptions, "folder" | "azure" | "state" | "onEvent" | "now" | "findType">,
): Promise<number> {
  const { azure, now, onEvent = () => {} } = options;
  const folder = resolve(options.folder);
  const configuration = await loadConfiguration(folder);
  const keeper = await StateKeeper.load(options.state);
  const run = createRun(
    {
      ...{ azure, now, folder, keeper, onEvent },
      findType: options.findType ?? findType,
      blocks: resourceBlocks(dependencyOrder(configuration)),
    },
    configuration,
  );
  await deleteInstances(run, [...keeper.deposed, ...keeper.instances]);
  await keeper.setOutputs(new Map());
  return run.counts.delete;
}
