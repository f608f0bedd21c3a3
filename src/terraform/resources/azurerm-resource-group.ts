import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerList } from "./answer.ts";
import { armResource, groupId, putResource } from "./arm-resource.ts";
import { key, location, map, text, textOf } from "./schema.ts";

const VERSION = "2020-06-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const id = groupId(azure, textOf(config, "name"));
  const managedBy = textOf(config, "managed_by");
  await azure.arm("PUT", requestPath(id), VERSION, {
    location: config.location,
    ...(managedBy === "" ? {} : { managedBy }),
    tags: config.tags ?? {},
  });
  return { id };
}

/** The provider spells this one path in small letters. */
function requestPath(id: string): string {
  return id.replace("/resourceGroups/", "/resourcegroups/");
}

export const azurermResourceGroup: ResourceType = {
  type: "azurerm_resource_group",
  mode: "managed",
  attributes: { name: key(), location: location(), tags: map(), managed_by: text() },
  ...armResource(VERSION),
  ...putResource(put),
  async delete(attributes, { azure, features }) {
    const id = textOf(attributes, "id");
    if (features.keepFilledResourceGroups) {
      const held = answerList(await azure.arm("GET", `${id}/resources`, VERSION), "value");
      if (held.length > 0) throw new Error(stillFilled(textOf(attributes, "name"), held));
    }
    await azure.arm("DELETE", requestPath(id), VERSION);
  },
};

/** As the provider does unless told otherwise: what somebody else put into the group is not to go with it. */
function stillFilled(name: string, held: readonly Config[]): string {
  const ids = held.map((resource) => textOf(resource, "id")).join(", ");
  return (
    `the resource group ${name} still holds ${ids}. Delete them, or set prevent_deletion_if_contains_resources = false ` +
    "in the block resource_group of the provider's features."
  );
}

/** The data source: a group that is there. */
export const azurermResourceGroupData: ResourceType = {
  type: "azurerm_resource_group",
  mode: "data",
  attributes: { name: text({ required: true }) },
  async create(config, { azure }) {
    const id = groupId(azure, textOf(config, "name"));
    const response = await azure.arm("GET", requestPath(id), VERSION);
    return {
      id,
      location: answer(response, "location"),
      tags: answer(response, "tags") ?? {},
      managed_by: answer(response, "managedBy") ?? "",
    };
  },
};
