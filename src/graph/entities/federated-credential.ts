import type { FederatedCredential } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { entityType } from "./entity-types.ts";

/** A federated identity credential as Graph shows it. */
export function renderFederatedCredential({ applicationId: _, ...shown }: FederatedCredential): Entity {
  return shown;
}

/** What can be selected and filtered of a federated identity credential. */
export const federatedCredentialType = entityType("federatedIdentityCredential", [
  "id",
  "name",
  "issuer",
  "subject",
  "description",
  "audiences",
]);
