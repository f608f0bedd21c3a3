import { DefaultAzureCredential } from "@azure/identity";
import type { TestProject } from "vitest/node";
import { graphClient } from "./graph.ts";

/** Credentials of a service principal that has no role anywhere. */
export interface Stranger {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

declare module "vitest" {
  interface ProvidedContext {
    stranger: Stranger;
  }
}

/** Registers the stranger before the first test, and deletes it after the last. */
export default async function registerStranger(project: TestProject): Promise<() => Promise<void>> {
  const graph = graphClient(new DefaultAzureCredential());
  const { id, appId } = await graph.api("/applications").post({ displayName: "Stranger of the SDK tests" });
  await graph.api("/servicePrincipals").post({ appId });
  const { secretText } = await graph.api(`/applications/${id}/addPassword`).post({ passwordCredential: {} });
  project.provide("stranger", {
    tenantId: process.env.AZURE_TENANT_ID ?? "",
    clientId: appId,
    clientSecret: secretText,
  });
  return async () => {
    await graph.api(`/applications/${id}`).delete();
  };
}
