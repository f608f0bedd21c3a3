import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { armResource } from "./arm-resource.ts";
import { API_MANAGEMENT_VERSION, serviceId } from "./azurerm-api-management.ts";
import { madeUpGuid } from "./made-up-guid.ts";
import { flag, given, key, text, textOf } from "./schema.ts";

async function put(config: Config, subscriptionId: string, context: ResourceContext): Promise<Config> {
  const { azure } = context;
  const id = `${serviceId(config, context)}/subscriptions/${subscriptionId}`;
  // A subscription is for an API in all its revisions.
  const scope = textOf(config, "product_id") || textOf(config, "api_id").replace(/;rev=[^/]*$/, "") || "/apis";
  await azure.arm("PUT", `${id}?appType=developerPortal&notify=false`, API_MANAGEMENT_VERSION, {
    properties: {
      allowTracing: config.allow_tracing,
      displayName: config.display_name,
      ...given("ownerId", textOf(config, "user_id")),
      ...given("primaryKey", textOf(config, "primary_key")),
      scope,
      ...given("secondaryKey", textOf(config, "secondary_key")),
      state: config.state,
    },
  });
  const keys = await azure.arm("POST", `${id}/listSecrets`, API_MANAGEMENT_VERSION);
  return {
    id,
    subscription_id: subscriptionId,
    primary_key: answerText(keys, "primaryKey"),
    secondary_key: answerText(keys, "secondaryKey"),
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
  ...armResource(API_MANAGEMENT_VERSION),
  create(config, context) {
    const madeUp = madeUpGuid(context.cwd, context.address, serviceId(config, context));
    return put(config, textOf(config, "subscription_id") || madeUp, context);
  },
  update: (config, before, context) => put(config, textOf(before, "subscription_id"), context),
};
