import type { AttributeSchema, Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { key, text, textOf } from "./schema.ts";

function policyType(
  type: string,
  keys: readonly string[],
  scope: (config: Config, context: ResourceContext) => string,
): ResourceType {
  async function put(config: Config, context: ResourceContext): Promise<Config> {
    const id = `${scope(config, context)}/policies/policy`;
    const link = textOf(config, "xml_link");
    await context.azure.arm("PUT", id, API_MANAGEMENT_VERSION, {
      properties:
        link === "" ? { format: "rawxml", value: config.xml_content } : { format: "rawxml-link", value: link },
    });
    return { id };
  }
  const attributes: Record<string, AttributeSchema> = { xml_content: text(), xml_link: text() };
  for (const name of keys) attributes[name] = key();
  return {
    type,
    mode: "managed",
    attributes,
    create: put,
    update: (config, _attributes, context) => put(config, context),
    async delete(before, { azure }) {
      await azure.arm("DELETE", textOf(before, "id"), API_MANAGEMENT_VERSION);
    },
  };
}

const names = ["api_management_name", "resource_group_name"];

/** Policy documents of an operation, of an API, and of the whole service: the same document at another scope. */
export const azurermApiManagementPolicies: readonly ResourceType[] = [
  policyType(
    "azurerm_api_management_api_operation_policy",
    [...names, "api_name", "operation_id"],
    (config, context) =>
      `${serviceId(config, context)}/apis/${textOf(config, "api_name")}/operations/${textOf(config, "operation_id")}`,
  ),
  policyType(
    "azurerm_api_management_api_policy",
    [...names, "api_name"],
    (config, context) => `${serviceId(config, context)}/apis/${textOf(config, "api_name")}`,
  ),
  policyType("azurerm_api_management_policy", ["api_management_id"], (config) => textOf(config, "api_management_id")),
];
