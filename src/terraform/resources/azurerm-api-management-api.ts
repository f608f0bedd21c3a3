import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { blockOf, flag, key, list, text, textOf } from "./schema.ts";

async function put(config: Config, context: ResourceContext): Promise<Config> {
  const revision = textOf(config, "revision");
  const id = `${serviceId(config, context)}/apis/${textOf(config, "name")}`;
  const names = blockOf(config, "subscription_key_parameter_names");
  const serviceUrl = textOf(config, "service_url");
  await context.azure.arm("PUT", `${id};rev=${revision}`, API_MANAGEMENT_VERSION, {
    properties: {
      apiType: "http",
      type: "http",
      displayName: config.display_name,
      description: textOf(config, "description"),
      path: textOf(config, "path"),
      protocols: config.protocols ?? ["https"],
      subscriptionRequired: config.subscription_required,
      ...(serviceUrl === "" ? {} : { serviceUrl }),
      ...(names === undefined ? {} : { subscriptionKeyParameterNames: { header: names.header, query: names.query } }),
    },
  });
  return { id: `${id};rev=${revision}`, is_current: true, is_online: true, version: "", version_set_id: "" };
}

export const azurermApiManagementApi: ResourceType = {
  type: "azurerm_api_management_api",
  mode: "managed",
  attributes: {
    name: key(),
    api_management_name: key(),
    resource_group_name: key(),
    revision: key(),
    display_name: text({ required: true }),
    path: text({ default: "" }),
    protocols: list(),
    service_url: text(),
    description: text(),
    subscription_required: flag({ default: true }),
  },
  blocks: {
    subscription_key_parameter_names: {
      attributes: { header: text({ required: true }), query: text({ required: true }) },
      single: true,
    },
  },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    await azure.arm(
      "DELETE",
      `${textOf(attributes, "id").replace(/;rev=\d+$/, "")}?deleteRevisions=true`,
      API_MANAGEMENT_VERSION,
    );
  },
};
