import { randomUUID } from "node:crypto";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { flag, key, text, textOf } from "./schema.ts";

async function put(config: Config, subscriptionId: string, context: ResourceContext): Promise<Config> {
  const { azure } = context;
  const id = `${serviceId(config, context)}/subscriptions/${subscriptionId}`;
  const scope = textOf(config, "product_id") || textOf(config, "api_id").replace(/;rev=\d+$/, "") || "/apis";
  const [primaryKey, secondaryKey] = [textOf(config, "primary_key"), textOf(config, "secondary_key")];
  await azure.arm("PUT", `${id}?appType=developerPortal&notify=false`, API_MANAGEMENT_VERSION, {
    properties: {
      scope,
      displayName: config.display_name,
      state: config.state,
      allowTracing: config.allow_tracing,
      ...(primaryKey === "" ? {} : { primaryKey }),
      ...(secondaryKey === "" ? {} : { secondaryKey }),
    },
  });
  const secrets = await azure.arm("POST", `${id}/listSecrets`, API_MANAGEMENT_VERSION);
  return {
    id,
    subscription_id: subscriptionId,
    primary_key: answerText(secrets, "primaryKey"),
    secondary_key: answer(secrets, "secondaryKey"),
  };
}

export const azurermApiManagementSubscription: ResourceType = {
  type: "azurerm_api_management_subscription",
  mode: "managed",
  attributes: {
    api_management_name: key(),
    resource_group_name: key(),
    display_name: text({ required: true }),
    subscription_id: text({ forceNew: true }),
    product_id: text({ forceNew: true }),
    api_id: text({ forceNew: true }),
    user_id: text({ forceNew: true }),
    primary_key: text({ sensitive: true }),
    secondary_key: text({ sensitive: true }),
    state: text({ default: "submitted" }),
    allow_tracing: flag({ default: true }),
  },
  create: (config, context) => put(config, textOf(config, "subscription_id") || randomUUID(), context),
  update: (config, attributes, context) => put(config, textOf(attributes, "subscription_id"), context),
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), API_MANAGEMENT_VERSION);
  },
};
