import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { groupId } from "./arm-id.ts";
import { key, location, map, text, textOf } from "./schema.ts";

const VERSION = "2020-06-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const id = groupId(azure, textOf(config, "name"));
  await azure.arm("PUT", id, VERSION, { location: location(config), tags: config.tags ?? {} });
  return { id, location: location(config) };
}

export const azurermResourceGroup: ResourceType = {
  type: "azurerm_resource_group",
  mode: "managed",
  attributes: { name: key(), location: key(), tags: map(), managed_by: text() },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
  },
};
