import { isDeepStrictEqual } from "node:util";
import type { Config, ResourceContext, ResourceType } from "./resource-type.ts";
import type { InstanceState } from "./state.ts";

export type Action = "create" | "update" | "replace" | "none";

/** What has to be done to bring a resource from its state to its configuration. */
export function chooseAction(
  type: ResourceType,
  config: Config,
  state: InstanceState | undefined,
  ignored: readonly string[] | "all",
): Action {
  if (state === undefined) return "create";
  if (ignored === "all") return "none";
  const changed = Object.keys(config).filter(
    (name) => !ignored.includes(name) && !isDeepStrictEqual(config[name], state.config[name]),
  );
  if (changed.length === 0) return "none";
  if (type.update === undefined) return "replace";
  return changed.some((name) => type.attributes?.[name]?.forceNew === true) ? "replace" : "update";
}

/** Does it, and gives what expressions see of the resource. */
export async function carryOut(
  type: ResourceType,
  action: Exclude<Action, "none">,
  config: Config,
  state: InstanceState | undefined,
  context: ResourceContext,
): Promise<Config> {
  if (action === "update" && type.update !== undefined && state !== undefined) {
    return { ...state.attributes, ...config, ...(await type.update(config, state.attributes, context)) };
  }
  if (action === "replace" && state !== undefined) await type.delete?.(state.attributes, context);
  return { ...config, ...(await type.create(config, context)) };
}
