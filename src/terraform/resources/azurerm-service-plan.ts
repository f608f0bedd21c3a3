import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { armResource, putResource, resourceId } from "./arm-resource.ts";
import { flag, key, location, map, number, text, textOf } from "./schema.ts";

const VERSION = "2023-12-01";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const [group, name] = [textOf(config, "resource_group_name"), textOf(config, "name")];
  const isLinux = config.os_type === "Linux";
  const response = await azure.arm("PUT", resourceId(azure, group, "Microsoft.Web/serverFarms", name), VERSION, {
    location: config.location,
    properties: {
      elasticScaleEnabled: false,
      hyperV: config.os_type === "WindowsContainer",
      perSiteScaling: config.per_site_scaling_enabled,
      reserved: isLinux,
      zoneRedundant: config.zone_balancing_enabled,
    },
    sku: { name: config.sku_name, ...(config.worker_count === null ? {} : { capacity: config.worker_count }) },
    tags: config.tags ?? {},
  });
  return { id: answerText(response, "id"), kind: isLinux ? "linux" : "app", reserved: isLinux };
}

export const azurermServicePlan: ResourceType = {
  type: "azurerm_service_plan",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: location(),
    os_type: key(),
    sku_name: text({ required: true }),
    worker_count: number(),
    per_site_scaling_enabled: flag({ default: false }),
    zone_balancing_enabled: flag({ default: false }),
    tags: map(),
  },
  ...armResource(VERSION),
  ...putResource(put),
};
