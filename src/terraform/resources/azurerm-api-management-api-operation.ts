import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { armResource, putResource } from "./arm-resource.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { blocksOf, flag, key, number, text, textOf } from "./schema.ts";

async function put(config: Config, context: ResourceContext): Promise<Config> {
  const api = `${serviceId(config, context)}/apis/${textOf(config, "api_name")}`;
  const id = `${api}/operations/${textOf(config, "operation_id")}`;
  await context.azure.arm("PUT", id, API_MANAGEMENT_VERSION, {
    properties: {
      description: textOf(config, "description"),
      displayName: config.display_name,
      method: config.method,
      responses: blocksOf(config, "response").map(({ status_code: statusCode, description }) => ({
        description: description ?? "",
        headers: [],
        representations: [],
        statusCode,
      })),
      templateParameters: blocksOf(config, "template_parameter").map(({ name, type, required, description }) => ({
        ...{ name, type, required, description: description ?? "" },
      })),
      urlTemplate: config.url_template,
    },
  });
  return { id };
}

export const azurermApiManagementApiOperation: ResourceType = {
  type: "azurerm_api_management_api_operation",
  mode: "managed",
  attributes: {
    operation_id: key(),
    api_name: key(),
    api_management_name: key(),
    resource_group_name: key(),
    display_name: text({ required: true }),
    method: text({ required: true }),
    url_template: text({ required: true }),
    description: text(),
  },
  blocks: {
    response: { attributes: { status_code: number({ required: true }), description: text() } },
    template_parameter: {
      attributes: {
        name: text({ required: true }),
        type: text({ required: true }),
        required: flag({ required: true }),
        description: text(),
      },
    },
  },
  ...armResource(API_MANAGEMENT_VERSION),
  ...putResource(put),
};
