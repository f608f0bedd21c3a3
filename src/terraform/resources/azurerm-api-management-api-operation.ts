import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { blocksOf, flag, key, number, text, textOf } from "./schema.ts";

async function put(config: Config, context: ResourceContext): Promise<Config> {
  const id = `${serviceId(config, context)}/apis/${textOf(config, "api_name")}/operations/${textOf(config, "operation_id")}`;
  await context.azure.arm("PUT", id, API_MANAGEMENT_VERSION, {
    properties: {
      displayName: config.display_name,
      description: textOf(config, "description"),
      method: config.method,
      urlTemplate: config.url_template,
      templateParameters: blocksOf(config, "template_parameter").map(({ name, type, required, description }) => ({
        name,
        type,
        required,
        description,
      })),
      responses: blocksOf(config, "response").map(({ status_code: statusCode, description }) => ({
        statusCode,
        description: description ?? "",
        headers: [],
        representations: [],
      })),
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
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), API_MANAGEMENT_VERSION);
  },
};
