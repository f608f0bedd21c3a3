import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";

async function clientConfig(_config: Config, { azure }: ResourceContext): Promise<Config> {
  const { tenantId, subscriptionId, clientId } = azure.credentials;
  return {
    id: `clientConfigs/clientId=${clientId}`,
    tenant_id: tenantId,
    subscription_id: subscriptionId,
    client_id: clientId,
    object_id: await azure.objectId(),
  };
}

/** Data sources that tell who applies, and where. */
export const dataSources: readonly ResourceType[] = [
  { type: "azurerm_client_config", mode: "data", create: clientConfig },
  { type: "azuread_client_config", mode: "data", create: clientConfig },
  {
    type: "azurerm_subscription",
    mode: "data",
    async create(_config, { azure }) {
      const { tenantId, subscriptionId } = azure.credentials;
      return {
        id: `/subscriptions/${subscriptionId}`,
        subscription_id: subscriptionId,
        tenant_id: tenantId,
        state: "Enabled",
      };
    },
  },
];
