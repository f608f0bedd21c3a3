import type { ResourceId } from "../platform/index.ts";
import type { ResourceIdentity } from "../resource-manager/index.ts";

/** A resource that can have managed identities, and those that it has. */
export interface HostIdentity {
  readonly id: ResourceId;
  readonly identity?: ResourceIdentity | undefined;
}

/** Which of a host's user-assigned identities is meant; without one, the system-assigned identity is. */
export type IdentitySelection =
  | { readonly clientId: string }
  | { readonly principalId: string }
  | { readonly resourceId: string };
