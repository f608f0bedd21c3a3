import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { armResource, putResource, resourceId } from "./arm-resource.ts";
import { key, location, map, textOf } from "./schema.ts";

const VERSION = "2023-01-31";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const [group, name] = [textOf(config, "resource_group_name"), textOf(config, "name")];
  const id = resourceId(azure, group, "Microsoft.ManagedIdentity/userAssignedIdentities", name);
  const response = await azure.arm("PUT", id, VERSION, {
    location: config.location,
    properties: {},
    tags: config.tags ?? {},
  });
  return {
    id: answerText(response, "id"),
    client_id: answerText(response, "properties", "clientId"),
    principal_id: answerText(response, "properties", "principalId"),
    tenant_id: answer(response, "properties", "tenantId"),
  };
}

export const azurermUserAssignedIdentity: ResourceType = {
  type: "azurerm_user_assigned_identity",
  mode: "managed",
  attributes: { name: key(), resource_group_name: key(), location: location(), tags: map() },
  ...armResource(VERSION),
  ...putResource(put),
};
