import { isDeepStrictEqual } from "node:util";
import { type ResourceBlock, TerraformError } from "../language/index.ts";
import { deleteIfThere } from "./delete-if-there.ts";
import type { Action } from "./events.ts";
import { keepIgnored } from "./ignored-changes.ts";
import type { Config, ResourceType } from "./resource-type.ts";
import { contextOf, type Run } from "./run.ts";
import type { InstanceState } from "./state.ts";

/** One resource, and what its configuration says of it. */
export interface Target {
  readonly address: string;
  readonly type: ResourceType;
  readonly block: ResourceBlock;
  readonly config: Config;
  /** Addresses of the resource blocks that it hangs on. */
  readonly dependsOn: readonly string[];
  /** `before`: a replaced one is deleted only at the end, when nothing hangs on it any more. */
  readonly replacement: "before" | "after";
  /** Whether it is whole only after its provisioners have run. */
  readonly hasProvisioners: boolean;
}

export interface Reconciled {
  readonly action: Action;
  readonly instance: InstanceState;
}

/**
 * Brings one resource to its configuration and saves that. A resource with provisioners that was made is saved as tainted,
 * until they have run. Throws what the resource type throws.
 */
export async function reconcile(run: Run, target: Target): Promise<Reconciled> {
  const { keeper } = run;
  const { address, type, block, dependsOn } = target;
  const before = keeper.get(address);
  const config =
    before === undefined ? target.config : keepIgnored(target.config, before.config, block.lifecycle.ignoreChanges);
  const action = await actionFor(run, { ...target, config }, before);
  if (action === "none" && before !== undefined) {
    const instance = { ...before, dependsOn: [...dependsOn] };
    if (!isDeepStrictEqual(instance, before)) await keeper.put(instance);
    return { action, instance };
  }
  const attributes =
    action === "update" && before !== undefined && type.update !== undefined
      ? { ...before.attributes, ...config, ...(await type.update(config, before.attributes, contextOf(run, address))) }
      : await make(run, { ...target, config }, action, before);
  const made: InstanceState = { address, type: type.type, config, attributes, dependsOn: [...dependsOn] };
  const instance: InstanceState = action !== "update" && target.hasProvisioners ? { ...made, status: "tainted" } : made;
  const isDeposing =
    action === "replace" && target.replacement === "before" && before !== undefined && idOf(before) !== idOf(made);
  await (isDeposing ? keeper.depose(before, instance) : keeper.put(instance));
  return { action, instance };
}

/** Which action the difference between state and configuration needs, and what is really there. */
async function actionFor(run: Run, target: Target, before: InstanceState | undefined): Promise<Action> {
  if (before === undefined) return "create";
  const { type, address } = target;
  const action = before.status === "tainted" ? "replace" : difference(type, target.config, before.config);
  if (action === "replace") return action;
  const isThere = (await type.exists?.(before.attributes, contextOf(run, address))) ?? true;
  return isThere ? action : "create";
}

/** What a change of the configuration needs. An argument that only one side has counts as null on the other. */
function difference(type: ResourceType, config: Config, before: Config): Action {
  const names = new Set([...Object.keys(config), ...Object.keys(before)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(plain(config[name]), plain(before[name])));
  if (changed.length === 0) return "none";
  if (type.update === undefined) return "replace";
  return changed.some((name) => type.attributes?.[name]?.forceNew === true) ? "replace" : "update";
}

/** An empty list of blocks and a null argument are nothing: a schema that has grown since makes no difference. */
function plain(value: unknown): unknown {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}

async function make(run: Run, target: Target, action: Action, before: InstanceState | undefined): Promise<Config> {
  const { keeper } = run;
  const { type, address, config, block } = target;
  const context = contextOf(run, address);
  if (action === "replace" && before !== undefined) {
    if (block.lifecycle.preventDestroy) throw replacementPrevented(target);
    if (target.replacement === "after") {
      await deleteIfThere(type, before.attributes, context);
      await keeper.remove(before);
    }
  }
  if (type.adopt === undefined) return { ...config, ...(await type.create(config, context)) };
  const adopted = keeper.wasInterrupted(address) ? await type.adopt(config, context) : undefined;
  if (adopted !== undefined) return { ...config, ...adopted };
  await keeper.beginCreation(address);
  return { ...config, ...(await type.create(config, context)) };
}

function replacementPrevented({ address, block }: Target): TerraformError {
  return new TerraformError(
    "INVALID_VALUE",
    `${address} would have to be replaced, but its lifecycle has prevent_destroy. Take the change back, or prevent_destroy.`,
    block.range,
  );
}

function idOf({ attributes }: InstanceState): unknown {
  return attributes.id;
}
