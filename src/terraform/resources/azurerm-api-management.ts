import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { resourceId } from "./arm-id.ts";
import { identityAttributes, identityBlock, identityBody } from "./identity.ts";
import { key, location, map, text, textOf } from "./schema.ts";

export const API_MANAGEMENT_VERSION = "2022-08-01";

/** Id of a service from the attributes that every type below it has. */
export function serviceId(config: Config, { azure }: ResourceContext): string {
  return resourceId(
    azure,
    textOf(config, "resource_group_name"),
    "Microsoft.ApiManagement/service",
    textOf(config, "api_management_name"),
  );
}

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const name = textOf(config, "name");
  const id = resourceId(azure, textOf(config, "resource_group_name"), "Microsoft.ApiManagement/service", name);
  const [skuName = "", capacity = ""] = textOf(config, "sku_name").split("_");
  const response = await azure.arm("PUT", id, API_MANAGEMENT_VERSION, {
    location: location(config),
    sku: { name: skuName, capacity: Number(capacity) },
    properties: { publisherName: config.publisher_name, publisherEmail: config.publisher_email },
    tags: config.tags ?? {},
    ...identityBody(config),
  });
  return {
    id: answerText(response, "id"),
    location: location(config),
    gateway_url: `https://${name}.azure-api.net`,
    ...identityAttributes(config, response),
  };
}

export const azurermApiManagement: ResourceType = {
  type: "azurerm_api_management",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: key(),
    publisher_name: text({ required: true }),
    publisher_email: text({ required: true }),
    sku_name: text({ required: true }),
    tags: map(),
  },
  blocks: { identity: identityBlock },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    const name = textOf(attributes, "name");
    await azure.arm("DELETE", textOf(attributes, "id"), API_MANAGEMENT_VERSION);
    // As the provider does by default (features: api_management.purge_soft_delete_on_destroy).
    const deleted = `/subscriptions/${azure.credentials.subscriptionId}/providers/Microsoft.ApiManagement/locations/${textOf(attributes, "location")}/deletedservices/${name}`;
    await azure.arm("DELETE", deleted, API_MANAGEMENT_VERSION);
  },
};
