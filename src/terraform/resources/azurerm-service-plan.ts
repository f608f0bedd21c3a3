import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { resourceId } from "./arm-id.ts";
import { flag, key, location, map, number, text, textOf } from "./schema.ts";

const VERSION = "2023-12-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const id = resourceId(
    azure,
    textOf(config, "resource_group_name"),
    "Microsoft.Web/serverFarms",
    textOf(config, "name"),
  );
  const response = await azure.arm("PUT", id, VERSION, {
    location: location(config),
    properties: {
      hyperV: false,
      perSiteScaling: config.per_site_scaling_enabled,
      reserved: config.os_type === "Linux",
      zoneRedundant: config.zone_balancing_enabled,
    },
    sku: { name: config.sku_name, ...(config.worker_count === null ? {} : { capacity: config.worker_count }) },
    tags: config.tags ?? {},
  });
  return {
    id: answerText(response, "id"),
    location: location(config),
    kind: config.os_type === "Linux" ? "linux" : "app",
    reserved: config.os_type === "Linux",
  };
}

export const azurermServicePlan: ResourceType = {
  type: "azurerm_service_plan",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: key(),
    os_type: key(),
    sku_name: text({ required: true }),
    worker_count: number(),
    per_site_scaling_enabled: flag({ default: false }),
    zone_balancing_enabled: flag({ default: false }),
    tags: map(),
  },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
  },
};
