import type { AzureClients } from "../azure-clients.ts";

/** For tests: clients for resource types that don't use them. */
export function noAzure(): AzureClients {
  const refuse = async (): Promise<never> => {
    throw new Error("Nothing is to be sent.");
  };
  return {
    credentials: { tenantId: "tenant", subscriptionId: "subscription", clientId: "client", clientSecret: "secret" },
    ...{ objectId: refuse, arm: refuse, graph: refuse, keyVault: refuse, raw: refuse },
  };
}
