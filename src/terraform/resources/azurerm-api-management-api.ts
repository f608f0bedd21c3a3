import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer } from "./answer.ts";
import { armResource, putResource } from "./arm-resource.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { blockOf, flag, given, key, set, text, textOf } from "./schema.ts";

async function put(config: Config, context: ResourceContext): Promise<Config> {
  const id = `${serviceId(config, context)}/apis/${textOf(config, "name")};rev=${textOf(config, "revision")}`;
  const names = blockOf(config, "subscription_key_parameter_names");
  const response = await context.azure.arm("PUT", id, API_MANAGEMENT_VERSION, {
    properties: {
      apiRevisionDescription: textOf(config, "revision_description"),
      apiType: "http",
      apiVersionDescription: textOf(config, "version_description"),
      authenticationSettings: {},
      type: "http",
      displayName: config.display_name,
      ...given("description", textOf(config, "description")),
      path: textOf(config, "path"),
      protocols: config.protocols ?? ["https"],
      subscriptionRequired: config.subscription_required,
      ...given("serviceUrl", textOf(config, "service_url")),
      ...(names === undefined ? {} : { subscriptionKeyParameterNames: { header: names.header, query: names.query } }),
    },
  });
  return {
    id,
    is_current: answer(response, "properties", "isCurrent") ?? true,
    is_online: answer(response, "properties", "isOnline") ?? true,
    version: "",
    version_set_id: "",
  };
}

/** An API with its first revision. Versions, imports and other kinds than HTTP are not supported. */
export const azurermApiManagementApi: ResourceType = {
  type: "azurerm_api_management_api",
  mode: "managed",
  attributes: {
    name: key(),
    api_management_name: key(),
    resource_group_name: key(),
    revision: key(),
    revision_description: text(),
    version_description: text(),
    display_name: text({ required: true }),
    path: text({ default: "" }),
    protocols: set(),
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
  ...armResource(API_MANAGEMENT_VERSION),
  ...putResource(put),
  async delete(attributes, { azure }) {
    const api = textOf(attributes, "id").replace(/;rev=[^/]*$/, "");
    await azure.arm("DELETE", `${api}?deleteRevisions=true`, API_MANAGEMENT_VERSION);
  },
};
