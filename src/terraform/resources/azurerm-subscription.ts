import type { ResourceType } from "../engine/resource-type.ts";
import { answer } from "./answer.ts";
import { text, textOf } from "./schema.ts";

const VERSION = "2022-12-01";

/** The data source: the subscription that is applied to, or another one by its id. */
export const azurermSubscription: ResourceType = {
  type: "azurerm_subscription",
  mode: "data",
  attributes: { subscription_id: text() },
  async create(config, { azure }) {
    const subscriptionId = textOf(config, "subscription_id") || azure.credentials.subscriptionId;
    const id = `/subscriptions/${subscriptionId}`;
    const response = await azure.arm("GET", id, VERSION);
    return {
      id,
      subscription_id: subscriptionId,
      display_name: answer(response, "displayName"),
      tenant_id: answer(response, "tenantId"),
      state: answer(response, "state"),
      tags: answer(response, "tags") ?? {},
    };
  },
};
