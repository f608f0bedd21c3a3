import { AzureRequestError } from "./azure-request-error.ts";
import type { Config, ResourceContext, ResourceType } from "./resource-type.ts";

/** Deletes a resource; one that is gone already is as good as deleted. Throws what the resource type throws. */
export async function deleteIfThere(type: ResourceType, attributes: Config, context: ResourceContext): Promise<void> {
  try {
    await type.delete?.(attributes, context);
  } catch (error) {
    if (!(error instanceof AzureRequestError) || error.status !== 404) throw error;
  }
}
