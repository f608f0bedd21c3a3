import { ClientSecretCredential, DefaultAzureCredential } from "@azure/identity";
import { inject } from "vitest";
import "./stranger.ts";

/** Owner of the subscription: `DefaultAzureCredential` finds it in the environment. */
export const owner = new DefaultAzureCredential();

/** Somebody whose sign-in works and who has no role. */
export const stranger = ((): ClientSecretCredential => {
  const { tenantId, clientId, clientSecret } = inject("stranger");
  return new ClientSecretCredential(tenantId, clientId, clientSecret);
})();

export const subscriptionId = process.env.AZURE_SUBSCRIPTION_ID ?? "";
export const tenantId = process.env.AZURE_TENANT_ID ?? "";
