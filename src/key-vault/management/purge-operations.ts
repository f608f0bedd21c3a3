import { randomUUID } from "node:crypto";
import { ArmError, type ResourceResponse, type ResourceType } from "../../resource-manager/index.ts";
import { VAULT_API_VERSIONS } from "./vault.ts";

/** Purges that clients may still ask about. */
export interface PurgeOperations {
  /** The answer to a purge that is done, for clients that wait for it. */
  accepted(subscriptionId: string, location: string): ResourceResponse;
  /** Where the answer sends them. */
  readonly type: ResourceType;
}

const MAX_KEPT = 1000;

/**
 * A purge takes time in Azure: 202 with a `Location` that is asked until it answers 200 ("Vaults - Purge Deleted"). azurerm 4 takes
 * a plain 200 for a vault that is to be read again. Here it is over at once, so the first question already gets the 200.
 */
export function createPurgeOperations(): PurgeOperations {
  const ids = new Set<string>();
  return {
    accepted(subscriptionId, location) {
      const id = randomUUID();
      if (ids.size >= MAX_KEPT) ids.clear();
      ids.add(id);
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/operationResults/${id}`;
      return {
        status: 202,
        headers: {
          location: `https://management.azure.com${path}?api-version=${VAULT_API_VERSIONS[1]}`,
          "retry-after": "0",
        },
      };
    },
    type: {
      type: "Microsoft.KeyVault/locations/operationResults",
      apiVersions: VAULT_API_VERSIONS,
      scope: "subscription",
      get({ name }) {
        if (ids.has(name)) return { status: 200 };
        throw new ArmError(
          404,
          "OperationNotFound",
          `There is no operation '${name}'. Operations are known until a restart.`,
        );
      },
    },
  };
}
