import type { AttributeSchema, Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { armResource, putResource } from "./arm-resource.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { key, text, textOf } from "./schema.ts";

/** A policy document at one kind of scope; `keys` are the arguments that name it. */
function policyType(
  type: string,
  keys: readonly string[],
  scope: (config: Config, context: ResourceContext) => string,
): ResourceType {
  const attributes: Record<string, AttributeSchema> = { xml_content: text(), xml_link: text() };
  for (const name of keys) attributes[name] = key();
  return {
    type,
    mode: "managed",
    attributes,
    exactlyOne: [["xml_content", "xml_link"]],
    ...armResource(API_MANAGEMENT_VERSION),
    ...putResource(async (config, context) => {
      const id = `${scope(config, context)}/policies/policy`;
      const link = textOf(config, "xml_link");
      const properties =
        link === "" ? { format: "rawxml", value: config.xml_content } : { format: "rawxml-link", value: link };
      await context.azure.arm("PUT", id, API_MANAGEMENT_VERSION, { properties });
      return { id };
    }),
  };
}

const service = ["api_management_name", "resource_group_name"];

function apiId(config: Config, context: ResourceContext): string {
  return `${serviceId(config, context)}/apis/${textOf(config, "api_name")}`;
}

/** Policy documents of an operation, of an API, and of the whole service: the same document at another scope. */
export const azurermApiManagementPolicies: readonly ResourceType[] = [
  policyType(
    "azurerm_api_management_api_operation_policy",
    [...service, "api_name", "operation_id"],
    (config, context) => `${apiId(config, context)}/operations/${textOf(config, "operation_id")}`,
  ),
  policyType("azurerm_api_management_api_policy", [...service, "api_name"], apiId),
  policyType("azurerm_api_management_policy", ["api_management_id"], (config) => textOf(config, "api_management_id")),
];
