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

/** The data sources that tell who applies, and where. */
export const clientConfigs: readonly ResourceType[] = [
  { type: "azurerm_client_config", mode: "data", create: clientConfig },
  { type: "azuread_client_config", mode: "data", create: clientConfig },
];
