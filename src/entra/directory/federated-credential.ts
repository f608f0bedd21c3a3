import type { ObjectId } from "../../platform/index.ts";

/** What a caller decides on a federated identity credential ("federatedIdentityCredential resource type"). */
export interface FederatedCredentialProperties {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly description: string | null;
  readonly audiences: readonly string[];
}

/** Whose tokens an application may be signed in by. It is kept and shown; the token endpoint refuses client assertions. */
export interface FederatedCredential extends FederatedCredentialProperties {
  readonly id: string;
  readonly applicationId: ObjectId;
}
