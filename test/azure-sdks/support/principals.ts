import { ClientSecretCredential, DefaultAzureCredential } from "@azure/identity";
import { inject } from "vitest";
import { graphClient } from "./graph.ts";
import type {} from "./stranger.ts";

/** Owner of the subscription: `DefaultAzureCredential` finds it in the environment. */
export const owner = new DefaultAzureCredential();

/** Somebody whose sign-in works and who has no role. */
export const stranger = ((): ClientSecretCredential => {
  const { tenantId, clientId, clientSecret } = inject("stranger");
  return new ClientSecretCredential(tenantId, clientId, clientSecret);
})();

export const subscriptionId = process.env.AZURE_SUBSCRIPTION_ID ?? "";
export const tenantId = process.env.AZURE_TENANT_ID ?? "";

/** Object id of the owner's service principal. */
export async function ownerObjectId(): Promise<string> {
  const { id } = await graphClient(owner).api(`/servicePrincipals(appId='${process.env.AZURE_CLIENT_ID}')`).get();
  return id;
}
