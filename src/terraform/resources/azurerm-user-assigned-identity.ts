import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { resourceId } from "./arm-id.ts";
import { key, location, map, textOf } from "./schema.ts";

const VERSION = "2023-01-31";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const id = resourceId(
    azure,
    textOf(config, "resource_group_name"),
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    textOf(config, "name"),
  );
  const response = await azure.arm("PUT", id, VERSION, {
    location: location(config),
    properties: {},
    tags: config.tags ?? {},
  });
  return {
    id: answerText(response, "id"),
    client_id: answerText(response, "properties", "clientId"),
    principal_id: answerText(response, "properties", "principalId"),
    tenant_id: answer(response, "properties", "tenantId"),
    location: location(config),
  };
}

export const azurermUserAssignedIdentity: ResourceType = {
  type: "azurerm_user_assigned_identity",
  mode: "managed",
  attributes: { name: key(), resource_group_name: key(), location: key(), tags: map() },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
  },
};
